namespace GitHubOps.Core.Tests;

/// <summary>Taking back what a command led to, and nothing else.</summary>
[TestClass]
public class UndoStoryTests
{
    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void The_last_command_is_taken_back_with_all_that_followed_from_it()
    {
        var story = Opened();
        var (labels, people) = (story.Labels, story.Assignees);
        story.Comments("ben", "/area publishing");
        story.Labels.ShouldNotBe(labels);
        Answer(story.Comments("ben", "/undo")).ShouldBe(true);
        story.Labels.ShouldBe(labels);
        story.Assignees.ShouldBe(people);
        story.Comment!.ShouldContain("`/area publishing` of ben is taken back");
        Answer(story.Comments("ben", "/undo")).ShouldBe(false);
    }

    [TestMethod]
    public void Promises_that_it_kept_run_again_as_if_nothing_had_been()
    {
        var story = Opened();
        var clock = story.Clock(Metric.Respond);
        story.Comments(story.Assignees, "/ack");
        story.Clock(Metric.Respond).IsOver.ShouldBeTrue();
        story.Comments(story.State!.Assignee!.Value.Value, "/undo");
        story.Clock(Metric.Respond).State.ShouldBe(clock.State);
        story.Clock(Metric.Respond).StartedAt.ShouldBe(clock.StartedAt);
        story.Alarms.Keys.ShouldContain(key => key.Metric == Metric.Respond);
    }

    [TestMethod]
    public void What_somebody_has_changed_since_stays()
    {
        var story = Opened().Comments("ben", "/area publishing\n/type feature").PutsOn("chidi", "type/bug");
        story.Comments("ben", "/undo");
        story.State!.Type!.ShouldBe(new Chosen<string>("bug", true, "person", story.State.Type!.Because));
        story.Labels.ShouldContain("area/publishing", Case.Sensitive, "only the last command is taken back");
    }

    [TestMethod]
    public void Whom_a_command_assigned_goes_and_who_had_it_comes_back()
    {
        var story = Opened();
        var had = story.Assignees;
        story.Comments("ben", "/assign kat");
        story.Issue.Assignees.Select(person => person.Value).ShouldContain("kat");
        story.Comments("ben", "/undo");
        story.Assignees.ShouldBe(had);
    }

    [TestMethod]
    public void Others_take_back_only_as_leads_and_nobody_after_a_day()
    {
        var story = Opened().Comments("ben", "/sev s4 because it can wait");
        Answer(story.Comments("chidi", "/undo")).ShouldBe(false);
        Answer(story.Comments("chidi", "/undo ben")).ShouldBe(false);
        Answer(story.Comments("ana", "/undo ben")).ShouldBe(true);
        story.State!.Severity!.ByPerson.ShouldBeFalse();
        story.Comments("ben", "/sev s4 because it can wait").At("2026-11-01T16:30");
        Answer(story.Comments("ben", "/undo")).ShouldBe(false);
    }

    [TestMethod]
    public void Silence_can_be_taken_back()
    {
        var story = Opened().Comments("ben", "/quiet");
        story.State!.IsQuiet.ShouldBeTrue();
        story.Comments("ben", "/undo");
        story.State!.IsQuiet.ShouldBeFalse();
    }

    [TestMethod]
    public void What_is_kept_for_it_is_bounded()
    {
        var story = Opened();
        for (var n = 0; n < 20; n++) story.Comments("ben", $"/sev {(n % 2 == 0 ? "s4" : "s3")} because of {n}");
        story.State!.Undos.Length.ShouldBe(4);
        story.State.Undos.ShouldAllBe(undo => undo.After != null);
        IssueStateJson.Write(story.State).Length.ShouldBeLessThan(24_000);
    }
}
