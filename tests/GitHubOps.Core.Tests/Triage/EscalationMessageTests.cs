namespace GitHubOps.Core.Tests;

/// <summary>What is said outside of GitHub is said once, at its time, and truly.</summary>
[TestClass]
public class EscalationMessageTests
{
    private static IEnumerable<Effect.Tell> Told(Story story) =>
        story.Decided.Select(decision => decision.Effect).OfType<Effect.Tell>();

    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());

    [TestMethod]
    public void The_assignee_is_reminded_by_the_channel_of_that_name()
    {
        var story = Opened().Waits("2026-11-02T11:30");
        var reminder = Told(story).ShouldHaveSingleItem();
        (reminder.Channel, reminder.Step.ToString(), reminder.Person).ShouldBe(
            ("remind", "respond/1/75", story.State!.Assignee!.Value));
        reminder.Text.ShouldBe("acme/dashboard-factory#12 (s2): 75 % of the time for the answer used; it is due " +
            $"Mon 2 Nov, 12:00 (Los Angeles). {story.State.Assignee.Value} has it.");
        reminder.ReachedAt.ShouldBe(Story.Time("2026-11-02T11:00", Story.West));
        StillWanted.Of(reminder, story.State, story.Policy).ShouldBeTrue();
    }

    [TestMethod]
    public void After_a_standstill_nobody_is_reminded_of_what_has_passed_and_the_true_times_are_told()
    {
        // Four hours of the promise end on Monday at noon; the service sleeps until Tuesday night.
        var story = Opened().At("2026-11-03T22:00");
        story.Rings(new AlarmKey(Metric.Respond, 1, 75));
        Told(story).ShouldBeEmpty();
        story.Last.ShouldContain(one => one.Because.Contains("that step tells of it", StringComparison.Ordinal));
        story.Rings(new AlarmKey(Metric.Triage, 1, 75));
        Told(story).ShouldBeEmpty("triage was due as well");
        story.Rings(new AlarmKey(Metric.Fix, 1, 75));
        Told(story).ShouldBeEmpty("not yet: five business days");
    }

    [TestMethod]
    public void While_the_hours_of_the_promise_are_closed_nothing_is_said()
    {
        var story = Opened().Waits("2026-11-02T10:00");
        var warned = new AlarmKey(Metric.Respond, 1, 75);
        story.At("2026-11-02T11:30").Rings(warned);
        Told(story).ShouldHaveSingleItem().NotBefore.ShouldBe(story.Now);
        var late = Opened().At("2026-11-05T17:30");
        late.Rings(new AlarmKey(Metric.Fix, 1, 75));
        var held = Told(late).ShouldHaveSingleItem();
        held.NotBefore.ShouldBe(Story.Time("2026-11-06T09:00", Story.West), "until the office opens");
        held.Text.ShouldContain("That was reached Thu 5 Nov, 14:00 (Los Angeles) and is told late.");
    }

    [TestMethod]
    public void What_is_answered_meanwhile_is_not_said_any_more()
    {
        var story = Opened().Waits("2026-11-02T11:30");
        var reminder = Told(story).Single();
        story.Comments("ben", "Looking.");
        StillWanted.Of(reminder, story.State!, story.Policy).ShouldBeFalse();
    }

    [TestMethod]
    public void A_section_in_dry_run_tells_nobody()
    {
        var policy = Examples.Policy(Examples.With(
            """
            version: 1
            extends: org
            mode: live
            areas:
              app:     { paths: [src/**], words: [crash] }
              unknown: { owners: repo-leads }
            rotations:
              triage: { of: factory-team, every: 1w, starts: Mon 10:00, calendar: west }
            assign: { new: triage }
            escalate: { mode: dry-run }
            """, new RepoFile("OWNERS", "approvers: [ana]\n")));
        var story = new Story(policy).Opens("contributor", "The page has a crash", "Help.").Waits("2026-11-06T12:00");
        Told(story).ShouldBeEmpty();
        story.Decided.ShouldContain(
            one => one.Effect is Effect.Would && ((Effect.Would)one.Effect).What is Effect.Tell);
    }
}
