using FsCheck.Fluent;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>A lead exports the team's holidays from a calendar program and checks the file in.</summary>
[TestClass]
public class IcsHolidaysTests
{
    private static string Wrap(params string[] events) =>
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//holidays//EN\r\n" +
        string.Concat(events.Select(e => $"BEGIN:VEVENT\r\n{e.ReplaceLineEndings("\r\n")}\r\nEND:VEVENT\r\n")) +
        "END:VCALENDAR\r\n";

    private static IEnumerable<string> Read(string text, params string[] problems)
    {
        var list = IcsHolidays.Parse(text, "ops/holidays/at.ics");
        list.Problems.Select(p => p.ToString()).ShouldBe(problems);
        return list.Dates.Order().Select(d => d.ToString("uuuu-MM-dd", null));
    }

    [TestMethod]
    public void Whole_days_are_read_one_or_several() =>
        Read(Wrap(
            "DTSTART;VALUE=DATE:20261225\nSUMMARY:Christmas",
            "SUMMARY:Company shutdown\nDTSTART;VALUE=DATE:20261228\nDTEND;VALUE=DATE:20261231"))
        .ShouldBe(["2026-12-25", "2026-12-28", "2026-12-29", "2026-12-30"]);

    [TestMethod]
    public void Folded_lines_are_put_together() =>
        Read(Wrap("DTSTART;VALUE=DATE\n :2026\n\t1225\nSUMMARY:A very long\n  name")).ShouldBe(["2026-12-25"]);

    [TestMethod]
    public void Yearly_days_come_every_year_until_their_end()
    {
        Read(Wrap("DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=YEARLY;UNTIL=20281026"))
            .ShouldBe(["2026-10-26", "2027-10-26", "2028-10-26"]);
        Read(Wrap("DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=YEARLY;UNTIL=20281025")).Last().ShouldBe("2027-10-26");
        Read(Wrap("DTSTART;VALUE=DATE:20240229\nRRULE:FREQ=YEARLY;COUNT=9"))
            .ShouldBe(["2024-02-29", "2028-02-29", "2032-02-29"]);
        Read(Wrap("DTSTART;VALUE=DATE:20261026\nRRULE:FREQ=YEARLY;INTERVAL=1;BYMONTH=10;BYMONTHDAY=26")).Count()
            .ShouldBe(75);
    }

    [TestMethod]
    public void A_cancelled_event_is_no_holiday() =>
        Read(Wrap("DTSTART;VALUE=DATE:20261225\nSTATUS:CANCELLED")).ShouldBeEmpty();

    [TestMethod]
    public void Midnight_to_midnight_is_a_whole_day() =>
        Read(Wrap("DTSTART:20261225T000000Z\nDTEND:20261226T000000Z")).ShouldBe(["2026-12-25"]);

    [TestMethod]
    public void What_is_not_understood_is_a_problem_with_its_line_and_the_rest_is_read() =>
        Read(
            Wrap("DTSTART:20261225T090000Z", "DTSTART;VALUE=DATE:20261226",
                "DTSTART;VALUE=DATE:20260101\nRRULE:FREQ=WEEKLY",
                "DTSTART;VALUE=DATE:20260601\nDTEND;VALUE=DATE:20260601"),
            "ops/holidays/at.ics:4: the event has no start of the form DTSTART;VALUE=DATE:20261225",
            "ops/holidays/at.ics:10: the rule `FREQ=WEEKLY` is not understood; only FREQ=YEARLY is",
            "ops/holidays/at.ics:14: an event lasts between 1 and 62 days, this one 0")
        .ShouldBe(["2026-12-26"]);

    [TestMethod]
    public void A_file_that_is_no_calendar_or_too_large_is_refused()
    {
        Read("<html>not found</html>", "ops/holidays/at.ics:1: this is not an iCalendar file").ShouldBeEmpty();
        Read(new string('x', IcsHolidays.TextMax + 1), "ops/holidays/at.ics: the file is larger than 512 KB")
            .ShouldBeEmpty();
        Read("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261225",
            "ops/holidays/at.ics:2: the event does not end")
            .ShouldBeEmpty();
    }

    [TestMethod]
    public void No_text_makes_it_throw() =>
        TimeGen.Check(Gen.Elements(Lines).ArrayOf(12), lines =>
            IcsHolidays.Parse(string.Join('\n', lines)).Problems.ShouldAllBe(p => p.Line > 0));

    private static readonly string[] Lines =
    [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "DTSTART:", "DTSTART;VALUE=DATE:20261225", "DTEND:99999999",
        "RRULE:FREQ=YEARLY;COUNT=99999999999", "RRULE:FREQ=YEARLY;COUNT=-5",
            "RRULE:FREQ=YEARLY;UNTIL=20200101T000000Z", " ",
        "\t:", "DTSTART:00010101", "DTSTART:99991231", "RRULE:FREQ=YEARLY", ":", "", "\r",
    ];
}
