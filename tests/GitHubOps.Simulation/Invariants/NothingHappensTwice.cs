namespace GitHubOps.Simulation;

internal sealed class NothingHappensTwice : Invariant
{
    public override string Sentence => "Nothing is decided twice for one delivery";

    public override string? Find(World world) => world.Ledger.First<string>(
        """
        SELECT delivery_id || ': ' || effect FROM journal
        GROUP BY delivery_id, issue_id, rule, effect HAVING COUNT(*) > 1 LIMIT 1
        """) ?? world.Ledger.First<string>(
        """
        SELECT 'delivery ' || inbox_id || ' has two batches' FROM outbox WHERE inbox_id <> 0 AND NOT is_answer AND NOT is_edit
        GROUP BY inbox_id HAVING COUNT(*) > 1 LIMIT 1
        """);
}
