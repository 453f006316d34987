namespace GitHubOps.Core.Tests;

/// <summary>Closing and reopening on a person's word, and what the author says of the fix.</summary>
[TestClass]
public class CloseStoryTests
{
    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void The_author_closes_it_and_what_follows_follows_when_it_is_done()
    {
        var story = Opened().Comments("contributor", "/close");
        story.Writes.ShouldContain(new Effect.Close(CloseReason.Completed));
        story.State!.Life!.WantedBy.ShouldNotBeNull();
        story.GitHubTellsOfIt();
        story.State!.Life!.WantedBy.ShouldBeNull();
        story.Clock(Metric.Fix).Outcome.ShouldBe(ClockOutcome.Met);
        story.Labels.ShouldNotContain("waiting/");
        story.Comment!.ShouldContain("; contributor said so.");
        story.Comment!.ShouldContain("`/reopen`");
        story.Alarms.ShouldBeEmpty();
    }

    [TestMethod]
    public void Not_planned_judges_no_fix()
    {
        var story = Opened().Comments("ben", "/close Not-Planned").GitHubTellsOfIt();
        story.Clock(Metric.Fix).Outcome.ShouldBe(ClockOutcome.Cancelled);
        story.Comment!.ShouldStartWith("Closed as not planned on");
    }

    [TestMethod]
    public void Others_do_not_and_another_word_is_refused()
    {
        var story = Opened();
        Answer(story.Comments("visitor", "/close")).ShouldBe(false);
        Answer(story.Comments("ben", "/close as fixed")).ShouldBe(false);
        story.Issue.IsClosed.ShouldBeFalse();
    }

    [TestMethod]
    public void Reopening_goes_on_with_the_promises()
    {
        var story = Opened().Closes("ben");
        Answer(story.Comments("visitor", "/reopen")).ShouldBe(false);
        story.Comments("contributor", "/reopen");
        story.Writes.ShouldContain(new Effect.Reopen());
        story.GitHubTellsOfIt();
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Running);
        story.Labels.ShouldContain("waiting/triage");
        Answer(story.Comments("contributor", "/reopen")).ShouldBe(false);
    }

    [TestMethod]
    public void It_is_not_closed_twice_and_a_wish_that_was_not_done_can_be_said_again()
    {
        var story = Opened().Comments("ben", "/close");
        story.Issue = story.Issue with { IsClosed = false, CloseReason = null, ClosedAt = null };
        Answer(story.Comments("ben", "/close not-planned")).ShouldBe(true);
        story.Writes.ShouldContain(new Effect.Close(CloseReason.NotPlanned));
        story.GitHubTellsOfIt();
        Answer(story.Comments("ben", "/close")).ShouldBe(false);
    }

    [TestMethod]
    public void What_is_not_wanted_any_more_does_not_go_out()
    {
        var story = Opened().Comments("ben", "/close");
        StillWanted.Of(new Effect.Close(CloseReason.Completed), story.State!, story.Policy).ShouldBeTrue();
        StillWanted.Of(new Effect.Reopen(), story.State!, story.Policy).ShouldBeFalse();
        story.Issue = story.Issue with { IsClosed = false, CloseReason = null, ClosedAt = null };
        story.Comments("ben", "/reopen");
        StillWanted.Of(new Effect.Close(CloseReason.Completed), story.State!, story.Policy).ShouldBeFalse();
    }

    [TestMethod]
    public void A_word_that_comes_late_does_not_undo_what_a_person_has_done_since()
    {
        var story = Opened();
        var late = story.Commented("contributor", "/close", story.Now);
        story.Closes("ben").Reopens("ben").Decide(late);
        Answer(story).ShouldBe(false);
        story.Issue.IsClosed.ShouldBeFalse();
        story.Comment!.ShouldContain("`/close`: somebody has closed or reopened it since that was written");
    }

    [TestMethod]
    public void Who_reopens_it_by_hand_while_ours_is_on_its_way_has_the_last_word()
    {
        var story = Opened().Closes("ana").Comments("contributor", "/reopen");
        story.Issue = story.Issue with { IsClosed = true, CloseReason = CloseReason.Completed };
        story.Reopens("ben").Closes("ben");
        StillWanted.Of(new Effect.Reopen(), story.State!, story.Policy).ShouldBeFalse();
        story.State!.Life!.IsClosed.ShouldBeTrue();
    }

    [TestMethod]
    public void The_author_alone_says_that_the_fix_works_and_reopening_takes_it_back()
    {
        var story = Opened().Closes("ben");
        Answer(story.Comments("ben", "/verified")).ShouldBe(false);
        Answer(story.Comments("contributor", "/verified")).ShouldBe(true);
        story.Comment!.ShouldContain("contributor says that the fix works.");
        Answer(story.Comments("contributor", "/verified")).ShouldBe(false);
        story.Reopens("contributor").State!.Verified.ShouldBeNull();
        story.Closes("ben", CloseReason.NotPlanned);
        Answer(story.Comments("contributor", "/verified")).ShouldBe(false);
    }

    [TestMethod]
    public void After_a_wish_for_silence_a_persons_word_is_done_all_the_same()
    {
        var story = Opened().Comments("contributor", "/quiet").Comments("contributor", "/close");
        story.Writes.ShouldContain(new Effect.Close(CloseReason.Completed));
    }
}
