using GitHubOps.Tests;
using NodaTime;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>Why is this due on Tuesday at noon?</summary>
[TestClass]
public class ClockLedgerTests
{
    private static Clock Respond(string target = "4bh") => ClockTransitions.Start(
        Metric.Respond, Target(target), West, Pacific("2026-10-30 16:00"), Severity.S2);

    [TestMethod]
    public void Over_a_weekend_and_a_change_of_the_clocks() => Look("weekend", Respond(), "2026-10-30 16:00");

    [TestMethod]
    public void With_standstills_of_several_reasons_that_overlap() => Look("standstills", Respond()
        .Pause(PauseReason.Author, Pacific("2026-11-02 10:00"), "the label `needs info`")
        .Pause(PauseReason.Snooze, Pacific("2026-11-02 11:00"), "`the renderer is new` (ben)")
        .Resume(PauseReason.Author, Pacific("2026-11-02 12:30"))
        .Resume(PauseReason.Snooze, Pacific("2026-11-03 09:30")), "2026-11-03 10:00");

    [TestMethod]
    public void Standing_still_it_says_what_is_left() => Look("left", Respond()
        .Pause(PauseReason.Upstream, Pacific("2026-11-02 10:00"), "the label `waiting/upstream`"), "2026-11-04 10:00");

    [TestMethod]
    public void After_a_change_of_the_severity_and_of_the_files()
    {
        var clock = Respond("20bd").Unsettle(Pacific("2026-11-02 10:00"))
            .Retarget(Target("5bd"), Severity.S1, West, Pacific("2026-11-02 10:00"), Duration.FromMinutes(30))
            .Recount(Target("4bd"), West, Make("west", "America/Los_Angeles", "Mon-Thu 08:00-18:00"),
                Pacific("2026-11-03 12:00"),
                Duration.FromMinutes(30));
        var lines = ClockLedger.Of(clock, Make("west", "America/Los_Angeles", "Mon-Thu 08:00-18:00"),
            Pacific("2026-11-03 13:00"));
        Golden.Check(LedgerWords.Print(lines, West.Zone), "ledgers/changes.txt");
    }

    [TestMethod]
    public void Of_a_long_promise_the_middle_is_told_in_one_line() => Look("long", Respond("20bd"), "2026-10-30 16:00");

    [TestMethod]
    public void Due_on_a_Friday_night_and_answered_at_the_opening() => Look("opening",
        ClockTransitions.Start(Metric.Respond, Target("1bh"), West, Pacific("2026-10-30 16:00"), Severity.S2)
            .Stop(Pacific("2026-11-02 09:00"), West), "2026-11-02 10:00");

    [TestMethod]
    public void In_clock_time_and_missed() => Look("clock-time",
        ClockTransitions.Start(Metric.Fix, Target("1d"), null, Pacific("2026-10-31 16:00"), Severity.S1)
            .Stop(Pacific("2026-11-01 20:00"), null), "2026-11-02 10:00");

    [TestMethod]
    public void In_short_the_newest_standstills_are_named()
    {
        var clock = Respond();
        for (var day = 2; day <= 6; day++)
            clock = clock.Pause(PauseReason.Blocked, Pacific($"2026-11-0{day} 09:10"), "the label `blocked`")
                .Resume(PauseReason.Blocked, Pacific($"2026-11-0{day} 17:00"));
        LedgerWords.Standstills(clock, West.Zone).ShouldBe("; stood still 2 times before, and " +
            "Wed 4 Nov 09:10 to Wed 4 Nov 17:00 (something else comes first: the label `blocked`), " +
            "Thu 5 Nov 09:10 to Thu 5 Nov 17:00 (something else comes first: the label `blocked`), " +
            "Fri 6 Nov 09:10 to Fri 6 Nov 17:00 (something else comes first: the label `blocked`)");
        LedgerWords.Standstills(Respond(), West.Zone).ShouldBe("");
    }

    private static void Look(string name, Clock clock, string now)
    {
        var lines = ClockLedger.Of(clock, clock.Calendar is null ? null : West, Pacific(now));
        Golden.Check(LedgerWords.Print(lines, West.Zone), $"ledgers/{name}.txt");
    }
}
