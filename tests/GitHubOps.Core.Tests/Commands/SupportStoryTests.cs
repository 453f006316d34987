namespace GitHubOps.Core.Tests;

/// <summary>Questions: where their answer stands, where to ask and by when, and first-time contributors.</summary>
[TestClass]
public class SupportStoryTests
{
    private static bool? Answer(Story story) =>
        story.Last.Select(one => one.Effect).OfType<Effect.React>().SingleOrDefault()?.Agrees;

    private static Story Asked(string question) =>
        Story.In("dashboard-factory").Opens("contributor", "How do I publish?",
        Story.Form("Your template", "_No response_", "Your question", question, "Before you ask",
            "- [X] I have read docs/connect-data.md and docs/publishing/review-queue.md"));

    [TestMethod]
    public void A_support_form_leads_to_its_answer_and_to_where_it_is_discussed()
    {
        var story = Asked("Where do I connect my data?");
        story.Labels.ShouldContain("type/support");
        story.Comment!.ShouldStartWith("This looks like a question rather than a fault. The quickest answer is here: " +
            "[connect data](/acme/dashboard-factory/blob/main/docs/connect-data.md).");
        story.Comment!.ShouldContain(
            "[Q&amp;A](/acme/dashboard-factory/discussions/new?category=q-a&title=How%20do%20I%20publish%3F" +
            $"&body=acme%2Fdashboard-factory%23{story.Issue.Number})");
        story.CommentFacts!.State.ShouldBe("running");
        story.Clock(Metric.Respond).Target.ToString().ShouldBe("2bd");
        story.Comment!.ShouldContain("someone answers by **Tue 3 Nov, 16:00 (Los Angeles)**");
        story.State!.Clocks.ShouldNotContain(clock => clock.Metric == Metric.Fix);
    }

    [TestMethod]
    public void Where_no_page_is_sure_the_few_there_are_are_shown()
    {
        var story = Asked("Why is the gallery green?");
        story.State!.Answer.ShouldBeNull();
        story.Comment!.ShouldContain("The quickest answer may be here: [connect data](");
        story.Comment!.ShouldContain(", [request access](");
    }

    [TestMethod]
    public void A_triager_names_the_page_and_the_issue_is_a_question_from_then_on()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "It stays empty", Story.TemplateBug());
        Answer(story.Comments("visitor", "/answer connect-data")).ShouldBe(false);
        Answer(story.Comments("ben", "/answer nothing")).ShouldBe(false);
        story.Comment!.ShouldContain("there is no answer `nothing`; there are `connect-data`, `request-access`");
        Answer(story.Comments("ben", "/answer Request-Access")).ShouldBe(true);
        story.Labels.ShouldContain("type/support");
        story.Labels.ShouldNotContain("type/bug");
        story.Comment!.ShouldStartWith(
            "This is a question rather than a fault. The quickest answer is here: [request access](");
        story.Clock(Metric.Fix).Outcome.ShouldBe(ClockOutcome.Cancelled);
        story.Clock(Metric.Respond).Target.ToString().ShouldBe("2bd");
        Answer(story.Comments("ben", "/type bug")).ShouldBe(true);
        story.Comment!.ShouldStartWith("**");
        story.State!.Clocks.Last(clock => clock.Metric == Metric.Fix).State.ShouldBe(ClockState.Running);
    }

    [TestMethod]
    public void Nobody_s_words_leave_the_address()
    {
        var story = Story.In("dashboard-factory").Opens("contributor", "a) [x](http://evil) @all `b` <script>",
            "Nothing.").Comments("ben", "/answer connect-data");
        story.Comment!.ShouldNotContain("evil)");
        story.Comment!.ShouldNotContain("@all");
        story.Comment!.ShouldNotContain("<script>");
    }

    [TestMethod]
    public void A_first_time_contributor_gets_a_buddy_and_is_shown_the_guide()
    {
        var story = Story.In("ide-extension");
        story.IsNewcomer = true;
        story.Opens("contributor", "A wish", "Could it be blue?");
        var triage = story.Policy.Rotations["triage"];
        triage.Members.ShouldContain(story.Issue.Assignees.ShouldHaveSingleItem());
        story.State!.AssignedFrom.ShouldBe("triage");
        story.Clock(Metric.Respond).Target.ShouldBe(story.Policy.Targets[Metric.Respond].For(Severity.S3)!.Value);
        story.Comment!.ShouldContain(
            "This is your first issue here: [how to contribute](/acme/ide-extension/blob/main/CONTRIBUTING.md).");
    }

    [TestMethod]
    public void Only_whom_it_is_true_for_is_welcomed()
    {
        Story.In("ide-extension").Opens("contributor", "A wish", "Could it be blue?").Comment!.ShouldNotContain(
            "first issue");
        var member = Story.In("ide-extension");
        member.IsNewcomer = true;
        member.Opens(member.Policy.Rotations["triage"].Members[0].Value, "A wish", "Could it be blue?");
        member.Comment!.ShouldNotContain("first issue");
        member.State!.IsNewcomer.ShouldBeFalse();
    }
}
