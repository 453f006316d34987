namespace GitHubOps.Simulation;

internal sealed class WritesOfAnIssueInOrder : Invariant
{
    public override string Sentence => "The writes of an issue go out in the order in which they were decided";

    public override string? Find(World world) => world.Ledger.First<string>(
        """
        SELECT 'batch ' || late.outbox_id || ' is ' || late.state || ' before batch ' || early.outbox_id || ', which is ' || early.state
        FROM outbox early JOIN outbox late ON late.issue_id = early.issue_id AND late.outbox_id > early.outbox_id
        WHERE early.state IN ('ready', 'running') AND NOT early.is_apart AND late.tried_at_ms IS NOT NULL AND NOT late.is_answer LIMIT 1
        """);
}
