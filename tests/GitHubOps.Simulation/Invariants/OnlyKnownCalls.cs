namespace GitHubOps.Simulation;

internal sealed class OnlyKnownCalls : Invariant
{
    public override string Sentence => "Only calls that GitHub has are made";

    public override string? Find(World world) => world.Requests.Find(request => request.IsUnsupported)?.ToString();
}
