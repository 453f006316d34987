using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>One member's turns: how many were taken, the standing that decides, and when the last one was.</summary>
/// <param name="Taken">Turns taken and not given back.</param>
/// <param name="Standing">Taken turns plus what coming back raised it to: the least goes next.</param>
/// <param name="LastTurn">The number of the ledger's turn that was this member's last; 0: none yet.</param>
public sealed record MemberTurns(Login Person, long Taken, long Standing, long LastTurn);

/// <summary>
/// Whose turn it is among those who can: the one with the least standing, of these the one whose last turn is longest
/// ago,
/// of these the first in the roster. One ledger per rotation, over all repositories that use it. Who could not take
/// turns
/// comes back at the least standing of those who could: neither owing nor owed.
/// </summary>
public sealed record TurnLedger
{
    public static readonly TurnLedger Empty = new();

    public ImmutableArray<MemberTurns> Members { get; init; } = [];

    /// <summary>Who could take the last turn that was decided.</summary>
    public ImmutableArray<Login> LastEligible { get; init; } = [];

    /// <summary>The least standing of those who could take the last turn that was decided.</summary>
    public long Level { get; init; }

    /// <summary>Turns decided or taken so far.</summary>
    public long Turns { get; init; }

    /// <summary>Whose turn it is; null when nobody can. Changes nothing.</summary>
    public Login? Choose(IReadOnlyList<Login> eligible)
    {
        if (eligible.Count == 0) return null;
        var level = LevelAmong(eligible);
        var chosen = eligible[0];
        var best = (long.MaxValue, long.MaxValue);
        foreach (var person in eligible)
        {
            var key = (StandingOf(person, level), Find(person)?.LastTurn ?? 0);
            if (key.CompareTo(best) >= 0) continue;
            (chosen, best) = (person, key);
        }

        return chosen;
    }

    /// <summary>A turn decided among those who could: counts it and remembers who could.</summary>
    public TurnLedger Take(Login person, IReadOnlyList<Login> eligible)
    {
        var level = LevelAmong(eligible);
        var raised = eligible.Aggregate(this, (ledger, one) =>
        {
            var turns = ledger.Find(one) ?? new MemberTurns(one, 0, 0, 0);
            return ledger.With(turns with { Standing = StandingOf(one, level) });
        });
        return (raised with { LastEligible = [.. eligible], Level = level }).Take(person);
    }

    /// <summary>A turn that somebody was given by hand.</summary>
    public TurnLedger Take(Login person)
    {
        var turns = Find(person) ?? new MemberTurns(person, 0, Level, 0);
        return With(turns with
        {
            Taken = turns.Taken + 1,
            Standing = turns.Standing + 1,
            LastTurn = Turns + 1,
        }) with
        { Turns = Turns + 1 };
    }

    /// <summary>Takes one turn back: the credit of somebody whose issue went to another.</summary>
    public TurnLedger GiveBack(Login person) =>
        Find(person) is { Taken: > 0 } turns
            ? With(turns with { Taken = turns.Taken - 1, Standing = turns.Standing - 1 })
            : this;

    public long TakenBy(Login person) => Find(person)?.Taken ?? 0;

    public bool Equals(TurnLedger? other) =>
        other is not null && Level == other.Level && Turns == other.Turns &&
        Members.SequenceEqual(other.Members) && LastEligible.SequenceEqual(other.LastEligible);

    public override int GetHashCode() => HashCode.Combine(Level, Turns, Members.Length);

    // Sorted by name, so that ledgers with the same content are equal and print the same.
    private TurnLedger With(MemberTurns turns)
    {
        var index = 0;
        while (index < Members.Length && Members[index].Person.CompareTo(turns.Person) < 0) index++;
        var known = index < Members.Length && Members[index].Person == turns.Person;
        return this with { Members = known ? Members.SetItem(index, turns) : Members.Insert(index, turns) };
    }

    private MemberTurns? Find(Login person) => Members.FirstOrDefault(m => m.Person == person);

    private long StandingOf(Login person, long level)
    {
        var own = Find(person)?.Standing ?? 0;
        return LastEligible.Contains(person) ? own : Math.Max(own, level);
    }

    /// <summary>
    /// The least standing of those who could last time and still can; without any, the level of then.
    /// </summary>
    private long LevelAmong(IReadOnlyList<Login> eligible)
    {
        var there = eligible.Where(p => LastEligible.Contains(p)).Select(p => Find(p)?.Standing ?? 0).ToArray();
        return there.Length == 0 ? Level : there.Min();
    }
}
