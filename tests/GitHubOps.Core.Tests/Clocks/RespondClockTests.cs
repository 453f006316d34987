using System.Text.Json;
using NodaTime;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>
/// A maintainer promises an answer within four business hours, Monday to Friday, nine to five in Los Angeles.
/// </summary>
[TestClass]
public class RespondClockTests
{
    private static readonly Target FourBusinessHours = Target("4bh");

    [TestMethod]
    public void An_issue_opened_on_Friday_at_four_is_due_on_Monday_at_noon()
    {
        var clock = ClockTransitions.Start(Metric.Respond, FourBusinessHours, West, Pacific("2026-01-09 16:00"),
            Severity.S2);
        clock.DueAt(West).ShouldBe(Pacific("2026-01-12 12:00"));
    }

    [TestMethod]
    public void With_a_holiday_on_Monday_it_is_due_on_Tuesday_at_noon()
    {
        var calendar = Make("west", "America/Los_Angeles", "Mon-Fri 09:00-17:00", "2026-01-19");
        var clock = ClockTransitions.Start(Metric.Respond, FourBusinessHours, calendar, Pacific("2026-01-16 16:00"),
            Severity.S2);
        clock.DueAt(calendar).ShouldBe(Pacific("2026-01-20 12:00"));
    }

    [TestMethod]
    [DataRow("2026-03-06 16:00", "2026-03-09 12:00", 67, DisplayName = "the clocks go forward on the Sunday between")]
    [DataRow("2026-10-30 16:00", "2026-11-02 12:00", 69, DisplayName = "the clocks go back on the Sunday between")]
    public void A_change_of_the_clocks_in_between_leaves_it_at_noon(string opened, string due, int hours)
    {
        var clock = ClockTransitions.Start(Metric.Respond, FourBusinessHours, West, Pacific(opened), Severity.S2);
        clock.DueAt(West).ShouldBe(Pacific(due));
        (clock.DueAt(West) - clock.StartedAt).ShouldBe(Duration.FromHours(hours));
        HumanTime.DueText(clock.DueAt(West)!.Value, West.Zone).ShouldEndWith(", 12:00 (Los Angeles)");
    }

    [TestMethod]
    public void A_clock_survives_the_store()
    {
        var clock = ClockTransitions.Start(Metric.Respond, FourBusinessHours, West, Pacific("2026-01-09 16:00"),
            Severity.S2)
            .Pause(PauseReason.Author, Pacific("2026-01-09 16:30"), "acme/app#1 comment 7")
            .Resume(PauseReason.Author, Pacific("2026-01-12 16:30"))
            .Pause(PauseReason.Upstream, Pacific("2026-01-12 16:45"));
        var read = JsonSerializer.Deserialize<Clock>(JsonSerializer.Serialize(clock));
        read.ShouldBe(clock);
        read.ShouldNotBe(clock.Resume(PauseReason.Upstream, Pacific("2026-01-12 16:50")));
    }
}
