using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>How far back does GitHub's log reach, and what has it forgotten?</summary>
[TestClass]
public class DeliveryWindowTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 9, 12, 0);
    private static readonly Duration ThreeDays = Duration.FromDays(3);

    [TestMethod]
    public void A_log_that_was_cut_shows_how_long_GitHub_keeps_it()
    {
        var scan = Scan(knownAgo: Duration.FromDays(5), oldestAgo: Duration.FromDays(1));
        DeliveryWindow.Learn(scan, Now - Duration.FromDays(1) - Duration.FromMinutes(4))
            .ShouldBe(Duration.FromDays(1), "it has shrunk");
    }

    [TestMethod]
    public void A_log_of_a_quiet_time_says_nothing_about_how_long_it_is_kept()
    {
        var scan = Scan(knownAgo: Duration.FromMinutes(5), oldestAgo: Duration.FromMinutes(2));
        DeliveryWindow.Learn(scan, Now - Duration.FromDays(9)).ShouldBe(ThreeDays);
        DeliveryWindow.Learn(scan, before: null).ShouldBe(ThreeDays);
    }

    [TestMethod]
    public void A_longer_log_than_expected_is_believed() =>
        DeliveryWindow.Learn(Scan(knownAgo: Duration.FromDays(8), oldestAgo: Duration.FromDays(7)), before: null)
            .ShouldBe(Duration.FromDays(7));

    [TestMethod]
    public void What_the_log_still_reaches_is_no_gap()
    {
        var scan = Scan(knownAgo: Duration.FromDays(2), oldestAgo: Duration.FromDays(2) + Duration.FromMinutes(1));
        DeliveryWindow.GapOf(scan, ThreeDays, Now - Duration.FromDays(4)).ShouldBeNull();
    }

    [TestMethod]
    public void Five_days_with_a_log_of_three_leave_a_gap_up_to_the_oldest_entry()
    {
        var scan = Scan(knownAgo: Duration.FromDays(5), oldestAgo: ThreeDays);
        DeliveryWindow.GapOf(scan, ThreeDays, Now - Duration.FromDays(5)).ShouldBe(
            new DeliveryGap(Now - Duration.FromDays(5), Now - ThreeDays));
    }

    [TestMethod]
    public void Five_days_without_any_entry_leave_a_gap_up_to_where_the_log_would_begin()
    {
        var scan = Scan(knownAgo: Duration.FromDays(5), oldestAgo: null);
        DeliveryWindow.GapOf(scan, ThreeDays, before: null)
            .ShouldBe(new DeliveryGap(Now - Duration.FromDays(5), Now - ThreeDays));
    }

    [TestMethod]
    public void A_quiet_App_that_looks_every_few_minutes_has_no_gap()
    {
        DeliveryWindow.GapOf(Scan(Duration.FromMinutes(5), oldestAgo: null), ThreeDays, Now - Duration.FromDays(9))
            .ShouldBeNull();
        DeliveryWindow.GapOf(Scan(Duration.FromMinutes(5), Duration.FromMinutes(1)), ThreeDays,
            Now - Duration.FromDays(9)).ShouldBeNull();
    }

    [TestMethod]
    public void Two_days_are_a_gap_when_GitHub_keeps_only_one()
    {
        var scan = Scan(knownAgo: Duration.FromDays(2), oldestAgo: Duration.FromDays(1));
        DeliveryWindow.GapOf(scan, ThreeDays, Now - Duration.FromDays(2)).ShouldNotBeNull();
    }

    [TestMethod]
    public void The_first_reading_of_a_log_knows_of_no_gap() =>
        DeliveryWindow.GapOf(new DeliveryScan { StartedAtMs = Now.ToUnixTimeMilliseconds(), WindowMs = 1 }, ThreeDays,
            before: null).ShouldBeNull();

    private static DeliveryScan Scan(Duration knownAgo, Duration? oldestAgo) => new()
    {
        StartedAtMs = Now.ToUnixTimeMilliseconds(),
        CompleteUntilAtMs = (Now - knownAgo).ToUnixTimeMilliseconds(),
        OldestAtMs = oldestAgo is { } ago ? (Now - ago).ToUnixTimeMilliseconds() : null,
        WindowMs = (long)ThreeDays.TotalMilliseconds,
    };
}
