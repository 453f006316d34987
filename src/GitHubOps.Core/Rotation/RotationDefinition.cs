using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>What the length of a shift is counted in.</summary>
public enum RotationUnit
{
    Hours,
    Days,
    Weeks,
    Months,
}

/// <summary>The length of a shift as people write it: <c>12h 1d 2w 1mo</c>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RotationLength(int Every, RotationUnit Unit)
{
    public const int EveryMax = 1000;

    private static readonly (string Suffix, RotationUnit Unit)[] Units =
        [("mo", RotationUnit.Months), ("h", RotationUnit.Hours), ("d", RotationUnit.Days), ("w", RotationUnit.Weeks)];

    public static bool TryParse(string? text, out RotationLength length)
    {
        length = default;
        var digits = 0;
        while (digits < (text?.Length ?? 0) && char.IsAsciiDigit(text![digits])) digits++;
        if (digits is 0 or > 4) return false;
        var every = int.Parse(text.AsSpan(0, digits));
        foreach (var (suffix, unit) in Units)
            if (text.AsSpan(digits).SequenceEqual(suffix)) length = new RotationLength(every, unit);
        return length.Every is > 0 and <= EveryMax;
    }

    public override string ToString()
    {
        var unit = Unit;
        return $"{Every}{Units.First(u => u.Unit == unit).Suffix}";
    }
}

/// <summary>When shifts change hands, as people write it: <c>Mon 10:00</c>.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RotationStart(IsoDayOfWeek Day, LocalTime Time)
{
    public static readonly RotationStart Default = new(IsoDayOfWeek.Monday, LocalTime.Midnight);

    public static bool TryParse(string? text, out RotationStart start)
    {
        start = Default;
        var words = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var day, var time] || !WeeklyHoursText.TryParseDay(day, out var weekday)) return false;
        if (!WeeklyHoursText.TryParseTime(time, out var minutes) || minutes == OpenHours.MinutesPerDay) return false;
        start = new RotationStart(weekday, LocalTime.FromMinutesSinceMidnight(minutes));
        return true;
    }

    public override string ToString() => $"{Day.ToString()[..3]} {Time.Hour:00}:{Time.Minute:00}";
}

/// <summary>Pins the rotation: the shift that begins on that date is that person's.</summary>
public sealed record RotationAnchor(LocalDate On, Login Person);

/// <summary>
/// The roster as it became at some moment. It takes effect at the first hand-off at or after that moment and resumes
/// after
/// the person who has the shift until then, so the present holder and the past do not move.
/// </summary>
public sealed record RosterRevision(Instant EffectiveAt, ImmutableArray<Login> Members);

/// <summary>
/// One person instead of another for a stretch of time, after which the rotation returns by itself: nobody's turn
/// moves.
/// </summary>
/// <param name="InsteadOf">Whose time is taken; null: whoever has it.</param>
public sealed record RotationSwap(Instant From, Instant To, Login Person, Login? InsteadOf, string Because)
{
    public bool Covers(Instant t) => From <= t && t < To;
}

/// <summary>A rotation as its file and its history say. Ready to run.</summary>
public sealed record RotationDefinition
{
    public required string Name { get; init; }

    /// <summary>Today's roster, in the order of <c>OWNERS_ALIASES</c>.</summary>
    public required ImmutableArray<Login> Members { get; init; }

    /// <summary>The length of a shift; null: by turn.</summary>
    public RotationLength? Length { get; init; }

    public RotationStart Starts { get; init; } = RotationStart.Default;

    public required DateTimeZone Zone { get; init; }

    public string? CalendarName { get; init; }

    /// <summary>The most open issues that one holder is given; null: no limit.</summary>
    public int? AtMost { get; init; }

    /// <summary>Who backs up, in turn; empty: the next in order.</summary>
    public ImmutableArray<Login> Backup { get; init; } = [];

    /// <summary>Who looks over the holder's shoulder, in turn; empty: nobody.</summary>
    public ImmutableArray<Login> Shadow { get; init; } = [];

    public RotationAnchor? Anchor { get; init; }

    /// <summary>The rosters so far, oldest first; empty: today's roster was always in force.</summary>
    public ImmutableArray<RosterRevision> Revisions { get; init; } = [];

    /// <summary>
    /// Swaps that people agreed on; where two speak of the same time, the later in the list is asked last.
    /// </summary>
    public ImmutableArray<RotationSwap> Swaps { get; init; } = [];

    /// <summary>
    /// What the file says instead of the roster and of swaps, the least priority first: the last that covers counts.
    /// </summary>
    public ImmutableArray<RotationSwap> Overrides { get; init; } = [];

    /// <summary>Days of the week that count; the others consume no turn. Empty: all.</summary>
    public ImmutableArray<IsoDayOfWeek> Days { get; init; } = [];

    /// <summary>
    /// When shifts hold at all; null: always. A shift goes on behind a closing, with the same person.
    /// </summary>
    public BusinessCalendar? Hours { get; init; }

    /// <summary>
    /// Rotations of which the first with somebody on call counts; none of them has layers. Empty: no layers.
    /// </summary>
    public ImmutableArray<RotationDefinition> Layers { get; init; } = [];

    public bool IsByTime =>
        Layers.IsEmpty ? Length is not null && !Members.IsEmpty : Layers.Any(layer => layer.IsByTime);
}

/// <summary>When the shifts of a rotation change hands.</summary>
internal static class RotationHandOffs
{
    public static HandOffs HandOffs(this RotationDefinition rotation, RotationLength length)
    {
        if (rotation.Days.IsEmpty)
            return new HandOffs(Core.HandOffs.FirstStart(rotation.Starts, rotation.Anchor?.On), length, rotation.Zone);
        var anchor = rotation.Anchor?.On ?? new LocalDate(1970, 1, 5);
        return new HandOffs(anchor.At(rotation.Starts.Time), length, rotation.Zone)
        {
            Days = new DayRotation(anchor, length, rotation.Days),
        };
    }
}

/// <summary>
/// One person's time on a rotation, half-open. Shifts are numbered from the anchor, negative before it.
/// </summary>
public sealed record Shift(Login Person, Instant From, Instant To, long Index, string Because);
