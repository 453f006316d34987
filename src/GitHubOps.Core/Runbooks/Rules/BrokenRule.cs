using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A runbook that somebody found wrong in an incident is wrong, whatever its date says.</summary>
public sealed class BrokenRule : RunbookRule
{
    public override string Id => "broken";

    public override string Help =>
        "`state: broken` with a `reason` says that somebody followed the runbook and it did not work. That overrides " +
        "every date, at once. It ends with a review: take the state out and run `githubops runbooks renew` in the " +
        "same change.";

    public override RunbookAxis Axis => RunbookAxis.Integrity;

    public override ImmutableArray<string> Codes => ["RB026"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Runbooks)
        {
            if (runbook.Runbook is not { } known) continue;
            if (known.State == RunbookState.Broken)
            {
                yield return Found(runbook, Problem.Error("RB026",
                    $"was reported wrong: {Problems.Shown(known.Reason ?? "no reason is given")}", runbook.Path, 1, 0,
                    $"Mend it, take `state: broken` out, and run `{runbook.RenewCommand}`."));
            }
            else if (facts.ReportOf(known) is { } report)
            {
                yield return Found(runbook, Problem.Error("RB026",
                    $"was reported wrong by {Problems.Shown(report.By.Value)} on {RunbookAge.Date(report.On)} (in `#{report.Number}`)" +
                    (report.Said is { } said ? $": `{Problems.Shown(said)}`" : ""), runbook.Path, 1, 0,
                    $"Mend it and run `{runbook.RenewCommand}`; an owner for whom it works says so by " +
                    $"`/runbook verified {ShellWord.Of(runbook.Path)}`."));
            }
            else if (runbook.Before?.Runbook is { State: RunbookState.Broken } before
                && known.State == RunbookState.Active &&
                before.Review?.On == known.Review?.On)
            {
                yield return Found(runbook, Problem.Error("RB026",
                    "was reported wrong, and this change calls it right without a review", runbook.Path, 1, 0,
                    $"Follow it, then run `{runbook.RenewCommand}`."));
            }
        }
    }
}
