using System.Collections.Immutable;
using NodaTime;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>Hours as a maintainer writes them, and what is refused.</summary>
[TestClass]
public class CalendarTests
{
    [TestMethod]
    [DataRow("Mon-Fri 09:00-17:00", "Mon 09:00-17:00|Tue 09:00-17:00|Wed 09:00-17:00|Thu 09:00-17:00|Fri 09:00-17:00")]
    [DataRow("Mon,Wed 22:00-06:00", "Mon 22:00-06:00|Wed 22:00-06:00")]
    [DataRow("Fri-Mon 10:00-12:00", "Fri 10:00-12:00|Sat 10:00-12:00|Sun 10:00-12:00|Mon 10:00-12:00")]
    [DataRow("monday 09:00-12:00, 13:00-17:00, Fri 09:00-14:00", "Mon 09:00-12:00|Mon 13:00-17:00|Fri 09:00-14:00")]
    [DataRow("Sat 00:00-24:00", "Sat 00:00-24:00")]
    public void Weekly_hours_are_read_as_people_write_them(string text, string expected)
    {
        WeeklyHoursText.TryParse(text, out var hours, out var error).ShouldBeTrue(error);
        string.Join('|', hours).ShouldBe(expected);
    }

    [TestMethod]
    public void Hours_without_days_mean_every_day()
    {
        WeeklyHoursText.TryParse("00:00-24:00", out var hours, out _).ShouldBeTrue();
        hours.Select(h => h.Day).ShouldBe(Enum.GetValues<IsoDayOfWeek>().Skip(1));
    }

    [TestMethod]
    [DataRow("", "missing")]
    [DataRow("Mon-Fri", "ends with days")]
    [DataRow("Mo-Fr 09:00-17:00", "`Mo-Fr` is no day")]
    [DataRow("Mon-Fri 9-17", "`9-17` is not a time of day")]
    [DataRow("Mon 09:00-09:00", "opens and closes at the same time")]
    [DataRow("Mon 24:00-06:00", "not a time of day")]
    [DataRow("Mon 09:60-17:00", "not a time of day")]
    [DataRow("Mon 09:00-25:00", "not a time of day")]
    public void Hours_that_cannot_be_read_say_what_to_write(string text, string part)
    {
        WeeklyHoursText.TryParse(text, out var hours, out var error).ShouldBeFalse();
        error.ShouldContain(part);
        hours.ShouldBeEmpty();
    }

    [TestMethod]
    public void An_empty_week_is_refused() =>
        Refused(new CalendarDefinition { Name = "none", Zone = "UTC" }).ShouldBe(
            "calendar none: the week is empty; write hours like Mon-Fri 09:00-17:00");

    [TestMethod]
    public void An_unknown_zone_is_refused() =>
        Refused(Define("moon", "Moon/Base", "Mon 09:00-17:00")).ShouldContain("unknown time zone `Moon/Base`");

    [TestMethod]
    [DataRow("Mon 09:00-17:00, Mon 16:00-18:00", "Mon 09:00-17:00 overlaps Mon 16:00-18:00")]
    [DataRow("Sun 22:00-06:00, Mon 05:00-08:00", "Sun 22:00-06:00 overlaps Mon 05:00-08:00")]
    public void Overlapping_hours_are_refused(string hours, string part) =>
        Refused(Define("x", "UTC", hours)).ShouldContain(part);

    [TestMethod]
    public void Overlapping_special_hours_and_impossible_ones_are_refused()
    {
        var day = Date("2026-12-24");
        Refused(Define("x", "UTC", "Mon 09:00-17:00") with
        {
            SpecialDays = ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>>.Empty.Add(day, [new(540, 720),
                new(700, 800)]),
        }).ShouldContain("on 2026-12-24 09:00-12:00 overlaps 11:40-13:20");
        Refused(new CalendarDefinition { Name = "x", Zone = "UTC", Hours = [new(IsoDayOfWeek.Monday, new(540, 540))] })
            .ShouldContain("cannot be");
    }

    [TestMethod]
    public void Dates_and_closures_out_of_all_bounds_are_refused()
    {
        Refused(Define("x", "UTC", "Mon 09:00-17:00", "3026-12-25"))
            .ShouldContain("3026-12-25 is not between 1970 and 2100");
        var endless = Define("x", "UTC", "Mon 09:00-17:00") with
        {
            Closures = [new Interval(Utc("2026-01-01 00:00"),
            null)]
        };
        Refused(endless).ShouldContain("a closure needs a start and an end");
        var years = Define("x", "UTC", "Mon 09:00-17:00") with
        {
            Closures = [new Interval(Utc("2026-01-01 00:00"), Utc("2028-01-01 00:00"))],
        };
        Refused(years).ShouldContain("is longer than 366 days");
    }

