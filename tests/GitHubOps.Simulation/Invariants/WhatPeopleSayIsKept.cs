namespace GitHubOps.Simulation;

/// <summary>As the journal tells it: each saying and each swap once, whatever died or came twice in between.</summary>
internal sealed class WhatPeopleSayIsKept : Invariant
{
    public override string Sentence => "What people say of themselves and agree on is kept once";

    public override string? Find(World world)
    {
        var effects = world.Ledger.Query<string>(
            "SELECT effect FROM journal WHERE effect LIKE '%\"say\"%' OR effect LIKE '%\"agree-on-swap\"%'")
            .SelectMany(json => EffectJson.Read(json)).ToList();
        var said = effects.OfType<Effect.Say>().Select(one => one.What).Distinct().Count();
        var swaps = effects.OfType<Effect.AgreeOnSwap>()
            .DistinctBy(one => (one.Rotation, one.Swap.Person, one.Swap.InsteadOf, one.Swap.From, one.Swap.To)).Count();
        return Differ("sayings", said) ?? Differ("swaps", swaps);

        string? Differ(string table, int told) =>
            world.Ledger.First<long>($"SELECT COUNT(*) FROM {table}") is var kept && kept == told
                ? null : $"the journal tells of {told} {table}, {kept} are kept";
    }
}
