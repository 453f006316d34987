using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>
/// What people say of promises: that a partner waits, that it can wait, that there is a way round, what is decided.
/// </summary>
[TestClass]
public class PromiseStoryTests
{
    // Friday 16:00 in Los Angeles; s2 is promised an answer in four business hours.
    private static Story Opened(params string[] labels) =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug(), labels)
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void A_partner_reads_by_when_a_person_answers_and_by_when_it_is_decided()
    {
        var story = Story.In("dashboard-factory").Opens(
            "contributor", "It looks wrong", Story.TemplateBug(impact: "It only looks wrong"), ["partner/P-07"]);
        story.State!.Severity!.Value.ShouldBe(Severity.S3, "which is promised an answer in one business day");
        story.Comment!.ShouldContain("You will hear from a person by **Mon 2 Nov, 12:00 (Los Angeles)**. " +
            "It will be decided by **Fri 6 Nov, 16:00 (Los Angeles)**.");
    }

    [TestMethod]
    public void An_outage_of_a_partner_is_answered_as_soon_as_any_other()
    {
        var story = Story.In("dashboard-factory");
        story.SenderRole = RepoRole.Write;
        story.Opens("contributor", "All wrong", Story.TemplateBug(impact: "Published numbers are wrong"),
            ["partner/P-07"]);
        story.Clock(Metric.Respond).Target.ShouldBe(new Target(1, TargetUnit.ClockHours));
    }

    [TestMethod]
    public void What_becomes_a_partners_late_leaves_people_half_an_hour_at_least()
    {
        var story = Opened().Waits("2026-11-20T10:00").PutsOn("ben", "partner/P-07");
        var decide = story.Clock(Metric.Decide);
        decide.State.ShouldBe(ClockState.Running);
        decide.DueAt(story.Policy.Calendars["west"]).ShouldBe(story.Now + Duration.FromMinutes(30));
        story.TakesOff("ben", "partner/P-07");
        story.Clock(Metric.Decide).Because.ShouldBe("the files promise it no longer");
        story.PutsOn("ben", "partner/P-07");
        story.State!.Clocks.Count(clock => clock is { Metric: Metric.Decide, IsOver: false }).ShouldBe(1);
    }

    [TestMethod]
    public void A_decision_of_an_owner_keeps_the_promise_and_stands_in_the_comment()
    {
        var story = Opened("partner/P-07");
        Answer(story.Comments("visitor", "/decide no because never")).ShouldBe(false);
        var owner = story.Policy.Areas.Single(area => area.Name == "dashboards").Owners[0].Value;
        Answer(story.Comments(owner, "/decide perhaps because so")).ShouldBe(false);
        Answer(story.Comments(owner, "/decide later")).ShouldBe(false);
        Answer(story.Comments(owner, "/decide later because @all `wait`")).ShouldBe(true);
        story.Clock(Metric.Decide).Outcome.ShouldBe(ClockOutcome.Met);
        story.Comment!.ShouldContain($"**Decided: later** — `@all wait` ({owner}).");
        story.Comment!.ShouldNotContain("It will be decided");
    }

    [TestMethod]
    public void What_is_put_aside_stands_still_shows_its_day_and_comes_back_by_itself()
    {
        var story = Opened();
        Answer(story.Comments("visitor", "/snooze 3d because so")).ShouldBe(false);
        foreach (var wrong in (string[])["/snooze", "/snooze 3d", "/snooze 91d because so", "/snooze 2bd because so",
            "/snooze x because so"])
            Answer(story.Comments("ben", wrong)).ShouldBe(false, wrong);
        Answer(story.Comments("ben", "/snooze 3d because the renderer is new")).ShouldBe(true);
        var until = story.Now + Duration.FromDays(3);
        var said = HumanTime.DueText(until, DateTimeZoneProviders.Tzdb[Story.West]);
        story.Comment!.ShouldContain(
            $"It is put aside until **{said}**: `the renderer is new`. The clock is paused until then.");
        story.State!.Clocks.Where(clock => !clock.IsOver).ShouldAllBe(clock => clock.State == ClockState.Paused);
        story.Alarms.Keys.ShouldBe([AlarmKey.SnoozeEnds]);

        // Nobody has to do anything on Monday afternoon.
        story.Waits(until + Duration.FromMinutes(1));
        story.Clock(Metric.Respond).Pauses.ShouldHaveSingleItem().To.ShouldBe(until);
        story.Comment!.ShouldContain("You will hear from a person by");
    }

    [TestMethod]
    public void The_day_counts_and_not_when_we_hear_of_it()
    {
        var story = Opened().Comments("ben", "/snooze 3d because so");
        var until = story.State!.Snooze!.Until!.Value;
        var calendar = story.Policy.Calendars["west"];

        // The service sleeps over it, and the first thing that it hears is an answer four business hours later.
        var answeredAt = calendar.Deadline(until, Duration.FromHours(5));
        story.Now = answeredAt;
        story.Comments("ben", "Looking.");
        story.Clock(Metric.Respond).Outcome.ShouldBe(ClockOutcome.Missed);
    }

    [TestMethod]
    public void It_is_taken_up_again_and_of_two_words_the_later_counts_in_any_order()
    {
        var story = Opened();
        Answer(story.Comments("ben", "/wake")).ShouldBe(false);
        var early = story.Commented("ben", "/snooze 4d because so", story.Now);
        story.Comments("ben", "/snooze 3d because so");
        Answer(story.Comments("ben", "/wake")).ShouldBe(true);
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
        story.Alarms.Keys.ShouldNotContain(AlarmKey.SnoozeEnds);
        story.Decide(early);
        Answer(story).ShouldBe(false);
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
    }

    [TestMethod]
    public void What_is_closed_meanwhile_is_no_longer_put_aside()
    {
        var story = Opened().Comments("ben", "/snooze 3d because so").Closes("ben");
        story.State!.Snooze!.Until.ShouldBeNull();
        story.Alarms.ShouldBeEmpty();
        story.Reopens("ben");
        story.Clock(Metric.Respond).State.ShouldBe(ClockState.Running);
    }

    [TestMethod]
    public void A_way_round_keeps_the_promise_of_a_fix_for_good_and_the_issue_stays_open()
    {
        var story = Opened();
        Answer(story.Comments("visitor", "/workaround https://example.com/a")).ShouldBe(false);
        foreach (var wrong in (string[])["/workaround", "/workaround nowhere", "/workaround javascript:alert(1)",
            "/workaround https://a b",
            "/workaround https://user:word@example.com/"])
            Answer(story.Comments(story.Assignees, wrong)).ShouldBe(false, wrong);
        Answer(story.Comments(story.Assignees, "/workaround https://example.com/`a`?b=@all")).ShouldBe(true);
        story.Clock(Metric.Fix).Outcome.ShouldBe(ClockOutcome.Met);
        story.Comment!.ShouldContain("Until it is mended, this helps: `https://example.com/a?b=@all`");
        story.Issue.IsClosed.ShouldBeFalse();
        story.Closes("ben").Reopens("ben");
        story.Clock(Metric.Fix).Outcome.ShouldBe(ClockOutcome.Met);
    }

    [TestMethod]
    public void While_all_is_paused_nobody_is_woken_and_afterwards_nothing_is_forgotten()
    {
        var story = Opened();
        var live = story.Policy;
        story.ChangesFiles(live with { Mode = Mode.Paused }).Waits("2026-11-02T11:30");
        story.Decided.ShouldNotContain(one => one.Effect is Effect.Tell);
        story.State!.StepsDone.ShouldBeEmpty();
        story.Alarms[new AlarmKey(Metric.Respond, 1, 75)].ShouldBe(Story.Time("2026-11-03T11:00", Story.West));
        story.ChangesFiles(live).Waits("2026-11-02T11:31");
        story.State!.StepsDone.ShouldContain(new AlarmKey(Metric.Respond, 1, 75));
        story.Decided.Select(one => one.Effect).OfType<Effect.Tell>().ShouldHaveSingleItem()
            .ReachedAt.ShouldBe(Story.Time("2026-11-02T11:00", Story.West));
    }

    [TestMethod]
    public void What_is_answered_while_all_is_paused_is_answered()
    {
        var story = Opened();
        var live = story.Policy;
        story.ChangesFiles(live with { Mode = Mode.Paused }).At("2026-11-02T10:00").Comments("ben", "Looking.");
        story.ChangesFiles(live).Waits("2026-11-05T12:00");
        story.Clock(Metric.Respond).Outcome.ShouldBe(ClockOutcome.Met);
        story.State!.StepsDone.ShouldNotContain(step => step.Metric == Metric.Respond);
    }

    [TestMethod]
    public void Of_what_was_opened_before_the_files_were_in_force_nothing_was_missed_before()
    {
        var story = Story.In("dashboard-factory");
        story.At("2026-11-05T10:00").ChangesFiles(story.Policy);
        var since = story.Now;
        story.At("2026-10-26T10:00").Opens("contributor", "It stays empty", Story.TemplateBug());
        story.At("2026-11-05T10:01").Waits("2026-11-05T11:00");
        var respond = story.Clock(Metric.Respond);
        respond.TrackedFrom.ShouldBe(since);
        respond.BreachedAt.ShouldBe(since);
    }
}