    [TestMethod]
    public void Years_without_any_open_time_are_refused_rather_than_looped_over()
    {
        var christmas = Define("x", "UTC", "Mon 09:00-17:00") with
        {
            Holidays = [.. Enumerable.Range(0, 4 * 366).Select(Date("2026-01-01").PlusDays)],
        };
        Refused(christmas).ShouldBe("calendar x: nothing is open in 2026 and the two years after it");
    }

    [TestMethod]
    public void Closing_at_23_59_is_warned_about()
    {
        var result = BusinessCalendar.Create(Define("x", "UTC", "Mon 00:00-23:59"));
        result.Calendar.ShouldNotBeNull();
        result.Warnings.ShouldHaveSingleItem().ShouldContain("write 24:00");
    }

    [TestMethod]
    public void A_night_belongs_to_the_date_it_starts_on()
    {
        var nights = Make("nights", "UTC", "Mon-Fri 22:00-06:00", "2026-01-13");
        nights.IsOpen(Utc("2026-01-13 05:59")).ShouldBeTrue("Monday's night runs into the holiday");
        nights.IsOpen(Utc("2026-01-13 23:00")).ShouldBeFalse("the holiday's own night does not begin");
        nights.IsOpen(Utc("2026-01-14 05:00")).ShouldBeFalse();
        nights.AddBusinessDays(Utc("2026-01-10 02:00"), 1).ShouldBe(Utc("2026-01-13 02:00"));
    }

    [TestMethod]
    [DataRow("Sun 02:30-03:15", "2026-03-08 00:00", 15, DisplayName = "half skipped when the clocks go forward")]
    [DataRow("Sun 02:00-03:00", "2026-03-08 00:00", 0, DisplayName = "wholly skipped when the clocks go forward")]
    [DataRow("Sun 00:00-24:00", "2026-11-01 00:00", 25 * 60, DisplayName = "a whole day when the clocks go back")]
    [DataRow("Sun 01:15-01:45", "2026-11-01 00:00", 60, DisplayName = "both times when the clocks go back")]
    public void Hours_on_the_day_the_clocks_change_lose_and_gain_what_the_day_does(string hours, string day,
        int minutes)
    {
        var calendar = Make("x", "America/Los_Angeles", hours);
        calendar.Elapsed(Pacific(day), Pacific(day) + Duration.FromDays(2))
            .ShouldBe(Duration.FromMinutes((long)minutes));
    }

    [TestMethod]
    [DataRow("2026-03-08 02:30", "2026-03-08 03:00", DisplayName = "a skipped time is the end of the gap")]
    [DataRow("2026-11-01 01:30", "2026-11-01 01:30", DisplayName = "a repeated time is the first")]
    public void Points_on_the_day_the_clocks_change_keep_their_order(string written, string meant) =>
        Pacific(written).ShouldBe(Pacific(meant));

    [TestMethod]
    public void A_midnight_that_does_not_exist_is_one_in_the_morning() =>
        At("2015-10-18 00:00", "America/Sao_Paulo").ShouldBe(At("2015-10-18 01:00", "America/Sao_Paulo"));

    [TestMethod]
    public void The_last_holiday_is_known()
    {
        West.LastHoliday.ShouldBeNull();
        Make("x", "UTC", "Mon 09:00-17:00", "2026-12-25", "2026-01-01").LastHoliday.ShouldBe(Date("2026-12-25"));
    }

    [TestMethod]
    public void A_short_special_day_never_makes_a_business_day_of_no_time()
    {
        var calendar = Make(Define("x", "UTC", "Mon-Fri 09:00-17:00") with
        {
            SpecialDays = ImmutableDictionary<LocalDate, ImmutableArray<OpenHours>>.Empty
                .Add(Date("2026-01-13"), [new OpenHours(20 * 60, 22 * 60)]),
        });
        // Tuesday at 18:00 is before Tuesday opens: not one minute lies between, so the next date is meant.
        calendar.OpenTime(Target("1bd"), Utc("2026-01-12 18:00")).ShouldBe(Duration.FromHours(10));
    }

    private static string Refused(CalendarDefinition definition)
    {
        var result = BusinessCalendar.Create(definition);
        result.Calendar.ShouldBeNull();
        return result.Problems.ShouldHaveSingleItem();
    }
}
