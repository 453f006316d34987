namespace GitHubOps.Simulation;

internal sealed class OneCheckRun : Invariant
{
    public override string Sentence => "A commit has at most one check run of each name";

    public override string? Find(World world) => world.GitHub.World.Repositories
        .SelectMany(repository => repository.CheckRuns.GroupBy(run => (run.HeadSha, run.Name)))
        .Where(runs => runs.Count() > 1).Select(runs => $"{runs.Count()} runs {runs.Key.Name} on {runs.Key.HeadSha}")
        .FirstOrDefault();
}
