namespace GitHubOps.Simulation;

/// <summary>By every rule that assigns, as far as the service had heard of it.</summary>
internal sealed class WhoIsAwayIsPassedOver : Invariant
{
    private long read;

    public override string Sentence => "No rule assigns somebody who is away or asked to be passed over";

    public override string? Find(World world)
    {
        foreach (var (id, delivery, rule, json) in world.Ledger.Query<(long Id, string Delivery, string Rule,
            string Effect)>(
            "SELECT journal_id, delivery_id, rule, effect FROM journal WHERE journal_id > @read AND effect LIKE " +
                "'%\"assign\"%' ORDER BY journal_id",
            new { read }))
        {
            read = id;
            if (!rule.StartsWith("assign", StringComparison.Ordinal) && rule is not ("escalation" or "command-reroll"))
                continue;
            var facts = world.Decided.FindLast(one => one.Delivery == delivery)!.Facts;
            foreach (var assign in EffectJson.Read(json).OfType<Effect.Assign>())
                if (facts.Muted.Contains(assign.Person) || IsAway(facts, assign.Person))
                    return $"{rule} assigned {assign.Person} at {facts.Event.OccurredAt}: {string.Join(", ", facts.Absences)}";
        }

        return null;
    }

    private static bool IsAway(Facts facts, Login person)
    {
        var at = facts.Event.OccurredAt;
        foreach (var away in facts.Absences)
            if (away.Person == person && away.From <= at && at < away.To) return true;
        return false;
    }
}
