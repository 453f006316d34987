namespace GitHubOps.Simulation;

internal sealed class NobodyIsMentioned : Invariant
{
    public override string Sentence => "A comment of ours mentions nobody";

    public override string? Find(World world) => OnEachIssue(world, issue =>
        issue.Comments.Where(comment => comment.Author == world.GitHub.App.Bot).Select(comment => Prose(comment.Body))
            .FirstOrDefault(prose => prose.Contains('@') || prose.Contains("&#64;", StringComparison.Ordinal)));

    /// <summary>Outside code spans: inside them GitHub links nothing.</summary>
    private static string Prose(string body) => string.Concat(body.Split('`').Where((_, i) => i % 2 == 0));
}
