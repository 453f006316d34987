namespace GitHubOps.Simulation;

internal sealed class SoManyTakenEach : Invariant
{
    private const int Each = 2;

    public override string Sentence => "Nobody has taken more issues at a time than the files allow";

    public override string? Find(World world) => world.Issues.Where(issue => issue.Repository.FullName == Town.Repo)
        .Select(issue => world.StateOf(issue) is { Seen.IsClosed: false, Taking: { } taking } ? taking.By.Value : null)
        .OfType<string>().GroupBy(login => login).FirstOrDefault(theirs => theirs.Count() > Each)?.Key;
}
