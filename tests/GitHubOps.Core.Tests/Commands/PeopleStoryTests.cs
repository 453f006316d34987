using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What people say of themselves and agree on by commands, and to whom that is refused.</summary>
[TestClass]
public class PeopleStoryTests
{
    /// <summary>Monday's shift begins at ten.</summary>
    private static Story Opened() =>
        Story.In("dashboard-factory").At("2026-11-02T11:00").Opens("contributor", "It stays empty",
            Story.TemplateBug());

    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    [TestMethod]
    public void Days_away_begin_where_the_rotation_lives()
    {
        var story = Opened().Comments("ben", "/away 12-20..01-05");
        Answer(story).ShouldBe(true);
        story.Said.ShouldHaveSingleItem().ShouldBe(new Saying(new Login("ben"), SayingKind.Away, story.Now,
            Story.Time("2026-12-20T00:00", Story.West), Story.Time("2027-01-06T00:00", Story.West)));
        story.Comment!.ShouldContain("ben is away on 2026-12-20..2027-01-05 (Los Angeles)");
    }

    [TestMethod]
    [DataRow("/away")]
    [DataRow("/away soon")]
    [DataRow("/away 2026-10-01..2026-10-05")]
    [DataRow("/away 2026-12-01..2028-12-01")]
    [DataRow("/away 2031-12-01")]
    [DataRow("/back")]
    [DataRow("/unmute")]
    public void What_cannot_be_is_refused(string command)
    {
        var story = Opened().Comments("ben", command);
        Answer(story).ShouldBe(false);
        story.Said.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("/away 12-20")]
    [DataRow("/mute")]
    public void Who_is_given_no_issues_here_has_nothing_to_say(string command)
    {
        var story = Opened().Comments("visitor", command);
        Answer(story).ShouldBe(false);
        story.Said.ShouldBeEmpty();
    }

    [TestMethod]
    public void Who_is_muted_is_passed_over_and_not_reminded()
    {
        var story = Opened();
        var has = story.Assignees;
        story.Comments(has, "/mute").Waits("2026-11-02T14:30");
        story.Last.Select(one => one.Effect).OfType<Effect.Tell>()
            .Where(tell => tell.How == EscalationKind.RemindAssignee).ShouldBeEmpty();
        story.Comments("ben", "/why");
        story.Comments(story.Assignees, "/reroll").Assignees.ShouldNotBe(has);
    }

    [TestMethod]
    public void A_person_named_is_assigned_even_when_away_and_it_is_told()
    {
        var story = Opened().Comments("dee", "/away 11-02..11-06").Comments("ben", "/assign dee");
        story.Assignees.ShouldBe("dee");
        story.Comment!.ShouldContain("dee has it and is away");
    }

    [TestMethod]
    [DataRow("/swap")]
    [DataRow("/swap dee")]
    [DataRow("/swap dee soon")]
    [DataRow("/swap @@ 2026-11-03")]
    [DataRow("/swap visitor 2026-11-03..07")]
    [DataRow("/swap dee 2026-10-01")]
    [DataRow("/swap dee 2026-11-03 nowhere")]
    [DataRow("/swap ana 2026-11-03 triage and more")]
    public void A_swap_that_cannot_be_asks_nobody(string command)
    {
        var story = Opened();
        var has = story.Assignees;
        Answer(story.Comments(has, command)).ShouldBe(false);
        Answer(story.Comments(has, $"/swap {has} 2026-11-03")).ShouldBe(false);
        story.State!.Questions.ShouldBeEmpty();
    }

    [TestMethod]
    public void Who_has_no_shift_then_has_nothing_to_give()
    {
        var story = Opened();
        var other = story.Policy.Rotations["triage"].Members.First(one => one.Value != story.Assignees).Value;
        Answer(story.Comments(other, $"/swap {story.Assignees} 2026-11-03..07 triage")).ShouldBe(false);
        story.Comment!.ShouldContain($"{other} has no such shift on 2026-11-03..2026-11-07");
    }

    [TestMethod]
    public void A_yes_in_the_middle_takes_what_is_left_and_no_answer_takes_nothing()
    {
        var story = Opened();
        var (has, other) = (story.Assignees, story.Assignees == "dee" ? "chidi" : "dee");
        story.Comments(has, $"/swap {other} 2026-11-02..07 triage").At("2026-11-05T12:00").Comments(other, "/yes");
        var triage = story.Policy.Rotations["triage"];
        Holder(triage, "2026-11-05T11:59").ShouldBe(has);
        Holder(triage, "2026-11-05T12:01").ShouldBe(other);
        Holder(triage, "2026-11-08T00:00").ShouldBe(has);
        story.Comments(has, $"/swap {other} 2026-11-08 triage").Waits("2026-11-09T01:00");
        story.State!.Questions.ShouldBeEmpty();
        story.Swaps["triage"].ShouldHaveSingleItem();
        story.Comments("ben", "/why").Comment!.ShouldContain(
            $"triage on 2026-11-08 stays as it is: {other} has not answered");
    }

    private static string? Holder(RotationDefinition rotation, string at) =>
        RotationSchedule.At(rotation, Story.Time(at, Story.West))?.Person.Value;
}
