using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>A step waits while somebody is on it and for its hours, and is taken then all the same.</summary>
[TestClass]
public class EscalationHoldTests
{
    private static readonly AlarmKey Warning = new(Metric.Triage, 1, 75);
    private static readonly AlarmKey Missed = new(Metric.Triage, 1, 100);

    private static string Ops(string escalate) =>
        $$"""
        version: 1
        extends: org
        mode: live
        areas:
          app:     { paths: [src/**], words: [crash] }
          unknown: { owners: repo-leads }
        rotations:
          triage: { of: factory-team, every: 1w, starts: Mon 10:00, calendar: west }
        assign: { new: triage }
        escalate: {{escalate}}
        """;

    private static PolicyResult Read(string escalate) =>
        PolicyReader.Read(Examples.With(Ops(escalate), new RepoFile("OWNERS", "approvers: [ana]\n")));

    /// <summary>
    /// Opened on Friday at four and answered; triage is due in five days, three quarters are used on Thursday at two.
    /// </summary>
    private static Story Answered(string escalate)
    {
        var story = new Story(Read(escalate).Policy.ShouldNotBeNull()).Opens("contributor", "The page has a crash",
            "Help.");
        story.Assignees.ShouldBe("ana");
        return story.Comments("chidi", "Looking.");
    }

    private static IEnumerable<Effect.Tell> Told(Story story) =>
        story.Decided.Select(decision => decision.Effect).OfType<Effect.Tell>();

    private static Instant At(string local) => Story.Time(local, Story.West);

    [TestMethod]
    public void Who_is_on_it_is_left_in_peace_for_a_while_and_then_the_same_step_is_taken_with_the_true_time()
    {
        var story = Answered("{ ack: { default: 1bd } }").At("2026-11-05T13:00").Comments("ana", "/ack");
        story.State!.Ack!.By.ShouldBe(new Login("ana"));
        var until = story.State.Ack.At + Duration.FromDays(1);
        story.Alarms[Warning].ShouldBe(until);
        story.Waits(until - Duration.FromSeconds(1));
        Told(story).ShouldBeEmpty();
        story.Waits(until);
        var told = Told(story).ShouldHaveSingleItem();
        told.ReachedAt.ShouldBe(At("2026-11-05T14:00"));
        told.Text.ShouldContain("That was reached Thu 5 Nov, 14:00 (Los Angeles) and is told late.");
        StillWanted.Of(told, story.State!, story.Policy).ShouldBeTrue();
    }

    [TestMethod]
    public void Each_further_word_of_the_team_moves_it_and_a_missed_target_is_seen_all_the_same()
    {
        var story = Answered("{ ack: { default: 1bd } }").At("2026-11-05T13:00").Comments("ana", "I have an idea.");
        story.At("2026-11-06T12:00").Comments("chidi", "Me, too.");
        var until = story.State!.Ack!.At + Duration.FromDays(3);
        story.Waits("2026-11-09T09:30");
        story.Labels.ShouldContain("sla/late");
        story.Clock(Metric.Triage).BreachedAt.ShouldBe(At("2026-11-06T16:00"));
        story.State!.StepsDone.ShouldNotContain(key => key.Metric == Metric.Triage);
        story.Assignees.ShouldBe("ana");
        story.Alarms[Missed].ShouldBe(until);
        story.Waits(until);
        story.Assignees.ShouldNotBe("ana", "the backup has it now");
        story.State!.StepsDone.ShouldContain(Missed);
    }

    [TestMethod]
    public void Who_gets_it_from_somebody_else_has_not_said_that_they_are_on_it()
    {
        var story = Answered("{ ack: { default: 1bd } }").At("2026-11-05T13:00").Comments("ana", "/ack").Comments("ben",
            "/assign dee");
        story.State!.Ack.ShouldBeNull();
        story.Alarms[Warning].ShouldBe(At("2026-11-05T14:00"));
        story.Assigns("dee", "dee");
        story.State!.Ack!.By.ShouldBe(new Login("dee"));
    }

    [TestMethod]
    public void Without_a_length_a_word_holds_nothing_back()
    {
        var story = Answered("{ 75%: remind assignee }").At("2026-11-05T13:00").Comments("ana", "I have an idea.");
        story.State!.Ack.ShouldBeNull();
        story.Alarms[Warning].ShouldBe(At("2026-11-05T14:00"));
    }

    [TestMethod]
    public void A_step_waits_for_its_hours_in_any_zone_or_is_left_out()
    {
        // At nine in Vienna it is midnight in Los Angeles.
        var story = Answered("{ hours: { remind: vienna } }");
        story.Alarms[Warning].ShouldBe(At("2026-11-06T00:00"));
        story.Waits("2026-11-06T00:30");
        Told(story).ShouldHaveSingleItem().NotBefore.ShouldBe(At("2026-11-06T00:00"));
        var skipped = Answered("{ hours: { remind: vienna or skip } }").Waits("2026-11-05T15:00");
        Told(skipped).ShouldBeEmpty();
        skipped.Last.ShouldContain(one => one.Because == "its hours are over");
        skipped.State!.StepsDone.ShouldContain(Warning);
    }

    [TestMethod]
    public void A_page_at_any_hour_does_not_wait_for_the_office()
    {
        var story = Answered("{ 75%: page repo-leads, hours: { page: any } }").At("2026-11-05T20:00");
        story.Rings(Warning);
        Told(story).ShouldHaveSingleItem().NotBefore.ShouldBe(story.Now);
    }

    [TestMethod]
    public void The_last_step_comes_again_some_times_and_then_one_last_notice()
    {
        var policy =
            Read("{ s1: { 50%: assign backup }, repeat: { every: 50%, times: 2, then: post to ops } }").Policy!;
        policy.Escalation.For(Severity.S2).Select(step => $"{step.Key} {step.Value}").ShouldBe(
        [
            "75 remind assignee", "100 assign backup", "150 assign area lead", "200 add to weekly-triage",
            "250 add to weekly-triage", "300 add to weekly-triage", "350 post to ops",
        ]);
        policy.Escalation.For(Severity.S1).Keys.ShouldBe([50, 100, 150, 200]);
        policy.Escalation.For(Severity.S1)[200].ToString().ShouldBe("post to ops");
    }

    [TestMethod]
    [DataRow("{ hours: { remind: viena } }", "`vienna`")]
    [DataRow("{ hours: { remind: west and east } }", "no hours")]
    [DataRow("{ hours: { shout: west } }", "shout")]
    [DataRow("{ ack: { s9: 1h } }", "s9")]
    [DataRow("{ ack: { s1: soon } }", "soon")]
    [DataRow("{ repeat: { every: 100%, times: 9 } }", "1100 %")]
    [DataRow("{ repeat: { every: 50, times: 9 } }", "`50`")]
    [DataRow("{ repeat: { every: 50% } }", "times")]
    public void What_is_written_wrong_is_told(string escalate, string word)
    {
        var result = Read(escalate);
        result.Problems.ShouldContain(problem => problem.ToString().Contains(word, StringComparison.Ordinal),
            string.Join('\n', result.Problems));
    }
}
