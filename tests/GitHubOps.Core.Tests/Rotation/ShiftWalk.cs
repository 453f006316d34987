using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>
/// A rotation as a person at the wall clock would keep it: from minute to minute, with a list of hand-offs counted day
/// by day. Slow, and too plain to be wrong in the same way.
/// </summary>
internal sealed class ShiftWalk
{
    private readonly RotationDefinition _rotation;
    private readonly List<LocalDateTime> _handOffs;
    private readonly int _anchor;
    private int _next;

    /// <param name="rotation">With a length, without layers, swaps and revisions.</param>
    /// <param name="from">The first minute that is asked for.</param>
    /// <param name="to">The last.</param>
    public ShiftWalk(RotationDefinition rotation, Instant from, Instant to)
    {
        _rotation = rotation;
        var anchor = AnchorOf(rotation);
        var (first, last) = (Local(from).PlusDays(-1), Local(to).PlusDays(1));
        var before = Counted(anchor, -1).TakeWhile(at => at >= first).ToList();
        before.AddRange(Counted(anchor, -1).Skip(before.Count).Take(1));
        _anchor = before.Count;
        _handOffs = [.. Enumerable.Reverse(before), anchor, .. Counted(anchor, 1).TakeWhile(at => at <= last)];
        MoveTo(from - Duration.FromHours(12));
    }

    /// <summary>The number of the shift, counted from the anchor.</summary>
    public int Index => _next - 1 - _anchor;

    /// <summary>Who has it; null outside of the hours, and where everybody is away.</summary>
    public Login? Holder(Instant t, IReadOnlyCollection<Absence> absences)
    {
        if (_rotation.Hours is { } hours && !new MinuteModel(hours.Definition).IsOpen(t)) return null;
        var members = _rotation.Members;
        var place = _rotation.Anchor is { } pin ? members.IndexOf(pin.Person) : 0;
        for (var i = 0; i < Math.Abs(Index); i++) place = Index > 0 ? place + 1 : place + members.Length - 1;
        for (var i = 0; i < members.Length; i++)
        {
            var person = members[(place + i) % members.Length];
            if (!absences.Any(away => away.Person == person && away.From <= t && t < away.To)) return person;
        }

        return null;
    }

    /// <summary>To be called each minute. Time only goes on: a wall clock that goes back calls nobody back.</summary>
    public void MoveTo(Instant t)
    {
        var local = Local(t);
        while (_next < _handOffs.Count && _handOffs[_next] <= local) _next++;
    }

    private LocalDateTime Local(Instant t) => t.InZone(_rotation.Zone).LocalDateTime;

    private static LocalDateTime AnchorOf(RotationDefinition rotation)
    {
        var date = rotation.Anchor?.On ?? new LocalDate(1970, 1, 5);
        while (date.DayOfWeek != rotation.Starts.Day) date = date.PlusDays(1);
        return date.At(rotation.Starts.Time);
    }

    private IEnumerable<LocalDateTime> Counted(LocalDateTime anchor, int direction)
    {
        var (every, unit) = (_rotation.Length!.Value.Every, _rotation.Length.Value.Unit);
        var at = anchor;
        for (var k = 1; ; k++)
        {
            if (unit == RotationUnit.Months)
            {
                var month = (anchor.Year * 12) + anchor.Month - 1 + (direction * k * every);
                var days = CalendarSystem.Iso.GetDaysInMonth(month / 12, (month % 12) + 1);
                at = new LocalDate(month / 12, (month % 12) + 1, Math.Min(anchor.Day, days)).At(anchor.TimeOfDay);
            }
            else if (unit == RotationUnit.Hours)
                for (var i = 0; i < every; i++) at = at.PlusHours(direction);
            else
                for (var i = 0; i < every * (unit == RotationUnit.Weeks ? 7 : 1); i++) at = at.PlusDays(direction);
            yield return at;
        }
    }
}
