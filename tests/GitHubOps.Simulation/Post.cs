namespace GitHubOps.Simulation;

/// <summary>
/// Webhooks on their way. GitHub promises no order, sends nothing twice by itself, and what is lost comes again only
/// when somebody asks for it.
/// </summary>
internal sealed class Post(World world)
{
    private readonly List<(SandboxEvent Event, DateTimeOffset NotBefore)> underway = [];
    private readonly List<SandboxEvent> undelivered = [];
    private int seen;

    /// <summary>Deliveries that were answered with 2xx: they must never be lost.</summary>
    public HashSet<Guid> Acknowledged { get; } = [];

    public bool IsEmpty => underway.Count == 0 && undelivered.Count == 0;

    /// <summary>Takes what has happened on GitHub since.</summary>
    public void Collect()
    {
        var all = world.GitHub.Events;
        for (; seen < all.Count; seen++)
        {
            world.Knowledge.Note(all[seen], seen);
            world.Trace.Note($"github: {world.Knowledge.NameOf(all[seen])}");
            Take(all[seen]);
        }
    }

    private void Take(SandboxEvent happened)
    {
        var (dice, swarm, now) = (world.Dice, world.Swarm, world.Time.GetUtcNow());
        if (world.FaultsAreOn && dice.Chance(swarm.NeverDelivered))
        {
            undelivered.Add(happened);
            return;
        }

        var late = world.FaultsAreOn && dice.Chance(swarm.DeliveredLate);
        underway.Add((happened, late ? now + TimeSpan.FromSeconds(dice.Between(5, 7200)) : now));
        if (world.FaultsAreOn && dice.Chance(swarm.DeliveredTwice))
            underway.Add((happened, now + TimeSpan.FromSeconds(dice.Between(0, 86_400))));
    }

    /// <summary>Delivers one; false when none may be delivered now.</summary>
    public bool DeliverOne()
    {
        Collect();
        var now = world.Time.GetUtcNow();
        var due = Enumerable.Range(0, underway.Count).Where(i => underway[i].NotBefore <= now).ToList();
        if (due.Count == 0) return false;
        var outOfOrder = world.FaultsAreOn && world.Dice.Chance(world.Swarm.DeliveredOutOfOrder);
        var index = outOfOrder ? world.Dice.Pick(due) : due[0];
        var happened = underway[index].Event;
        underway.RemoveAt(index);
        Deliver(happened);
        return true;
    }

    /// <summary>
    /// The world is well again: everything that never arrived is asked for, as a person or the service would.
    /// </summary>
    public void RedeliverEverything()
    {
        Collect();
        foreach (var happened in undelivered) underway.Add((happened, DateTimeOffset.MinValue));
        for (var i = 0; i < underway.Count; i++) underway[i] = (underway[i].Event, DateTimeOffset.MinValue);
        undelivered.Clear();
    }

    private void Deliver(SandboxEvent happened)
    {
        var status = world.Deliver(happened);
        world.Trace.Note($"deliver {world.Knowledge.NameOf(happened)}: {status}");
        if (status is >= 200 and < 300) Acknowledged.Add(happened.Guid);
        else undelivered.Add(happened);
    }
}
