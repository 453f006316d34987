namespace GitHubOps.Simulation;

internal sealed class OnlyOurKindsOfActs : Invariant
{
    private static readonly string[] Ours = ["labeled", "unlabeled", "assigned", "unassigned", "commented"];

    public override string Sentence => "We close, reopen, rename and lock no issue";

    public override string? Find(World world) => OnEachIssue(world, issue => issue.Timeline
        .FirstOrDefault(entry => entry.Actor == world.GitHub.App.Bot && !Ours.Contains(entry.Kind))?.ToString());
}
