using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What was written for some time is taken out when the time is over.</summary>
public sealed class ExpiresRule : RunbookRule
{
    public override string Id => "expires";

    public override string Help =>
        "A comment `<!-- expires: 2026-12-01 -->` says until when the words beside it hold: a workaround, a phone " +
        "number, a freeze. From that day on it is a warning.";

    public override RunbookAxis Axis => RunbookAxis.Integrity;

    public override ImmutableArray<string> Codes => ["RB037"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Active)
            foreach (var expiry in runbook.Code.Expiries)
            {
                if (IsoDate.Read(expiry.Text) is not { } day)
                {
                    yield return Found(runbook, Problem.Warning("RB037",
                        $"`expires: {Problems.Shown(expiry.Text)}` is not a calendar date", runbook.Path, expiry.Line,
                        0,
                        "Write YYYY-MM-DD."));
                }
                else if (day <= facts.Today)
                {
                    yield return Found(runbook, Problem.Warning("RB037",
                        $"what stands here expired on {RunbookAge.Date(day)}", runbook.Path, expiry.Line, 0,
                        "Take it out, or look whether it still holds and write a later day."));
                }
            }
    }
}
