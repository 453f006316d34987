namespace GitHubOps.Simulation;

internal sealed class WhatIsSaidIsHeard : Invariant
{
    public override string Sentence => "What is said by a channel is heard, and what comes again is the same";

    public override string? Find(World world)
    {
        var done = world.Ledger.Query<string>("SELECT message_key FROM messages WHERE state = 'done'");
        if (done.FirstOrDefault(key => !world.Heard.ContainsKey(key)) is { } lost) return $"{lost} was never heard";
        foreach (var (key, times) in world.Heard)
            if (times.Distinct().Count() > 1) return $"{key} was heard as {string.Join(" and as ", times.Distinct())}";
        return world.Switches.WasEverOff ? null : world.Ledger.First<string>(
            """
            SELECT 'a message of delivery ' || j.delivery_id || ' is not in the store' FROM journal j
            WHERE j.effect LIKE '[{"kind":"tell"%' AND NOT EXISTS (
                SELECT 1 FROM messages m JOIN inbox i ON i.inbox_id = m.inbox_id WHERE i.delivery_id = j.delivery_id)
            LIMIT 1
            """);
    }
}
