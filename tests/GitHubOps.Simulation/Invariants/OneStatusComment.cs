namespace GitHubOps.Simulation;

internal sealed class OneStatusComment : Invariant
{
    public override string Sentence => "An issue has at most one comment of ours";

    public override string? Find(World world) => OnEachIssue(world, issue =>
        issue.Comments.Count(comment => comment.Author == world.GitHub.App.Bot) is var count and > 1
            ? $"{count} comments" : null);
}
