namespace GitHubOps.Simulation;

/// <summary>
/// By the decision: what it knew. By the timeline: what we had put on, a person took off, and we put on again.
/// </summary>
internal sealed class NothingRemovedIsPutBack : Invariant
{
    public override string Sentence => "We never put back a label that a person took off";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        foreach (var again in issue.Timeline.Where(
            entry => entry.Kind == "labeled" && entry.Actor == world.GitHub.App.Bot))
        {
            var earlier = issue.Timeline.Where(entry => entry.Id < again.Id && entry.Label == again.Label).ToList();
            if (earlier is [.., var ours, { Kind: "unlabeled" } taken] && ours.Kind == "labeled"
                && ours.Actor == world.GitHub.App.Bot &&
                taken.Actor != world.GitHub.App.Bot && !IsWantedBack(world, issue, taken)
                && !world.ChangedLabels.Contains(again.LabelName!))
                return $"{again.LabelName}: {taken.Actor} took it off, and it is on again";
        }

        return null;
    });

    /// <summary>A person has since said in a comment which label of that kind there shall be.</summary>
    private static bool IsWantedBack(World world, SandboxIssue issue, SandboxIssueEvent taken) =>
        issue.Comments.Any(comment =>
        comment.Author != world.GitHub.App.Bot && comment.Body.Contains('/', StringComparison.Ordinal) &&
        comment.CreatedAt >= taken.At - TimeSpan.FromSeconds(1));
}
