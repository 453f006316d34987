namespace GitHubOps.Core.Tests;

/// <summary>GitHub's news lag behind what was done: what they show may be over already.</summary>
[TestClass]
public class LateNewsStoryTests
{
    [TestMethod]
    public void A_label_of_ours_that_is_on_its_way_off_is_no_persons_choice()
    {
        var story = Story.In("dashboard-factory")
            .Opens("contributor", "Revenue tile shows nothing",
                Story.TemplateBug(impact: "Published numbers are wrong"));
        story.Labels.ShouldContain("sev/s2");

        // GitHub's news lag behind our writes: what we take off is still shown beside what a person then puts on.
        var before = story.Issue;
        story.Edits("contributor", Story.TemplateBug(impact: "A wish or a detail"));
        story.State!.Leaving.ShouldBe(["sev/s2"]);
        story.Issue = before with { UpdatedAt = story.Now };
        story.PutsOn("dee", "sev/s3").State!.Severity!.Value.ShouldBe(Severity.S3);
    }

    [TestMethod]
    public void A_label_that_is_wanted_again_while_it_is_on_its_way_off_is_put_on_again_and_not_taken_off()
    {
        var story = Story.In("dashboard-factory")
            .Opens("contributor", "Revenue tile shows nothing",
                Story.TemplateBug(impact: "Published numbers are wrong"));
        var before = story.Issue;
        story.Edits("contributor", Story.TemplateBug(impact: "A wish or a detail"));
        var takesOff = story.Writes.OfType<Effect.RemoveLabel>().Single();
        story.Issue = before with { UpdatedAt = story.Now };
        story.Edits("contributor", Story.TemplateBug(impact: "Published numbers are wrong"));
        story.Writes.ShouldContain(new Effect.AddLabel("sev/s2"));
        story.State!.Leaving.ShouldNotContain("sev/s2");
        StillWanted.Of(takesOff, story.State, story.Policy).ShouldBeFalse();
    }

    [TestMethod]
    public void A_label_that_a_person_took_off_while_our_write_of_it_was_on_its_way_is_taken_off_again()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var opened = story.Issue;
        story.TakesOff("ivo", "sev/s2").State!.RemovedByPerson.ShouldBe(["sev/s2"]);

        // It was somebody's who had put it on before; ours came after both.
        story.Change(_ => opened);
        story.Decide(new IssueLabeled("sev/s2")
        {
            Delivery = new DeliveryId("echo"), Sender = new Actor(Story.Bot.UserId, Story.Bot.Login, IsBot: true),
            OccurredAt = story.Now, Repo = story.Repo, Issue = story.Issue,
        });
        story.Issue.Labels.ShouldNotContain("sev/s2");
        story.State!.RemovedByPerson.ShouldBe(["sev/s2"]);
    }

    [TestMethod]
    public void Late_news_that_an_earlier_comment_was_deleted_do_not_end_the_one_that_took_its_place()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        story.OurComment = 990_001;
        story.DeletesOurComment("ana").State!.RemovedByPerson.ShouldBeEmpty();
        story.OurComment = 990_000;
        story.DeletesOurComment("ana").State!.RemovedByPerson.ShouldBe([TakenAway.Comment]);
    }

    [TestMethod]
    public void A_snapshot_of_the_same_second_does_not_reopen_what_was_closed_in_it()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var open = story.Issue;
        story.Closes("ana");
        var (closed, at) = (story.Issue, story.Issue.UpdatedAt);
        story.Issue = open with { Labels = open.Labels.Remove("area/dashboards"), UpdatedAt = at };
        story.Decide(new IssueUnlabeled("area/dashboards")
        {
            Delivery = new DeliveryId("late"), Sender = Story.Person("ivo"), OccurredAt = at, Repo = story.Repo,
            Issue = story.Issue,
        });
        story.State!.Seen.IsClosed.ShouldBe(closed.IsClosed);
        story.State!.Seen.Labels.ShouldNotContain("area/dashboards");
        story.State!.Area.ShouldBeNull();
    }

    [TestMethod]
    public void What_waits_is_not_written_any_more_once_the_issue_is_locked()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing",
            Story.TemplateBug());
        var waiting = story.Writes.ToList();
        waiting.ShouldAllBe(effect => StillWanted.Of(effect, story.State!, story.Policy));
        story.Locks("ana");
        waiting.ShouldAllBe(effect => !StillWanted.Of(effect, story.State!, story.Policy));
    }

    [TestMethod]
    public void A_step_whose_alarm_was_passed_over_is_taken_before_the_one_above_it()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Stuck", Story.TemplateBug());
        var warning = new AlarmKey(Metric.Respond, 1, 75);
        story.Alarms.ShouldContainKey(warning);
        story.Now = story.Alarms[warning with { Percent = 100 }];
        story.Rings(warning with { Percent = 100 });
        story.State!.StepsDone.ShouldBe([warning, warning with { Percent = 100 }]);
        story.Alarms.ShouldNotContainKey(warning);
    }
}
