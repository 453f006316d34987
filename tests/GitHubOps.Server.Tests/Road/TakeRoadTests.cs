using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Taken issues, questions and newcomers: from the webhook to what GitHub shows afterwards.</summary>
[TestClass]
public class TakeRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    private static async Task<SandboxIssue> OpenListedAsync(Road road, string title)
    {
        var issue = await road.OpenFormAsync(title);
        await road.GitHub.As("ana").AddLabelAsync(issue, "good first issue");
        await road.RunAsync(AMinute);
        return issue;
    }

    [TestMethod]
    public async Task What_is_taken_is_free_again_after_fourteen_days_and_a_third_is_refused()
    {
        await using var road = await Road.BeginAsync();
        var (one, two, three) = (await OpenListedAsync(road, "One"), await OpenListedAsync(road, "Two"),
            await OpenListedAsync(road, "Three"));
        var contributor = road.GitHub.As("contributor");
        foreach (var issue in (SandboxIssue[])[one, two]) await contributor.CommentAsync(issue, "/take");
        await road.RunAsync(AMinute);
        one.AssigneeLogins.ShouldBe(["contributor"]);
        two.AssigneeLogins.ShouldBe(["contributor"]);
        var refused = await contributor.CommentAsync(three, "/take");
        await road.RunAsync(AMinute);
        refused.Reactions.Select(reaction => reaction.Content).ShouldBe(["confused"]);
        three.AssigneeLogins.ShouldNotContain("contributor");
        await contributor.CommentAsync(two, "/drop");
        await contributor.OpenForkPullAsync(Road.Repo, "Mend it", new Dictionary<string, string?> { ["a.md"] = "x" },
            body: $"It fixes #{one.Number}.");
        await road.RunAsync(Duration.FromDays(15));
        one.AssigneeLogins.ShouldContain("contributor", "the pull request is open");
        two.AssigneeLogins.ShouldNotContain("contributor");
        var pull = road.GitHub.World.Repository(Road.Repo).Pulls.Values.Single();
        await road.GitHub.As("ana").ClosePullAsync(pull);
        await road.RunAsync(Duration.FromDays(15));
        one.AssigneeLogins.ShouldNotContain("contributor");
        road.GitHub.Ledger.Unsupported.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_support_form_is_led_to_its_answer()
    {
        await using var road = await Road.BeginAsync();
        var issue =
            await road.GitHub.As("contributor").OpenFormAsync(Road.Repo, "publish-help.yml", "How do I publish?",
            new Dictionary<string, string>
            {
                ["question"] = "Where do I connect my data?",
                ["read"] = "I have read docs/connect-data.md and docs/publishing/review-queue.md",
            });
        await road.RunAsync(AMinute);
        issue.LabelNames.ShouldContain("type/support");
        var comment = (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body;
        comment.ShouldContain("[connect data](/acme/dashboard-factory/blob/main/docs/connect-data.md)");
        comment.ShouldContain("discussions/new?category=q-a&title=");
    }

    [TestMethod]
    public async Task The_first_issue_of_somebody_gets_a_buddy_and_the_second_no_welcome()
    {
        await using var road = await Road.BeginAsync(ops => ops.Replace(
            "  guide: CONTRIBUTING.md", "  guide: CONTRIBUTING.md\n  buddy: release", StringComparison.Ordinal));
        var first = await road.GitHub.As("contributor").OpenIssueAsync(Road.Repo, "A wish", "Could it be blue?");
        await road.RunAsync(AMinute);
        (await road.OurCommentsAsync(first)).ShouldHaveSingleItem().Body.ShouldContain("This is your first issue here");
        first.AssigneeLogins.ShouldHaveSingleItem();
        var second = await road.GitHub.As("contributor").OpenIssueAsync(Road.Repo, "Another", "Could it be red?");
        await road.RunAsync(AMinute);
        (await road.OurCommentsAsync(second)).ShouldHaveSingleItem().Body.ShouldNotContain("first issue");
    }
}
