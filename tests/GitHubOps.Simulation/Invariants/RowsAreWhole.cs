namespace GitHubOps.Simulation;

internal sealed class RowsAreWhole : Invariant
{
    public override string Sentence => "Every row is in a known state, and what is running holds a lease that ends";

    public override string? Find(World world) => world.Ledger.First<string>(
        """
        SELECT 'inbox ' || inbox_id || ' is ' || state FROM inbox WHERE state NOT IN ('new', 'ready', 'running', 'done', 'ignored', 'dead')
            OR (state = 'running') <> (lease_until_at_ms IS NOT NULL) OR lease_until_at_ms > @latest
        UNION ALL
        SELECT 'outbox ' || outbox_id || ' is ' || state FROM outbox WHERE state NOT IN ('ready', 'running', 'done', 'would', 'refused', 'dead')
            OR (state = 'running') <> (lease_until_at_ms IS NOT NULL) OR lease_until_at_ms > @latest
        LIMIT 1
        """,
        new { latest = (world.Clock.GetUtcNow() + TimeSpan.FromMinutes(10)).ToUnixTimeMilliseconds() });
}
