using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>How often we write, seen from GitHub.</summary>
[TestClass]
public class MannersRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    [TestMethod]
    public async Task The_comment_is_edited_by_rule_once_in_five_minutes_and_says_the_newest()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        road.GitHub.Ledger.Clear();
        foreach (var label in (string[])["sev/s3", "area/dashboards", "sev/s4", "area/pipeline"])
        {
            await road.GitHub.As("ben").AddLabelAsync(issue, label);
            await road.RunAsync(Duration.FromSeconds(40));
        }

        Edits(road, issue).ShouldBe(0);
        await road.RunAsync(Duration.FromMinutes(5));
        Edits(road, issue).ShouldBe(1);
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain("pipeline");
    }

    [TestMethod]
    public async Task What_a_person_asked_for_is_said_at_once()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        await road.GitHub.As("ben").AddLabelAsync(issue, "sev/s3");
        await road.RunAsync(Duration.FromSeconds(10));
        await road.GitHub.As("ben").CommentAsync(issue, "/sev s4 because it can wait");
        await road.RunAsync(Duration.FromSeconds(10));
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain("s4");
        road.GitHub.Ledger.Clear();
        await road.RunAsync(Duration.FromMinutes(30));
        Edits(road, issue).ShouldBe(0, "what waited has been said with it");
    }

    [TestMethod]
    public async Task A_flood_of_acts_by_rule_ends_at_the_hours_bound()
    {
        await using var road = await Road.BeginAsync(ops: ops => ops + "\nmanners: { writes_per_hour: 3 }\n");
        var issues = new List<SandboxIssue>();
        for (var n = 0; n < 5; n++) issues.Add(await road.OpenFormAsync($"Broken {n}"));
        await road.RunAsync(Duration.FromMinutes(50));
        issues.Count(issue => issue.Labels.Length > 0).ShouldBe(3);
        var asked = await road.GitHub.As("ben").CommentAsync(issues[0], "/why");
        await road.RunAsync(AMinute);
        asked.Reactions.ShouldHaveSingleItem().Content.ShouldBe("+1", "what people ask for is not counted");
        await road.RunAsync(Duration.FromMinutes(30));
        issues.ShouldAllBe(issue => issue.Labels.Length > 0);
    }

    private static int Edits(Road road, SandboxIssue issue) => road.GitHub.Ledger.WritesFor(issue).Count(request =>
        request.Fields.Any(field => field.Field == "updateIssueComment"));
}
