namespace GitHubOps.Simulation;

internal sealed class NothingAcknowledgedIsLost : Invariant
{
    public override string Sentence => "A delivery that was answered with 202 is never lost";

    public override string? Find(World world)
    {
        var stored = world.Ledger.Query<string>("SELECT delivery_id FROM inbox WHERE source = 'webhook'").ToHashSet();
        return world.Post.Acknowledged.Where(guid => !stored.Contains(guid.ToString())).Select(guid => guid.ToString())
            .FirstOrDefault();
    }
}
