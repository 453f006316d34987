namespace GitHubOps.Simulation;

/// <summary>GitHub refuses for good only what people locked, moved, deleted or switched off.</summary>
internal sealed class NothingIsRefusedWithoutReason : Invariant
{
    public override string Sentence =>
        "A write is given up only where people have locked, moved, deleted or switched off";

    public override string? Find(World world)
    {
        foreach (var (issue, reason) in world.Ledger.Query<(long Issue, string Reason)>(
            "SELECT issue_id, reason FROM outbox WHERE state = 'refused'"))
            if (!world.IsClosedToUs(issue) && !IsOurDeletedComment(world, issue, reason)) return reason;
        return null;
    }

    private static bool IsOurDeletedComment(World world, long id, string reason) =>
        (reason.StartsWith("Comment ", StringComparison.Ordinal) || reason.Contains("'IC_", StringComparison.Ordinal))
            &&
        world.Issues.First(issue => issue.Id == id).Timeline.Any(entry => entry.Kind == "comment_deleted");
}
