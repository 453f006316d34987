namespace GitHubOps.Simulation;

internal sealed class OnlyOurKindsOfActs : Invariant
{
    private static readonly string[] Ours = ["labeled", "unlabeled", "assigned", "unassigned", "commented", "closed",
        "reopened"];

    public override string Sentence => "We rename and lock no issue, and do nothing else that is not ours";

    public override string? Find(World world) => OnEachIssue(world, issue => issue.Timeline
        .FirstOrDefault(entry => entry.Actor == world.GitHub.App.Bot && !Ours.Contains(entry.Kind))?.ToString());
}
