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
    public void What_is_something_else_is_not_read(string text) => CalendarText.Read("west", text).ShouldBeNull();
}
