using NodaTime;
using static GitHubOps.Core.Tests.Calendars;

namespace GitHubOps.Core.Tests;

/// <summary>An issue's life as its clock sees it.</summary>
[TestClass]
public class ClockStoryTests
{
    private static readonly Duration HalfHour = Duration.FromMinutes(30);

    private static Clock Respond(string opened) =>
        ClockTransitions.Start(Metric.Respond, Target("4bh"), West, Pacific(opened), Severity.S2);

    [TestMethod]
    public void An_answer_on_Saturday_to_a_deadline_of_Friday_at_five_is_met_and_nobody_is_paged_on_Friday()
    {
        var clock = Respond("2026-01-09 13:00");
        clock.DueAt(West).ShouldBe(Pacific("2026-01-09 17:00"));
        clock.BreachAt(West).ShouldBe(Pacific("2026-01-12 09:00"));
        clock.MarkBreached(Pacific("2026-01-11 12:00"), West).BreachedAt.ShouldBeNull();
        clock.Stop(Pacific("2026-01-10 11:00"), West).State.ShouldBe(ClockState.Met);
    }

    [TestMethod]
    public void A_missed_clock_runs_on_and_keeps_the_moment_and_the_severity_of_the_miss()
    {
        var clock = Respond("2026-01-12 09:00").MarkBreached(Pacific("2026-01-12 15:00"), West);
        clock.State.ShouldBe(ClockState.Running);
        clock.BreachedAt.ShouldBe(Pacific("2026-01-12 13:00"));
        var milder = clock.Retarget(Target("2bd"), Severity.S3, West, Pacific("2026-01-12 15:00"), HalfHour);
        milder.BreachedAt.ShouldBe(Pacific("2026-01-12 13:00"));
        milder.BreachedSeverity.ShouldBe(Severity.S2);
        milder.DueAt(West).ShouldBe(Pacific("2026-01-13 17:00"));
        milder.Stop(Pacific("2026-01-12 16:00"), West).Outcome.ShouldBe(ClockOutcome.Met);
    }

    [TestMethod]
    public void While_the_reporter_is_asked_the_clock_stands_and_has_no_deadline()
    {
        var asked = Respond("2026-01-12 09:00").Pause(PauseReason.Author, Pacific("2026-01-12 10:00"));
        asked.State.ShouldBe(ClockState.Paused);
        asked.DueAt(West).ShouldBeNull();
        asked.InstantAtShare(75, West).ShouldBeNull();
        asked.InstantAtShare(20, West).ShouldBe(Pacific("2026-01-12 09:48"));
        asked.InstantAtShare(25, West).ShouldBeNull("the pause begins when that share is used");
    }

    [TestMethod]
    public void A_target_used_up_at_the_moment_of_the_pause_was_due_then_and_is_not_missed_while_it_stands()
    {
        var clock = Respond("2026-01-12 09:00").Pause(PauseReason.Author, Pacific("2026-01-12 13:00"));
        clock.DueAt(West).ShouldBe(Pacific("2026-01-12 13:00"));
        clock.BreachAt(West).ShouldBeNull();
        var back = clock.Resume(PauseReason.Author, Pacific("2026-01-12 15:00"));
        back.DueAt(West).ShouldBe(Pacific("2026-01-12 13:00"));
        back.BreachAt(West).ShouldBe(Pacific("2026-01-12 15:00"));
    }

    [TestMethod]
    public void What_the_reporter_wrote_before_being_asked_does_not_end_the_wait()
    {
        var asked = Respond("2026-01-12 09:00").Pause(PauseReason.Author, Pacific("2026-01-12 10:00"));
        asked.Resume(PauseReason.Author, Pacific("2026-01-12 09:59")).ShouldBe(asked);
        asked.Resume(PauseReason.Author, Pacific("2026-01-12 11:00")).DueAt(West).ShouldBe(Pacific("2026-01-12 14:00"));
    }

    [TestMethod]
    public void Two_reasons_to_wait_must_both_be_gone()
    {
        var waiting = Respond("2026-01-12 09:00")
            .Pause(PauseReason.Author, Pacific("2026-01-12 10:00"))
            .Pause(PauseReason.Upstream, Pacific("2026-01-12 11:00"))
            .Resume(PauseReason.Author, Pacific("2026-01-12 12:00"));
        waiting.State.ShouldBe(ClockState.Paused);
        waiting.Resume(PauseReason.Upstream, Pacific("2026-01-12 13:00")).DueAt(West)
            .ShouldBe(Pacific("2026-01-12 16:00"));
    }

