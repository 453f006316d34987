namespace GitHubOps.Core.Tests;

/// <summary>What somebody asks another for, and what comes of a yes, a no, and of nothing.</summary>
[TestClass]
public class HandoffStoryTests
{
    /// <summary>On a Friday at 16:05; the office opens again on Monday at nine.</summary>
    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void Who_is_handed_an_issue_has_it_and_the_comment_asks_them()
    {
        var story = Opened();
        var first = story.Assignees;
        Answer(story.Comments(first, "/handoff dee")).ShouldBe(true);
        story.Assignees.ShouldBe("dee");
        story.Comment!.ShouldContain(
            $"{first} hands this over to **dee**: `/yes` or `/no` by **Mon 2 Nov, 12:05 (Los Angeles)**, else it comes back.");
        story.Alarms.ShouldContainKey(AlarmKey.QuestionOver);
    }

    [TestMethod]
    public void After_a_yes_it_stays()
    {
        var story = Opened();
        story.Comments(story.Assignees, "/handoff dee");
        Answer(story.Comments("dee", "/yes")).ShouldBe(true);
        story.State!.Questions.ShouldBeEmpty();
        story.Alarms.ShouldNotContainKey(AlarmKey.QuestionOver);
        story.Comment!.ShouldNotContain("hands this over");
        Answer(story.Comments("dee", "/yes")).ShouldBe(false);
        story.Comment!.ShouldContain("`/yes`: nothing here waits for your answer (dee)");
        story.Waits("2026-11-02T12:30").State!.Assignee!.Value.ShouldBe(new Login("dee"));
    }

    [TestMethod]
    [DataRow("ana")]
    [DataRow("contributor")]
    public void Nobody_else_answers_for_them(string other)
    {
        var story = Opened();
        story.Comments(story.Assignees, "/handoff dee");
        Answer(story.Comments(other, "/yes")).ShouldBe(false);
        Answer(story.Comments(other, "/no")).ShouldBe(false);
        story.State!.Questions.ShouldHaveSingleItem();
    }

    [TestMethod]
    public void After_a_no_it_comes_back_as_it_was()
    {
        var story = Opened();
        var (first, from) = (story.Assignees, story.State!.AssignedFrom);
        story.Comments(first, "/handoff dee");
        Answer(story.Comments("dee", "/no")).ShouldBe(true);
        story.Assignees.ShouldBe(first);
        story.State!.AssignedFrom.ShouldBe(from);
        story.State!.Assignee!.ByPerson.ShouldBeFalse("a rule had chosen them, and may go on");
        story.State!.Assignee!.Because.ShouldBe("dee did not want to take it over");
    }

    [TestMethod]
    public void Without_an_answer_it_comes_back_and_a_later_yes_is_too_late()
    {
        var story = Opened();
        story.Assigns("ana", "chidi");
        story.Comments("chidi", "/ack\n/handoff dee");
        story.Assignees.ShouldBe("dee");
        story.Waits("2026-11-02T12:04").Assignees.ShouldBe("dee");
        story.Waits("2026-11-02T12:30").Assignees.ShouldContain("chidi");
        story.Assignees.ShouldNotContain("dee");
        story.State!.Assignee!.ByPerson.ShouldBeTrue("a person had chosen them");
        Answer(story.Comments("dee", "/yes")).ShouldBe(false);
    }

    [TestMethod]
    public void What_a_person_decides_meanwhile_holds()
    {
        var story = Opened();
        story.Comments(story.Assignees, "/handoff dee").Comments("ben", "/assign kat");
        story.State!.Questions.ShouldBeEmpty();
        Answer(story.Comments("dee", "/no")).ShouldBe(false);
        story.Waits("2026-11-02T12:30").State!.Assignee!.Value.ShouldBe(new Login("kat"));
    }

    [TestMethod]
    public void Whom_GitHub_does_not_assign_does_not_keep_it_from_coming_back()
    {
        var story = Opened();
        var first = story.Assignees;
        story.Comments(first, "/handoff nobody-here").GitHubRefuses("nobody-here");
        story.Assignees.ShouldBe(first);
        story.State!.Questions.ShouldBeEmpty();
    }

    [TestMethod]
    public void Who_hands_it_on_has_taken_it()
    {
        var story = Opened();
        story.Comments(story.Assignees, "/handoff dee").Comments("dee", "/handoff kat");
        story.State!.Questions.ShouldHaveSingleItem().AskedBy.ShouldBe(new Login("dee"));
        story.Comments("kat", "/no").Assignees.ShouldBe("dee");
    }

    [TestMethod]
    [DataRow("/handoff")]
    [DataRow("/handoff one two")]
    [DataRow("/handoff ../../x")]
    public void What_is_no_login_is_refused(string command)
    {
        var story = Opened();
        var first = story.Assignees;
        Answer(story.Comments(first, command)).ShouldBe(false);
        Answer(story.Comments("visitor", "/handoff dee")).ShouldBe(false);
        Answer(story.Comments(first, $"/handoff {first}")).ShouldBe(false);
        story.Assignees.ShouldBe(first);
    }
}
