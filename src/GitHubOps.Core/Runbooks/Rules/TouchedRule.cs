using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Who changes code under an old runbook makes sure that the runbook still holds.</summary>
public sealed class TouchedRule : RunbookRule
{
    public override string Id => "touched";

    public override string Help =>
        "A change of covered code needs the runbook fresh, changed in the same change, or reviewed. With `gate: " +
        "on touch` an overdue runbook fails the change; without a policy that is so for s1, and a warning for the " +
        "others. A runbook that is only due is a warning.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB020"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Runbooks.Where(x => x.Runbook is not null && x.TouchedPaths.Length > 0))
        {
            if (runbook.Age.State is not (RunbookAgeState.Due or RunbookAgeState.Unknown) && !runbook.Age.Blocks)
                continue;
            if (runbook.TextChanged && !DateOnlyRule.Is(runbook)) continue;
            var waiver = WaiverRule.InForce(runbook, facts);
            yield return Found(runbook,
                new Problem("RB020", waiver is null ? LevelOf(runbook, facts.Policy) : ProblemLevel.Warning,
                TextOf(runbook) + TextOf(waiver), runbook.Path,
                runbook.Runbook!.Review?.Line ?? 1, 0,
                $"Check that it still holds, then run `{runbook.RenewCommand}` and commit, or mend its text in this " +
                "change."));
        }
    }

    private static ProblemLevel LevelOf(RunbookCase runbook, RunbookPolicy policy) =>
        runbook.Age.Blocks &&
            (policy.GateOnTouch || IsGrave(runbook.Runbook!) ||
            (runbook.Before?.Runbook is { } before && IsGrave(before)))
            ? ProblemLevel.Error
            : ProblemLevel.Warning;

    private static bool IsGrave(Runbook runbook) => RunbookPolicy.SeverityOf(runbook) == RunbookSeverity.S1;

    private static string TextOf(RunbookCase runbook)
    {
        var first = Problems.Shown(runbook.TouchedPaths[0]);
        var more = runbook.TouchedPaths.Length == 1 ? "" : $" and {runbook.TouchedPaths.Length - 1} more";
        return $"this change touches `{first}`{more}, which this runbook of " +
            $"{Problems.Shown(runbook.Runbook!.Owner ?? "nobody")} covers, and " +
            $"{StateOf(runbook.Age)} ({runbook.Age.Arithmetic})";
    }

    private static string TextOf(RunbookWaiver? waiver) => waiver is null ? ""
        : $"; waived until {RunbookAge.Date(waiver.Until!.Value)} by {Problems.Shown(waiver.By!)}: " +
            Problems.Shown(waiver.Because!);

    private static string StateOf(RunbookAge age) => age.State switch
    {
        RunbookAgeState.Overdue => "its review is overdue",
        RunbookAgeState.NeverReviewed => "nobody has reviewed it yet",
        RunbookAgeState.Due => "its review is due",
        RunbookAgeState.Broken => "somebody reported it wrong",
        _ => "the age of its review is unknown",
    };
}
