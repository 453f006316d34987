using NodaTime;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>Team and customer, and the sun that somebody always follows.</summary>
[TestClass]
public class JoinedCalendarTests
{
    private static readonly CalendarDefinition East =
        Define("east", "America/New_York", "Mon-Fri 09:00-17:00", "2026-11-26");

    [TestMethod]
    public void A_union_is_open_while_any_is_and_what_overlaps_counts_once()
    {
        var sun = Make(Of(JoinKind.Union, Vienna.Definition, East));
        sun.Zone.Id.ShouldBe("Europe/Vienna");

        // Vienna 9 to 17, New York 15 to 23 of Vienna.
        sun.Elapsed(InVienna("2026-11-23 00:00"), InVienna("2026-11-24 00:00")).ShouldBe(Duration.FromHours(14));
        sun.Deadline(InVienna("2026-11-23 16:00"), Duration.FromHours(8)).ShouldBe(InVienna("2026-11-24 10:00"));
        sun.IsOpen(InVienna("2026-11-26 18:00")).ShouldBeFalse("it is a holiday there");
        sun.IsOpen(InVienna("2026-11-26 16:00")).ShouldBeTrue("and none here");
    }

    [TestMethod]
    public void An_intersection_is_open_while_all_are()
    {
        var both = Make(Of(JoinKind.Intersection, Vienna.Definition, East));
        both.Elapsed(InVienna("2026-11-23 00:00"), InVienna("2026-11-24 00:00")).ShouldBe(Duration.FromHours(2));
        both.Deadline(InVienna("2026-11-25 16:00"), Duration.FromHours(2)).ShouldBe(InVienna("2026-11-27 16:00"));
        both.AddBusinessDays(InVienna("2026-11-25 16:00"), 1).ShouldBe(InVienna("2026-11-27 16:00"));

        // A week in which the clocks of one have changed and those of the other have not.
        both.Elapsed(InVienna("2026-10-26 00:00"), InVienna("2026-10-27 00:00")).ShouldBe(Duration.FromHours(3));
    }

    [TestMethod]
    public void A_night_belongs_to_the_day_on_which_it_starts_also_where_days_are_counted_elsewhere()
    {
        // Los Angeles 9 to 17 is 18 to 2 of Vienna.
        var sun = Make(Of(JoinKind.Union, Vienna.Definition, West.Definition));
        sun.IsOpen(InVienna("2026-11-28 01:00")).ShouldBeTrue("Friday's hours over there");
        sun.IsBusinessDate(Date("2026-11-28")).ShouldBeFalse();
        sun.AddBusinessDays(InVienna("2026-11-28 01:00"), 1).ShouldBe(InVienna("2026-12-01 01:00"));
    }

    [TestMethod]
    public void Hours_that_never_meet_are_refused()
    {
        Refused(Of(JoinKind.Intersection, Vienna.Definition, West.Definition))
            .ShouldBe("calendar joined: its calendars are not once open together from 2016 to 2018; name others");
        var summer = Define("summer", "Europe/Vienna", "Mon 17:30-18:00");
        BusinessCalendar.Create(Of(JoinKind.Intersection, summer, West.Definition)).Calendar
            .ShouldNotBeNull("for some weeks a year the clocks here and there bring them together");
    }

    [TestMethod]
    public void What_is_no_calendar_of_calendars_is_refused()
    {
        Refused(Of(JoinKind.Union, West.Definition)).ShouldContain("one calendar is not made of others");
        Refused(Of(JoinKind.Union, West.Definition, Vienna.Definition) with { Holidays = [Date("2026-12-25")] })
            .ShouldContain("has days of its own");
        var two = Of(JoinKind.Union, West.Definition, Vienna.Definition);
        var deep = Of(JoinKind.Union, Of(JoinKind.Union, Of(JoinKind.Union, two, East), East), East);
        Refused(deep).ShouldContain("3 deep");
        var wide = Of(JoinKind.Union, [.. Enumerable.Repeat(two, 7)]);
        Refused(wide).ShouldContain("more than 12 calendars");
        Refused(Of(JoinKind.Union, West.Definition, Define("moon", "Moon/Base", "Mon 09:00-17:00")))
            .ShouldContain("unknown time zone `Moon/Base`");
    }

    private static CalendarDefinition Of(JoinKind kind, params CalendarDefinition[] parts) =>
        new() { Name = "joined", Zone = parts[0].Zone, Join = new CalendarJoin(kind, [.. parts]) };

    private static Instant InVienna(string local) => At(local, "Europe/Vienna");

    private static string Refused(CalendarDefinition definition)
    {
        var result = BusinessCalendar.Create(definition);
        result.Calendar.ShouldBeNull();
        return result.Problems[0];
    }
}
