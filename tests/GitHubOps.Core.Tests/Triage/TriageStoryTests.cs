namespace GitHubOps.Core.Tests;

/// <summary>The situations that the product is for, in the example repositories.</summary>
[TestClass]
public class TriageStoryTests
{
    [TestMethod]
    public void A_template_bug_with_its_area_answered_has_everything_at_once()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "Revenue tile shows nothing", Story.TemplateBug());
        story.Labels.ShouldBe("area/dashboards sev/s2 type/bug waiting/triage");
        story.Assignees.ShouldBe("ana");
        story.CommentFacts!.DueAt.ShouldBe(Story.Time("2026-11-02T12:00", Story.West));
        story.Writes.OfType<Effect.PutComment>().Count().ShouldBe(1);
        Console.WriteLine(story.Comment);
        foreach (var d in story.Last) Console.WriteLine(d);
    }
}
