using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who has the shift, and why. Rotations by turn and empty rosters have none.</summary>
public static class RotationSchedule
{
    /// <summary>Shifts listed at once: a year of hourly ones.</summary>
    public const int ShiftsMax = 9000;

    /// <summary>Of a rotation in layers the shift of the first layer that has one then.</summary>
    public static Shift? At(RotationDefinition rotation, Instant t) => LayersAt(rotation, t).FirstOrDefault().Shift;

    /// <summary>The layers that have a shift then, the first counts; a rotation without layers is its own.</summary>
    public static IEnumerable<(RotationDefinition Layer, Shift Shift)> LayersAt(RotationDefinition rotation, Instant t)
    {
        foreach (var layer in rotation.Layers.IsEmpty ? [rotation] : rotation.Layers)
            if (Plan.Of(layer) is { } plan && plan.At(t) is { } shift) yield return (layer, shift);
    }

    /// <summary>
    /// The shifts, of a rotation without layers, that have some time in <c>[from, to)</c>, in order, at most
    /// <see cref="ShiftsMax"/>. A shift that a swap
    /// divides comes in pieces.
    /// </summary>
    public static IEnumerable<Shift> Between(RotationDefinition rotation, Instant from, Instant to)
    {
        if (to <= from || Plan.Of(rotation) is not { } plan) yield break;
        var first = plan.HandOffs.IndexAt(from);
        for (var k = first; k < first + ShiftsMax && plan.HandOffs.At(k) < to; k++)
            foreach (var piece in plan.PiecesOf(k))
                if (piece.To > from && piece.From < to) yield return piece;
    }

    /// <summary>
    /// Who backs up the holder: from the backup list in turn, else the next in order. Never the holder.
    /// </summary>
    public static Login? BackupAt(RotationDefinition rotation, Instant t)
    {
        if (LayersAt(rotation, t).FirstOrDefault() is not { Shift: { } shift } first) return null;
        var backup = first.Layer.Backup.IsEmpty ? rotation.Backup : first.Layer.Backup;
        return backup.IsEmpty ? Plan.Of(first.Layer)!.After(shift) : InTurn(backup, shift.Index, shift.Person);
    }

    public static Login? ShadowAt(RotationDefinition rotation, Instant t)
    {
        if (rotation.Shadow.IsEmpty || At(rotation, t) is not { } shift) return null;
        return InTurn(rotation.Shadow, shift.Index, shift.Person);
    }

    /// <summary>The roster in force for a shift, in its order.</summary>
    public static ImmutableArray<Login> RosterOf(RotationDefinition rotation, Shift shift) =>
        Plan.Of(rotation)?.RosterOf(shift.Index) ?? [];

    /// <summary>The holder of a shift, then the others in the order in which they would follow.</summary>
    public static ImmutableArray<Login> OrderFrom(RotationDefinition rotation, Shift shift) =>
        Plan.Of(rotation) is { } plan ? [.. plan.Following(shift).Prepend(shift.Person).Distinct()] : [];

    private static Login? InTurn(ImmutableArray<Login> people, long k, Login notThis)
    {
        for (var i = 0; i < people.Length; i++)
            if (people[FloorMod(k + i, people.Length)] is var person && person != notThis) return person;
        return null;
    }

    private static int FloorMod(long k, int n) => (int)(((k % n) + n) % n);

    private sealed class Plan
    {
        private readonly RotationDefinition _rotation;
        private readonly RosterEras _eras;

        private Plan(RotationDefinition rotation, HandOffs handOffs)
        {
            _rotation = rotation;
            HandOffs = handOffs;
            _eras = new RosterEras(rotation, handOffs);
        }

        public HandOffs HandOffs { get; }

        public static Plan? Of(RotationDefinition rotation)
        {
            if (!rotation.IsByTime || rotation.Length is not { } length) return null;
            return new Plan(rotation, rotation.HandOffs(length));
        }

        public Shift? At(Instant t) =>
            PiecesOf(HandOffs.IndexAt(t)).FirstOrDefault(piece => piece.From <= t && t < piece.To);

        /// <summary>
        /// The shift, divided where a swap gives a part of it to another, and cut to the hours in which it holds. A
        /// swallowed shift is nobody's.
        /// </summary>
        public IEnumerable<Shift> PiecesOf(long k) =>
            _rotation.Hours is { } hours ? Whole(k).SelectMany(piece => Within(piece, hours)) : Whole(k);

        private static IEnumerable<Shift> Within(Shift piece, BusinessCalendar hours)
        {
            foreach (var open in hours.OpenAfter(piece.From))
            {
                if (open.Start >= piece.To) yield break;
                yield return piece with { From = open.Start, To = Instant.Min(open.End, piece.To) };
            }
        }

        private IEnumerable<Shift> Whole(long k)
        {
            var (from, to) = (HandOffs.At(k), HandOffs.At(k + 1));
            if (from == to) yield break;
            var person = _eras.At(k).PersonAt(k);
            var cuts = new SortedSet<Instant> { from, to };
            foreach (var swap in _rotation.Swaps.Concat(_rotation.Overrides)) cuts.UnionWith([swap.From, swap.To]);
            var start = from;
            foreach (var cut in cuts.Where(c => from < c && c <= to))
            {
                var next = cut < to ? Holder(person, cut) : default;
                if (cut < to && next == Holder(person, start)) continue;
                yield return Piece(person, start, cut, k);
                start = cut;
            }
        }

        public ImmutableArray<Login> RosterOf(long k) => _eras.At(k).Members;

        /// <summary>The roster in force from the next place on, once around.</summary>
        public IEnumerable<Login> Following(Shift shift)
        {
            var era = _eras.At(shift.Index);
            for (var i = 1; i <= era.Members.Length; i++) yield return era.PersonAt(shift.Index + i);
        }

        /// <summary>The next in the order of the roster in force who is not the holder.</summary>
        public Login? After(Shift shift)
        {
            foreach (var next in Following(shift))
                if (next != shift.Person) return next;
            return null;
        }

        private Shift Piece(Login person, Instant from, Instant to, long k)
        {
            var (holder, swap) = Holder(person, from);
            var until = HumanTime.DueText(to, _rotation.Zone);
            return new Shift(
                holder, from, to, k, swap?.Because ?? $"{holder} has the {_rotation.Name} shift until {until}");
        }

        /// <summary>The file has the last word: where it speaks, no swap does.</summary>
        private (Login Person, RotationSwap? Swap) Holder(Login person, Instant t)
        {
            var named = Changed(_rotation.Overrides, person, t);
            return named.Swap is null ? Changed(_rotation.Swaps, person, t) : named;
        }

        private static (Login Person, RotationSwap? Swap) Changed(
            ImmutableArray<RotationSwap> changes, Login person, Instant t)
        {
            RotationSwap? last = null;
            foreach (var change in changes)
                if (change.Covers(t) && (change.InsteadOf is not { } instead || instead == person))
                    (person, last) = (change.Person, change);
            return (person, last);
        }
    }
}
