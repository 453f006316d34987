using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// When a rotation holds at all: a window of wall time on some days of the week. Overnight it belongs to the day it
/// starts
/// on; the same start and end is 24 hours, and windows that touch are one.
/// </summary>
public sealed record ShiftWindow(ImmutableArray<IsoDayOfWeek> Days, LocalTime Start, LocalTime End)
{
    /// <summary>The window as a calendar, which knows everything about clocks that change.</summary>
    public CalendarResult In(DateTimeZone zone)
    {
        var (opens, closes) = (Minutes(Start), Minutes(End));
        var hours = new OpenHours(opens, closes > opens ? closes : closes + OpenHours.MinutesPerDay);
        return BusinessCalendar.Create(new CalendarDefinition
        {
            Name = ToString(),
            Zone = zone.Id,
            Hours = [.. Days.Distinct().Select(day => new WeeklyHours(day, hours))],
        });
    }

    public override string ToString()
    {
        var days = string.Join(',', Days.Select(d => d.ToString()[..3]));
        return $"{days} {Start.Hour:00}:{Start.Minute:00}-{End.Hour:00}:{End.Minute:00}";
    }

    private static int Minutes(LocalTime time) => (time.Hour * 60) + time.Minute;
}
