using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Issues that anybody may take: so many each, for a time, kept by an open pull request.</summary>
[TestClass]
public class TakeStoryTests
{
    private static Story Opened(params string[] labels) => Story.In("dashboard-factory")
        .Opens("noor", "It stays empty", Story.TemplateBug(), labels.Length == 0 ? ["good first issue"] : labels)
        .At("2026-11-02T10:00");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void Whoever_asks_gets_a_listed_issue_for_its_time_and_the_rule_s_assignee_goes()
    {
        var story = Opened();
        story.Assignees.ShouldNotBeEmpty();
        story.Comments("visitor", "/take");
        Answer(story).ShouldBe(true);
        story.Assignees.ShouldBe("visitor");
        story.Comment!.ShouldContain(
            "They took it until **Mon 16 Nov, 10:00 (Los Angeles)**; an open pull request keeps it.");
        Answer(story.Comments("contributor", "/take")).ShouldBe(false);
        story.Comment!.ShouldContain("`/take`: `visitor` has it (contributor)");
    }

    [TestMethod]
    public void Without_one_of_the_labels_it_is_not_to_be_taken()
    {
        var story = Opened("something else").Comments("visitor", "/take");
        Answer(story).ShouldBe(false);
        story.Comment!.ShouldContain("one of the labels `good first issue`, `help wanted`");
        Answer(Story.In("mcp-analyst-agent").Opens("noor", "A", "B").Comments("visitor", "/take")).ShouldBe(false);
    }

    [TestMethod]
    public void Two_at_a_time_is_the_limit()
    {
        var story = Opened();
        story.Taken = 2;
        Answer(story.Comments("visitor", "/take")).ShouldBe(false);
        story.Comment!.ShouldContain("they have taken 2 already, and 2 at a time is the limit");
        story.Taken = 1;
        Answer(story.Comments("visitor", "/take")).ShouldBe(true);
    }

    [TestMethod]
    public void On_the_tenth_day_the_comment_says_so_and_on_the_fourteenth_it_is_free_again()
    {
        var story = Opened().Comments("visitor", "/take");
        story.Waits("2026-11-12T09:00");
        story.Comment!.ShouldNotContain("Without an open pull request");
        story.Waits("2026-11-12T11:00");
        story.Comment!.ShouldContain(
            "Without an open pull request it is free again on **Mon 16 Nov, 10:00 (Los Angeles)**");
        story.Assignees.Split(' ').ShouldContain("visitor");
        story.Waits("2026-11-16T11:00");
        story.Assignees.Split(' ').ShouldNotContain("visitor");
        story.State!.Taking.ShouldBeNull();
        story.Alarms.Keys.ShouldNotContain(AlarmKey.TakingLook);
    }

    [TestMethod]
    public void An_open_pull_request_stops_the_time()
    {
        var story = Opened().Comments("visitor", "/take");
        story.Waits("2026-11-07T11:00");
        story.HasOpenPull = true;
        story.Waits("2026-12-20T11:00");
        story.State!.Taking!.By.ShouldBe(new Login("visitor"));
        story.Comment!.ShouldContain("It is theirs while their pull request is open.");
        story.HasOpenPull = false;
        story.Waits("2026-12-28T11:00");
        story.State!.Taking.ShouldNotBeNull();
        story.Waits("2027-01-02T11:00");
        story.State!.Taking.ShouldBeNull();
    }

    [TestMethod]
    public void Who_took_it_gives_it_back_and_nobody_else()
    {
        var story = Opened().Comments("visitor", "/take");
        Answer(story.Comments("contributor", "/drop")).ShouldBe(false);
        Answer(story.Comments("visitor", "/drop")).ShouldBe(true);
        story.Assignees.ShouldBe("");
        Answer(story.Comments("contributor", "/take")).ShouldBe(true);
    }

    [TestMethod]
    public void Whom_a_person_chooses_since_stays_beyond_the_time()
    {
        var story = Opened().Comments("visitor", "/take").Unassigns("ana", "visitor").Assigns("ana", "visitor");
        story.State!.Taking.ShouldBeNull();
        story.Waits("2027-01-02T11:00");
        story.Assignees.Split(' ').ShouldContain("visitor");
    }

    [TestMethod]
    public void Closing_ends_it_and_whom_GitHub_refuses_has_taken_nothing()
    {
        Opened().Comments("visitor", "/take").Closes("ana").State!.Taking.ShouldBeNull();
        var story = Opened().Comments("visitor", "/take").GitHubRefuses("visitor");
        story.State!.Taking.ShouldBeNull();
        story.Assignees.ShouldBe("");
    }
}
