using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Somebody who was passed over, and why.</summary>
public sealed record SkippedPerson(Login Person, string Reason);

/// <summary>Whom a rotation gives an issue to, and why.</summary>
/// <param name="Ledger">The ledger after this pick: the same one when a shift decided.</param>
public sealed record PickResult(
    Login? Person, ImmutableArray<SkippedPerson> Skipped, string Because, bool ByTurn, TurnLedger Ledger);

/// <summary>Picks the holder of the shift, or by turn when there is none or the holder cannot.</summary>
public static class RotationPick
{
    /// <param name="whyNot">
    /// Why somebody cannot take it, or null; asked in the documented order: author, away, busy, at capacity, not
    /// assignable.
    /// </param>
    public static PickResult Choose(
        RotationDefinition rotation, Instant at, TurnLedger ledger, Func<Login, string?> whyNot)
    {
        var skipped = ImmutableArray.CreateBuilder<SkippedPerson>();
        foreach (var (layer, shift) in RotationSchedule.LayersAt(rotation, at))
        {
            if (whyNot(shift.Person) is not { } reason)
                return new PickResult(shift.Person, skipped.ToImmutable(), shift.Because, false, ledger);
            skipped.Add(new SkippedPerson(shift.Person, reason));
            var others = RosterAt(layer, at).Where(member => member != shift.Person);
            var pick = ByTurn(rotation.Name, others, ledger, whyNot, skipped);

            // Nobody of this layer: the next, and in the end whoever is in any of them.
            if (pick.Person is not null || rotation.Layers.IsEmpty) return pick;
        }

        var left = RosterAt(rotation, at).Where(member => skipped.All(one => one.Person != member));
        return ByTurn(rotation.Name, left, ledger, whyNot, skipped);
    }

    /// <summary>By turn among some people, without a shift: area owners, escalation's <c>assign next</c>.</summary>
    public static PickResult ByTurn(
        string name, IEnumerable<Login> people, TurnLedger ledger, Func<Login, string?> whyNot) =>
        ByTurn(name, people, ledger, whyNot, ImmutableArray.CreateBuilder<SkippedPerson>());

    // By turn a change of the roster needs no hand-off: it holds from its moment on.
    private static IEnumerable<Login> RosterAt(RotationDefinition rotation, Instant at) =>
        (rotation.Revisions.Where(r => r.EffectiveAt <= at).MaxBy(r => r.EffectiveAt) ??
            rotation.Revisions.MinBy(r => r.EffectiveAt))?.Members ?? rotation.Members;

    private static PickResult ByTurn(
        string name,
        IEnumerable<Login> people,
        TurnLedger ledger,
        Func<Login, string?> whyNot,
        ImmutableArray<SkippedPerson>.Builder skipped)
    {
        var eligible = new List<Login>();
        foreach (var person in people.Distinct())
        {
            if (whyNot(person) is { } reason) skipped.Add(new SkippedPerson(person, reason));
            else eligible.Add(person);
        }

        var chosen = ledger.Choose(eligible);
        if (chosen is not { } next)
            return new PickResult(null, skipped.ToImmutable(), $"nobody is left in {name}", true, ledger);
        var because = $"it is {next}'s turn in {name}";
        return new PickResult(next, skipped.ToImmutable(), because, true, ledger.Take(next, eligible));
    }
}
