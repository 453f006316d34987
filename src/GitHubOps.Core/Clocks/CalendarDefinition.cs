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
}

/// <summary>A calendar that is ready to run, or the reasons why it is none. Warnings do not stop it.</summary>
public sealed record CalendarResult(
    BusinessCalendar? Calendar,
    ImmutableArray<string> Problems,
    ImmutableArray<string> Warnings);
