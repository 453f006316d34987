using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// The organisation has not accepted a permission (yet): nothing is lost, and nobody has to ask again.
/// </summary>
[TestClass]
public class PermissionTests
{
    [TestMethod]
    public async Task What_a_missing_permission_held_up_is_written_by_itself_once_it_is_accepted()
    {
        await using var road = await Road.BeginAsync();
        await AcceptAsync(road, "read");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(10));
        issue.LabelNames.ShouldBeEmpty();
        var status = await road.Store.StatusAsync(road.Now);
        status.Blocked.ShouldHaveSingleItem().ParkedBecause!.ShouldContain("not granted");
        status.DeadLetters.ShouldBeEmpty();
        var sent = road.GitHub.Ledger.Requests.Count(request => request.At > road.Time.GetUtcNow().AddMinutes(-5));
        sent.ShouldBeLessThan(5, "it waits, and does not try again and again");

        await AcceptAsync(road, "write");
        await road.RunAsync(Duration.FromSeconds(30));
        issue.LabelNames.ShouldContain("sev/s2");
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.StatusAsync(road.Now)).Blocked.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_write_that_is_refused_for_want_of_a_permission_waits_for_it()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();

        // The token had been made before the permission was taken back.
        road.GitHub.Faults.Fail(int.MaxValue, 403, request => request.IsWrite);
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.OurCommentsAsync(issue)).ShouldBeEmpty();
        (await road.Store.StatusAsync(road.Now)).DeadLetters.ShouldBeEmpty();
        (await road.Store.StatusAsync(road.Now)).Blocked.Single().ParkedBecause!.ShouldContain("not accessible");
        road.GitHub.Faults.Clear();
        await AcceptAsync(road, "write");
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task An_issue_that_is_not_visible_yet_is_tried_again_for_some_seconds()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        var path = $"/repos/{Road.Repo}/issues/{issue.Number}";
        road.GitHub.Faults.Fail(
            3, 404, request => request.IsWrite || request.Path.StartsWith(path, StringComparison.Ordinal));
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        issue.LabelNames.ShouldContain("sev/s2");
        (await road.Store.StatusAsync(road.Now)).DeadLetters.ShouldBeEmpty();
    }

    private static Task AcceptAsync(Road road, string level)
    {
        road.GitHub.App.AskFor("issues", level);
        return road.GitHub.As("ana").AcceptPermissionsAsync(road.GitHub.World.Installations.Single());
    }
}
