namespace GitHubOps.Core.Tests;

/// <summary>Issues that wait for another project, and links to the same thing.</summary>
[TestClass]
public class UpstreamStoryTests
{
    private static readonly RepoName Editor = new("microsoft", "vscode");

    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void It_waits_with_the_clock_paused_until_the_other_is_closed()
    {
        var story = Opened();
        var has = story.Assignees;
        Answer(story.Comments("visitor", "/upstream microsoft/vscode#123")).ShouldBe(false);
        Answer(story.Comments("ben", "/upstream microsoft/vscode#123")).ShouldBe(true);
        story.Labels.ShouldContain("waiting/upstream");
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Paused);
        story.Clock(Metric.Fix).PauseReasons.ShouldBe([PauseReason.Upstream]);
        story.Comment!.ShouldContain(
            "It waits for [`microsoft/vscode#123`](/microsoft/vscode/issues/123); the clock is paused until that is " +
                "closed.");
        story.HearsOf(new UpstreamNews(Editor, 123, IsClosed: true));
        story.Labels.ShouldNotContain("waiting/upstream");
        story.Clock(Metric.Fix).State.ShouldBe(ClockState.Running);
        story.Assignees.ShouldBe(has);
        story.State!.Upstream.ShouldBeNull();
        story.Last.Select(one => one.Effect).ShouldContain(new Effect.Unfollow());
    }

    [TestMethod]
    public void Who_had_it_has_it_again_unless_a_person_took_it_from_them()
    {
        var story = Opened();
        var has = story.Assignees;
        story.Comments("ben", "/upstream microsoft/vscode#123");
        story.State = story.State! with { Assignee = null };
        story.Issue = story.Issue with { Assignees = [] };
        story.HearsOf(new UpstreamNews(Editor, 123, IsClosed: true)).Assignees.ShouldBe(has);
        var taken = Opened().Comments("ben", "/upstream microsoft/vscode#123");
        taken.Unassigns("ana", taken.Assignees)
            .HearsOf(new UpstreamNews(Editor, 123, IsClosed: true)).Assignees.ShouldBe("");
    }

    [TestMethod]
    public void What_cannot_be_read_is_said_and_goes_on_waiting()
    {
        var story = Opened().Comments("ben", "/upstream acme/secret#4")
            .HearsOf(new UpstreamNews(new RepoName("acme", "secret"), 4, IsClosed: false, "404 `Not` Found"));
        story.Comment!.ShouldContain("`acme/secret#4` cannot be read: `404 Not Found`");
        story.Labels.ShouldContain("waiting/upstream");
    }

    [TestMethod]
    public void Who_takes_the_label_off_waits_no_longer_and_news_of_another_one_is_passed_over()
    {
        var story = Opened().Comments("ben", "/upstream microsoft/vscode#123")
            .HearsOf(new UpstreamNews(Editor, 9, IsClosed: true));
        story.Labels.ShouldContain("waiting/upstream");
        story.TakesOff("ana", "waiting/upstream");
        story.State!.Upstream.ShouldBeNull();
        story.Last.Select(one => one.Effect).ShouldContain(new Effect.Unfollow());
        Answer(story.Comments("ben", "/upstream microsoft/vscode#123")).ShouldBe(true);
        story.Labels.ShouldContain("waiting/upstream");
    }

    [TestMethod]
    [DataRow("/upstream")]
    [DataRow("/upstream 12")]
    [DataRow("/upstream a/b#0")]
    [DataRow("/upstream a/../b#1")]
    [DataRow("/upstream a/..#1")]
    [DataRow("/upstream a/b#99999999999")]
    [DataRow("/upstream https://example.com/a/b#1")]
    [DataRow("/upstream acme/dashboard-factory#12")]
    public void What_names_no_other_issue_is_refused(string line)
    {
        var story = Opened().Comments("ben", line);
        Answer(story).ShouldBe(false);
        story.Labels.ShouldNotContain("waiting/upstream");
    }

    [TestMethod]
    public void Anybody_proposes_that_it_is_the_same_and_the_author_or_a_triager_agrees()
    {
        var story = Opened().Comments("visitor", "/same-as #7");
        story.Comment!.ShouldContain(
            "visitor takes it for the same as `#7`: `/yes` or `/no` of the author or a triager by");
        Answer(story.Comments("visitor", "/yes")).ShouldBe(false);
        Answer(story.Comments("ben", "/yes")).ShouldBe(true);
        story.Comment!.ShouldContain(" The same as [`#7`](/acme/dashboard-factory/issues/7).");
        story.Issue.IsClosed.ShouldBeFalse();
        Answer(story.Comments("visitor", "/same-as #7")).ShouldBe(false);
        Answer(story.Comments("visitor", "/same-as #12")).ShouldBe(false);
        Answer(story.Comments("visitor", "/same-as #8")).ShouldBe(true);
        Answer(story.Comments("contributor", "/no")).ShouldBe(true);
        story.State!.SameAs.ShouldBe([7]);
    }

    [TestMethod]
    public void In_the_issues_own_text_two_commands_count_and_no_other()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Hm",
            "It is broken.\n\n/area publishing\n/same-as #3\n/close\n/sev s1 because I say so\n");
        story.State!.Area.ShouldBe(new Chosen<string>("publishing", true, "command-area", "contributor said so"));
        story.State.Questions.ShouldHaveSingleItem();
        story.Issue.IsClosed.ShouldBeFalse();
        story.State.Severity!.ByPerson.ShouldBeFalse();
        story.Writes.ShouldContain(new Effect.React(0, "I_12", Agrees: true));
        Answer(story.Comments("contributor", "/area pipeline")).ShouldBe(false, "once, and it has been");
        Story.In("dashboard-factory").Opens("contributor", "Hm",
            "It is broken.\n\n> /area publishing\n").State!.Area!.ByPerson.ShouldBeFalse();
    }
}
