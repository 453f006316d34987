using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A calendar as written, not yet checked: <see cref="BusinessCalendar.Create"/> checks it.</summary>
public sealed record CalendarDefinition
{
    public required string Name { get; init; }

    /// <summary>An IANA zone id, for example <c>America/Los_Angeles</c>.</summary>
    public required string Zone { get; init; }

    public ImmutableArray<WeeklyHours> Hours { get; init; } = [];

    /// <summary>Dates on which nothing opens. Hours that began the evening before still run to their end.</summary>
    public ImmutableHashSet<LocalDate> Holidays { get; init; } = [];

    /// <summary>Dates with hours of their own, which replace the weekly hours; none means closed.</summary>
    public ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>> SpecialDays { get; init; } =
        ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>>.Empty;

    /// <summary>Stretches of time in which nothing is open, whatever the hours say. Both ends must be given.</summary>
    public ImmutableArray<Interval> Closures { get; init; } = [];

    /// <summary>Made of other calendars: then it has nothing of its own but a zone.</summary>
    public CalendarJoin? Join { get; init; }

    /// <summary>Until when somebody looked its holidays up; null: until the last of its days.</summary>
    public LocalDate? Until { get; init; }
}

/// <summary>How calendars make one.</summary>
public enum JoinKind
{
    /// <summary>Open while any of them is.</summary>
    Union,

    /// <summary>Open while all of them are.</summary>
    Intersection,
}

/// <summary>Calendars of which one is made, in the order in which they are written.</summary>
public sealed record CalendarJoin(JoinKind Kind, ImmutableArray<CalendarDefinition> Parts)
{
    /// <summary>Calendars of calendars of calendars: more has not been meant.</summary>
    public const int DepthMax = 3;

    /// <summary>Calendars with hours of their own, in all of it.</summary>
    public const int PartsMax = 12;

    /// <summary>1 where no part is made of others itself.</summary>
    public int Depth => 1 + Parts.Select(part => part.Join?.Depth ?? 0).DefaultIfEmpty(0).Max();

    public int PartsInAll => Parts.Sum(part => part.Join?.PartsInAll ?? 1);
}

/// <summary>A calendar that is ready to run, or the reasons why it is none. Warnings do not stop it.</summary>
public sealed record CalendarResult(
    BusinessCalendar? Calendar,
    ImmutableArray<string> Problems,
    ImmutableArray<string> Warnings);
