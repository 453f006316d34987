namespace GitHubOps.Simulation;

/// <summary>
/// But what comes for an installation that people have just suspended: GitHub answers no to everything then.
/// </summary>
internal sealed class NothingDiesOfOurMistake : Invariant
{
    public override string Sentence => "Nothing becomes a dead letter: every fault here is the world's";

    public override string? Find(World world) => world.Ledger.First<string>(
        """
        SELECT event || ': ' || reason FROM inbox WHERE state = 'dead' AND reason NOT LIKE '%installation has been suspended%'
        UNION ALL SELECT 'batch ' || outbox_id || ': ' || reason FROM outbox WHERE state = 'dead'
        UNION ALL SELECT 'commit ' || head_sha || ': ' || reason FROM checks
        WHERE state = 'dead' AND reason NOT LIKE '%installation has been suspended%' LIMIT 1
        """);
}
