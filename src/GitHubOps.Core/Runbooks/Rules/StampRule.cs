using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A review that a change brings holds what its author saw.</summary>
public sealed class StampRule : RunbookRule
{
    public override string Id => "stamp";

    public override string Help =>
        "`review.seen` holds fingerprints of the covered files as the reviewer saw them. In the change that " +
        "brings a review they must be those of the change's own files, so that a review says something about this " +
        "code; `githubops runbooks renew` writes them. Whether the reviewer may speak for the owner is judged by " +
        "the service, not here.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB023"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Runbooks.Where(x => x.StampChanged && !DateOnlyRule.Is(x)))
            if (WhyNot(runbook, facts) is { } why)
            {
                yield return Found(runbook,
                    Problem.Error("RB023", $"the new review {why}", runbook.Path, runbook.Runbook!.Review!.Line, 0,
                    $"Run `{runbook.RenewCommand}` on your branch and commit what it writes."));
            }
    }

    private static string Words(ReviewHold? hold) => hold switch
    {
        ReviewHold.Half => "half its interval",
        ReviewHold.Longer => "longer than its interval",
        _ => "its whole interval",
    };

    /// <summary>Null where the review stands.</summary>
    public static string? WhyNot(RunbookCase runbook, RunbookFacts facts)
    {
        if (runbook.Runbook is not { Review: { } review } known) return "cannot be read";
        if (review.By is null) return "does not say by whom";
        if (review.Kind is null) return "does not say how: read, exercised or incident";
        if (review.Stamp is { } stamp && stamp != RunbookStamp.DigestOf(review))
            return "was edited by hand after it was written (`stamp` does not fit)";
        var earned = RunbookGrade.Of(runbook.Before?.Runbook?.Review, review);
        if ((review.Holds ?? ReviewHold.Full) > earned)
            return $"claims to hold {Words(review.Holds)} and proves less: {Words(earned)}";
        if ((facts.AuthorTree ?? facts.Tree) is not { } tree || known.Covers.Entries.IsEmpty) return null;
        var now = RunbookStamp.See(known, tree);
        if (review.Seen.IsEmpty && !now.IsEmpty) return "does not say what its author saw (`seen` is missing)";
        var stale = now.Keys.Union(review.Seen.Keys)
            .Where(x => now.GetValueOrDefault(x) != review.Seen.GetValueOrDefault(x)).ToArray();
        return stale.Length == 0 ? null : $"saw other contents of `{Problems.Shown(stale[0])}` than this change has";
    }
}
