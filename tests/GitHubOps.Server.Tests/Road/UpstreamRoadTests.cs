using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What waits for another project: from the command to the day on which that is closed.</summary>
[TestClass]
public class UpstreamRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    private static async Task<(Road Road, SandboxIssue Theirs, SandboxIssue Ours)> BeginAsync()
    {
        var road = await Road.BeginAsync();
        road.GitHub.World.AddOrganization("elsewhere", "zoe");
        road.GitHub.World.AddRepository("elsewhere", "editor");
        var theirs = await road.GitHub.As("zoe").OpenIssueAsync("elsewhere/editor", "It crashes", "Often.");
        var ours = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        return (road, theirs, ours);
    }

    private static List<SandboxRequest> LooksAt(Road road, SandboxIssue issue) =>
        [.. road.GitHub.Ledger.Requests.Where(request =>
        request.Method == "GET" && request.Path == $"/repos/{issue.Repository.FullName}/issues/{issue.Number}")];

    [TestMethod]
    public async Task It_is_looked_at_every_day_for_nothing_and_goes_on_when_theirs_is_closed()
    {
        var (road, theirs, ours) = await BeginAsync();
        await using var end = road;
        var has = ours.AssigneeLogins.ShouldHaveSingleItem();
        await road.GitHub.As("ben").CommentAsync(ours, $"/upstream elsewhere/editor#{theirs.Number}");
        await road.RunAsync(AMinute);
        ours.LabelNames.ShouldContain("waiting/upstream");
        await road.RunAsync(Duration.FromDays(3));
        var looks = LooksAt(road, theirs);
        looks.Count.ShouldBe(4);
        looks.Skip(1).ShouldAllBe(look => look.Status == 304);
        ours.LabelNames.ShouldContain("waiting/upstream");
        await road.GitHub.As("zoe").CloseAsync(theirs);
        await road.RunAsync(Duration.FromDays(1));
        ours.LabelNames.ShouldNotContain("waiting/upstream");
        ours.AssigneeLogins.ShouldContain(has);
        var seen = LooksAt(road, theirs).Count;
        await road.RunAsync(Duration.FromDays(3));
        LooksAt(road, theirs).Count.ShouldBe(seen, "nobody waits for it any more");
        theirs.Timeline.Select(entry => entry.Kind).ShouldBe(["closed"], "they were told nothing");
    }

    [TestMethod]
    public async Task What_cannot_be_read_is_said_once_and_a_restart_forgets_nothing()
    {
        var (road, theirs, ours) = await BeginAsync();
        await using var end = road;
        await road.GitHub.As("ben").CommentAsync(ours, "/upstream elsewhere/editor#99");
        await road.RunAsync(Duration.FromDays(2));
        (await road.OurCommentsAsync(ours)).ShouldHaveSingleItem().Body.ShouldContain(
            "`elsewhere/editor#99` cannot be read: ");
        await road.GitHub.As("ben").CommentAsync(ours, $"/upstream elsewhere/editor#{theirs.Number}");
        await road.RunAsync(AMinute);
        await road.RestartAsync();
        await road.GitHub.As("zoe").CloseAsync(theirs);
        await road.RunAsync(Duration.FromDays(2));
        ours.LabelNames.ShouldNotContain("waiting/upstream");
    }

    [TestMethod]
    public async Task The_issues_own_text_is_answered_by_a_sign_on_the_issue()
    {
        await using var road = await Road.BeginAsync();
        var issue =
            await road.GitHub.As("contributor").OpenIssueAsync(Road.Repo, "Hm", "It is broken.\n\n/area publishing\n");
        await road.RunAsync(AMinute);
        issue.LabelNames.ShouldContain("area/publishing");
        issue.Reactions.Select(reaction => reaction.Content).ShouldBe(["+1"]);
    }
}
