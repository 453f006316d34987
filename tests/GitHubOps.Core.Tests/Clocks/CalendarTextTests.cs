namespace GitHubOps.Core.Tests;

/// <summary>Hours that have changed are still known.</summary>
[TestClass]
public class CalendarTextTests
{
    [TestMethod]
    public void What_is_written_is_read_and_the_same_hours_have_the_same_print() =>
        TimeGen.Check(TimeGen.CalendarAndTimes(2), x =>
        {
            var (drawn, times) = x;
            var read = CalendarText.Read("other", CalendarText.Write(drawn.Definition)).ShouldNotBeNull();
            CalendarText.PrintOf(read).ShouldBe(drawn.Calendar.Print);
            Calendars.Make(read).Elapsed(times[0], times[^1]).ShouldBe(drawn.Calendar.Elapsed(times[0], times[^1]));
        }, tests: 60);

    [TestMethod]
    public void Calendars_of_calendars_are_read_as_they_were_written() =>
        TimeGen.Check(TimeGen.JoinedAndTimes(2), x =>
        {
            var (drawn, times) = x;
            var nested = new CalendarDefinition
            {
                Name = "nested", Zone = "UTC",
                Join = new CalendarJoin(JoinKind.Union, [Calendars.West.Definition, drawn.Definition]),
            };
            var read = CalendarText.Read("other", CalendarText.Write(nested)).ShouldNotBeNull();
            var calendar = Calendars.Make(nested);
            CalendarText.PrintOf(read).ShouldBe(calendar.Print);
            Calendars.Make(read).Elapsed(times[0], times[^1]).ShouldBe(calendar.Elapsed(times[0], times[^1]));
        }, tests: 60);

    [TestMethod]
    public void The_order_of_calendars_makes_no_other_print_and_another_kind_does()
    {
        CalendarDefinition[] parts = [Calendars.West.Definition, Calendars.Vienna.Definition];
        var print = Of(JoinKind.Union, parts);
        Of(JoinKind.Union, [.. parts.Reverse()]).ShouldBe(print);
        Of(JoinKind.Intersection, parts).ShouldNotBe(print);

        static string Of(JoinKind kind, CalendarDefinition[] parts) => CalendarText.PrintOf(
            new CalendarDefinition { Name = "joined", Zone = "UTC", Join = new CalendarJoin(kind, [.. parts]) });
    }

    [TestMethod]
    public void Other_hours_have_another_print_and_another_name_has_not()
    {
        var west = Calendars.West.Definition;
        CalendarText.PrintOf(west with { Name = "east" }).ShouldBe(CalendarText.PrintOf(west));
        CalendarText.PrintOf(west with { Zone = "Europe/Vienna" }).ShouldNotBe(CalendarText.PrintOf(west));
        CalendarText.PrintOf(west with { Holidays = west.Holidays.Add(new(2026, 5, 1)) })
            .ShouldNotBe(CalendarText.PrintOf(west));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("open 1 540-1020")]
    [DataRow("zone UTC\nopen 1")]
    [DataRow("zone UTC\nopen one 540-1020")]
    [DataRow("zone UTC\nholiday 2026-13-01")]
    [DataRow("zone UTC\nclosed 5 1")]
    [DataRow("zone UTC\nopen 99999999999 540-1020")]
    [DataRow("zone UTC\njoin both\npart 0 zone UTC\npart 1 zone UTC")]
    [DataRow("zone UTC\njoin union\npart 0 zone UTC\npart 1 open 1 540-1020")]
    [DataRow("zone UTC\njoin union\npart 0 zone UTC\npart 0 join union\npart 0 part 0 zone UTC\npart 0 part 0 join " +
        "union\npart 0 part 0 part 0 zone UTC\npart 0 part 0 part 0 join union\npart 0 part 0 part 0 part 0 zone " +
        "UTC\npart 0 part 0 part 0 part 0 part 0 zone UTC\npart 0 part 0 part 0 part 0 join union")]
    public void What_is_something_else_is_not_read(string text) => CalendarText.Read("west", text).ShouldBeNull();
}
