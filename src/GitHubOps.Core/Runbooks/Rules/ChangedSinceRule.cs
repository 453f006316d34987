using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Tells that covered files are not what the last reviewer saw. Information: most such changes spoil no runbook.
/// </summary>
public sealed class ChangedSinceRule : RunbookRule
{
    public override string Id => "changed-since";

    public override string Help =>
        "`review.seen` is compared with the files as they are. A difference does not make the runbook wrong; it " +
        "tells the next reviewer where to look.";

    public override RunbookAxis Axis => RunbookAxis.Drift;

    public override ImmutableArray<string> Codes => ["RB024"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        if (facts.Tree is not { } tree) yield break;
        foreach (var runbook in facts.Active)
        {
            var changed = RunbookStamp.ChangedSince(runbook.Runbook!, tree);
            if (changed.IsEmpty || CoversEverythingRule.TooMuch(runbook.Runbook!, tree) is not null) continue;
            var more = changed.Length == 1 ? "" : $" and {changed.Length - 1} more";
            yield return Found(runbook, new Problem("RB024", ProblemLevel.Notice,
                $"`{Problems.Shown(changed[0])}`{more} changed since the review", runbook.Path,
                    runbook.Runbook!.Review!.Line));
        }
    }
}
