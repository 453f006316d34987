namespace GitHubOps.Core.Tests;

/// <summary>The stop button: who may press it, and what is said to them.</summary>
[TestClass]
public class StopStoryTests
{
    private static Story Opened() =>
        Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug())
            .At("2026-10-30T16:05");

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    private static Steering? Steered(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.Steer>().SingleOrDefault()?.What;

    [TestMethod]
    public void A_lead_stops_all_writing_and_lets_it_go_on()
    {
        var story = Opened().Comments("ana", "/ops pause");
        (Answer(story), Steered(story)).ShouldBe((true, Steering.Stop));
        story.Stop = new WritingStop("ana", story.Now, IsEverywhere: false);
        story.Comments("dee", "/OPS pause");
        (Answer(story), Steered(story)).ShouldBe((false, null));
        story.Comment!.ShouldContain("`/ops pause`: ana has stopped it already (dee)");
        story.Comments("dee", "/ops resume");
        (Answer(story), Steered(story)).ShouldBe((true, Steering.GoOn));
        story.Stop = null;
        Answer(story.Comments("dee", "/ops resume")).ShouldBe(false);
    }

    [TestMethod]
    [DataRow("ben", DisplayName = "a reviewer")]
    [DataRow("contributor", DisplayName = "the author")]
    [DataRow("visitor", DisplayName = "somebody")]
    public void Nobody_else_can(string who)
    {
        var story = Opened();
        story.SenderRole = RepoRole.Admin;
        story.Comments(who, "/ops pause");
        (Answer(story), Steered(story)).ShouldBe((false, null));
        story.Comment!.ShouldContain($"`/ops pause`: that is for the repository's leads ({who})");
    }

    [TestMethod]
    public void What_was_stopped_everywhere_no_command_ends()
    {
        var story = Opened();
        story.Stop = new WritingStop("the operator", story.Now, IsEverywhere: true);
        story.Comments("ana", "/ops resume");
        (Answer(story), Steered(story)).ShouldBe((false, null));
    }

    [TestMethod]
    public void A_change_is_approved_where_one_waits()
    {
        var story = Opened();
        Answer(story.Comments("ana", "/ops approve")).ShouldBe(false);
        story.AwaitingApproval = 31;
        story.Comments("ana", "/ops approve");
        (Answer(story), Steered(story)).ShouldBe((true, Steering.Approve));
        story.Comment!.ShouldContain("ana approved a change that touches 31 issues");
        Answer(story.Comments("ana", "/ops go")).ShouldBe(false);
    }

    [TestMethod]
    public void It_works_on_an_issue_that_is_closed_or_wants_silence()
    {
        var story = Opened().Comments("ben", "/quiet").Closes("ben").Comments("ana", "/ops pause");
        (Answer(story), Steered(story)).ShouldBe((true, Steering.Stop));
    }

    [TestMethod]
    [DataRow("/ops pause", true)]
    [DataRow("Stop!\n/OPS resume", true)]
    [DataRow("`/ops pause`", false)]
    [DataRow("> /ops pause", false)]
    [DataRow("```\n/ops pause\n```", false)]
    [DataRow("see /ops pause", false)]
    [DataRow("/opsy", false)]
    [DataRow(null, false)]
    public void What_presses_the_button_is_known_before_it_is_decided(string? text, bool isSteering) =>
        CommandReader.IsSteering(text).ShouldBe(isSteering);
}
