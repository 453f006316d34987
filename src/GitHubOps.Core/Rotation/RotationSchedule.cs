using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who has the shift, and why. Rotations by turn and empty rosters have none.</summary>
public static class RotationSchedule
{
    /// <summary>Shifts listed at once: a year of hourly ones.</summary>
    public const int ShiftsMax = 9000;

    public static Shift? At(RotationDefinition rotation, Instant t) =>
        Plan.Of(rotation) is { } plan ? plan.ShiftAt(plan.HandOffs.IndexAt(t)) : null;

    /// <summary>The shifts that have some time in <c>[from, to)</c>, in order, at most <see cref="ShiftsMax"/>.</summary>
    public static IEnumerable<Shift> Between(RotationDefinition rotation, Instant from, Instant to)
    {
        if (to <= from || Plan.Of(rotation) is not { } plan) yield break;
        var first = plan.HandOffs.IndexAt(from);
        for (var k = first; k < first + ShiftsMax && plan.HandOffs.At(k) < to; k++)
        {
            var shift = plan.ShiftAt(k);
            // A shift that the change of the clocks swallowed is nobody's.
            if (shift.From < shift.To) yield return shift;
        }
    }

    /// <summary>Who backs up the holder: from the backup list in turn, else the next in order. Never the holder.</summary>
    public static Login? BackupAt(RotationDefinition rotation, Instant t)
    {
        if (Plan.Of(rotation) is not { } plan) return null;
        var k = plan.HandOffs.IndexAt(t);
        var holder = plan.ShiftAt(k).Person;
        if (rotation.Backup.IsEmpty) return plan.After(k, holder);
        return rotation.Backup.Length == 1 && rotation.Backup[0] == holder ? null : InTurn(rotation.Backup, k, holder);
    }

    public static Login? ShadowAt(RotationDefinition rotation, Instant t)
    {
        if (rotation.Shadow.IsEmpty || Plan.Of(rotation) is not { } plan) return null;
        var k = plan.HandOffs.IndexAt(t);
        return InTurn(rotation.Shadow, k, plan.ShiftAt(k).Person);
    }

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
            if (!rotation.IsByTime) return null;
            var anchor = HandOffs.FirstStart(rotation.Starts, rotation.Anchor?.On);
            return new Plan(rotation, new HandOffs(anchor, rotation.Length!.Value, rotation.Zone));
        }

        public Shift ShiftAt(long k)
        {
            var to = HandOffs.At(k + 1);
            var person = _eras.At(k).PersonAt(k);
            return new Shift(person, HandOffs.At(k), to, k,
                $"{person} has the {_rotation.Name} shift until {HumanTime.DueText(to, _rotation.Zone)}");
        }

        /// <summary>The next in the order of the roster in force, whoever the next shift's roster may bring.</summary>
        public Login? After(long k, Login holder)
        {
            var next = _eras.At(k).PersonAt(k + 1);
            return next == holder ? null : next;
        }
    }
}