    [TestMethod]
    public void A_pause_at_night_costs_nothing() =>
        Respond("2026-01-12 15:00")
            .Pause(PauseReason.Snooze, Pacific("2026-01-12 18:00"))
            .Resume(PauseReason.Snooze, Pacific("2026-01-13 08:00"))
            .DueAt(West).ShouldBe(Respond("2026-01-12 15:00").DueAt(West));

    [TestMethod]
    public void Raised_to_s1_too_late_for_its_target_the_people_get_the_grace_from_now()
    {
        var raised = Respond("2026-01-12 09:00")
            .Retarget(Target("1h"), Severity.S1, null, Pacific("2026-01-12 12:00"), HalfHour);
        raised.Calendar.ShouldBeNull();
        raised.DueAt(null).ShouldBe(Pacific("2026-01-12 12:30"));
        raised.StartedAt.ShouldBe(Pacific("2026-01-12 09:00"));
    }

    [TestMethod]
    public void Raised_in_time_the_new_target_counts_from_the_start() =>
        ClockTransitions.Start(Metric.Respond, Target("3bd"), West, Pacific("2026-01-12 09:00"), Severity.S4)
            .Retarget(Target("4bh"), Severity.S2, West, Pacific("2026-01-12 10:00"), HalfHour)
            .DueAt(West).ShouldBe(Pacific("2026-01-12 13:00"));

    [TestMethod]
    public void A_new_target_can_count_from_the_change() =>
        Respond("2026-01-12 09:00")
            .Retarget(Target("2bh"), Severity.S2, West, Pacific("2026-01-12 12:00"), HalfHour, RetargetFrom.Change,
                West)
            .DueAt(West).ShouldBe(Pacific("2026-01-12 14:00"));

    [TestMethod]
    public void Reopened_the_closed_time_is_a_pause()
    {
        var closed = Respond("2026-01-12 09:00").Stop(Pacific("2026-01-12 11:00"), West);
        closed.Reopen(Pacific("2026-01-14 09:00")).DueAt(West).ShouldBe(Pacific("2026-01-14 11:00"));
    }

    [TestMethod]
    public void Hours_that_change_leave_the_past_as_it_was_counted()
    {
        var longer = Make("west", "America/Los_Angeles", "Mon-Fri 06:00-20:00");
        var clock = Respond("2026-01-12 07:00")
            .Recount(Target("4bh"), West, longer, Pacific("2026-01-12 10:00"), HalfHour);
        clock.Elapsed(Pacific("2026-01-12 10:00"), longer).ShouldBe(Duration.FromHours(1));
        clock.DueAt(longer).ShouldBe(Pacific("2026-01-12 13:00"));
    }

    [TestMethod]
    public void Hours_that_have_always_held_count_from_the_start_once_and_keep_the_pauses()
    {
        var longer = Make("west", "America/Los_Angeles", "Mon-Fri 06:00-20:00");
        var at = Pacific("2026-01-12 10:00");
        var clock = Respond("2026-01-12 07:00")
            .Pause(PauseReason.Author, Pacific("2026-01-12 08:00"))
            .Resume(PauseReason.Author, Pacific("2026-01-12 09:30"))
            .CountBack(Target("4bh"), longer, at, HalfHour);
        clock.Elapsed(at, longer).ShouldBe(Duration.FromMinutes(90));
        clock.DueAt(longer).ShouldBe(Pacific("2026-01-12 12:30"));
        clock.CountBack(Target("4bh"), West, at, HalfHour).ShouldBe(clock, "once");
        clock.CountBack(Target("4bh"), West, at + HalfHour, HalfHour).Hours.ShouldBe(West.Print,
            "but for those that say so anew");
    }

    [TestMethod]
    public void Hours_that_have_always_held_touch_neither_what_is_over_nor_what_is_new_and_leave_the_grace()
    {
        var at = Pacific("2026-01-12 12:00");
        Respond("2026-01-12 09:00").CountBack(Target("1bh"), West, at, HalfHour).DueAt(West).ShouldBe(at + HalfHour);
        var stopped = Respond("2026-01-12 09:00").Stop(Pacific("2026-01-12 11:00"), West);
        stopped.CountBack(Target("1bh"), West, at, HalfHour).ShouldBe(stopped);
        var young = Respond("2026-01-12 12:00");
        young.CountBack(Target("1bh"), West, at, HalfHour).ShouldBe(young);
        var late = Respond("2026-01-12 09:00").MarkBreached(Pacific("2026-01-12 14:00"), West);
        late.CountBack(Target("8bh"), West, Pacific("2026-01-12 15:00"), HalfHour).BreachedAt.ShouldBe(
            Pacific("2026-01-12 13:00"));
    }

