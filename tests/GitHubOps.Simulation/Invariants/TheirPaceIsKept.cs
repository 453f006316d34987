namespace GitHubOps.Simulation;

internal sealed class TheirPaceIsKept : Invariant
{
    public override string Sentence =>
        "GitHub's pace is kept: a second between writes, so many contents a minute and an hour";

    public override string? Find(World world) => world.GitHub.Ledger.PaceViolations is [var breach, ..]
        ? $"{breach.Rule}: {breach.Request}"
        : null;
}
