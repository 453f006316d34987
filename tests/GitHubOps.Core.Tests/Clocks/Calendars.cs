using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core.Tests;

/// <summary>The calendars that the tests talk about, and times as people write them.</summary>
internal static class Calendars
{
    public static BusinessCalendar West { get; } = Make("west", "America/Los_Angeles", "Mon-Fri 09:00-17:00");

    public static BusinessCalendar Vienna { get; } = Make("vienna", "Europe/Vienna", "Mon-Fri 09:00-17:00");

    public static CalendarDefinition Define(string name, string zone, string hours, params string[] holidays)
    {
        WeeklyHoursText.TryParse(hours, out var week, out var error).ShouldBeTrue(error);
        return new CalendarDefinition
        {
            Name = name, Zone = zone, Hours = week, Holidays = [.. holidays.Select(Date)],
        };
    }

    public static BusinessCalendar Make(string name, string zone, string hours, params string[] holidays) =>
        Make(Define(name, zone, hours, holidays));

    public static BusinessCalendar Make(CalendarDefinition definition)
    {
        var result = BusinessCalendar.Create(definition);
        result.Problems.ShouldBeEmpty();
        return result.Calendar.ShouldNotBeNull();
    }

    public static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    /// <summary><c>2026-10-30 16:00</c> in a zone.</summary>
    public static Instant At(string local, string zone) => LocalPoint.ToInstant(
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value,
        LocalPoint.FindZone(zone).ShouldNotBeNull());

    public static Instant Pacific(string local) => At(local, "America/Los_Angeles");

    public static Instant Utc(string local) => At(local, "UTC");

    public static Target Target(string text)
    {
        GitHubOps.Core.Target.TryParse(text, out var target).ShouldBeTrue(text);
        return target;
    }
}