    [TestMethod]
    public void Another_target_in_the_files_counts_what_has_passed_and_leaves_people_the_grace()
    {
        var clock = Respond("2026-01-12 09:00");
        var at = Pacific("2026-01-12 12:00");
        clock.Recount(Target("8bh"), West, West, at, HalfHour).DueAt(West).ShouldBe(Pacific("2026-01-12 17:00"));
        clock.Recount(Target("1bh"), West, West, at, HalfHour).DueAt(West).ShouldBe(Pacific("2026-01-12 12:30"));
        clock.Recount(Target("6h"), West, null, at, HalfHour).DueAt(null).ShouldBe(Pacific("2026-01-12 15:00"));
        var stopped = clock.Stop(Pacific("2026-01-12 11:00"), West);
        stopped.Recount(Target("1bh"), West, West, at, HalfHour).ShouldBe(stopped, "what is over is never touched");
    }

    [TestMethod]
    public void A_clock_that_began_under_the_new_files_is_counted_by_them_from_its_start()
    {
        var clock = Respond("2026-01-12 09:00");
        clock.Recount(Target("8bh"), West, West, Pacific("2026-01-12 08:00"), HalfHour).DueAt(West)
            .ShouldBe(Pacific("2026-01-12 17:00"));
    }

    [TestMethod]
    public void Labels_that_come_and_go_are_one_change_and_who_takes_it_back_has_changed_nothing()
    {
        var clock = Respond("2026-01-12 09:00");
        var at = Pacific("2026-01-12 12:59");
        var raised = clock.Unsettle(at).Retarget(Target("1h"), Severity.S1, null, at, HalfHour);
        raised.DueAt(null).ShouldBe(Pacific("2026-01-12 13:29"));
        var again = at + Duration.FromSeconds(60);
        raised = raised.Unsettle(again);
        raised.IsTakenBack(Severity.S2, again).ShouldBeTrue();
        raised.TakeBack().DueAt(West).ShouldBe(Pacific("2026-01-12 13:00"));
        raised.IsTakenBack(Severity.S2, again + Duration.FromSeconds(90)).ShouldBeFalse("nobody expects more by then");
        raised.IsTakenBack(Severity.S3, again).ShouldBeFalse();
    }

    [TestMethod]
    public void Nothing_is_missed_before_it_was_watched()
    {
        var clock = Respond("2026-01-05 09:00") with { TrackedFrom = Pacific("2026-01-12 10:00") };
        clock.MarkBreached(Pacific("2026-01-12 10:01"), West).BreachedAt.ShouldBe(Pacific("2026-01-12 10:00"));
    }

    [TestMethod]
    public void Clock_time_runs_at_three_in_the_morning_too()
    {
        var opened = At("2026-01-10 03:00", "Europe/Vienna");
        var clock = ClockTransitions.Start(Metric.Respond, Target("1h"), Vienna, opened, Severity.S1);
        clock.InstantAtShare(50, null).ShouldBe(At("2026-01-10 03:30", "Europe/Vienna"));
        clock.BreachAt(null).ShouldBe(At("2026-01-10 04:00", "Europe/Vienna"));
        clock.InstantAtShare(150, null).ShouldBe(At("2026-01-10 04:30", "Europe/Vienna"));
    }

    [TestMethod]
    [DataRow("2026-01-12 10:00", "2026-01-14 10:00", DisplayName = "the same wall time two dates later")]
    [DataRow("2026-01-15 10:00", "2026-01-19 10:00", DisplayName = "over the weekend")]
    [DataRow("2026-01-10 10:00", "2026-01-13 17:00", DisplayName = "from Saturday: counted from Monday's opening")]
    [DataRow("2026-01-12 18:00", "2026-01-14 17:00", DisplayName = "from the evening: two whole days")]
    public void Two_business_days_end_at_the_same_wall_time(string opened, string due) =>
        ClockTransitions.Start(Metric.Respond, Target("2bd"), West, Pacific(opened)).DueAt(West).ShouldBe(Pacific(due));

    [TestMethod]
    public void Stopped_before_it_began_is_met_at_its_start() =>
        Respond("2026-01-12 09:00").Stop(Pacific("2026-01-12 08:00"), West).StoppedAt
            .ShouldBe(Pacific("2026-01-12 09:00"));
}
