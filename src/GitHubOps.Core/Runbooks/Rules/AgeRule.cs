using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Age alone only warns: a list of old documents causes no reviews.</summary>
public sealed class AgeRule : RunbookRule
{
    public override string Id => "age";

    public override string Help =>
        "A review runs out after the runbook's own `interval`, else the policy's `verify_every`, else 90 days for " +
        "s1, 180 for s2, 365 for s3 and s4, counted in months of the calendar. Overdue is 14 days later (s1: 7). " +
        "Editing the file moves nothing. Age alone never fails a change; see `touched`.";

    public override RunbookAxis Axis => RunbookAxis.Age;

    public override ImmutableArray<string> Codes => ["RB021"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        // In a change this is one line of the summary, not a finding for each runbook that has nothing to do with it.
        var level = facts.Touch is RunbookTouch.NoChange ? ProblemLevel.Warning : ProblemLevel.Notice;
        foreach (var runbook in facts.Active.Where(x => x.TouchedPaths.Length == 0))
        {
            if (runbook.Age.State == RunbookAgeState.Broken) continue;
            if (!runbook.Age.Blocks && runbook.Age.State != RunbookAgeState.Due) continue;
            var text = runbook.Age.State switch
            {
                RunbookAgeState.Overdue => "its review is overdue",
                RunbookAgeState.Due => "its review is due",
                _ => "nobody has reviewed it yet",
            };
            yield return Found(runbook, new Problem("RB021", runbook.Age.Blocks ? level : ProblemLevel.Notice,
                $"{text} ({runbook.Age.Arithmetic}); owner {Problems.Shown(runbook.Runbook!.Owner ?? "nobody")}",
                    runbook.Path,
                runbook.Runbook.Review?.Line ?? 1, 0, $"Follow it once, then run `{runbook.RenewCommand}`."));
        }
    }
}
