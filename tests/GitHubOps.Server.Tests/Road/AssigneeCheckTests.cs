using System.Net.Http.Json;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Who is named by a policy and cannot be assigned is known before the first issue, and told once.</summary>
[TestClass]
public class AssigneeCheckTests
{
    [TestMethod]
    public async Task Who_cannot_be_assigned_is_found_when_the_policy_is_read_and_passed_over()
    {
        await using var road = await BeginAsync();
        (await UnassignableAsync(road)).ShouldBe([$"{Road.Repo}: zoe"]);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        issue.AssigneeLogins.ShouldHaveSingleItem().ShouldNotBe("zoe");
        var journal = await road.Store.JournalAsync(new IssueId(issue.Id));
        journal.ShouldContain(row => row.Because.Contains("zoe cannot be assigned here", StringComparison.Ordinal));
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1, "GitHub had to refuse nobody");
    }

    [TestMethod]
    public async Task A_policy_that_is_read_again_asks_for_nobody_twice_and_tells_it_once()
    {
        await using var road = await BeginAsync();
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, "OWNERS", "approvers: [ana, dee]\nreviewers: [ben]\n");
        await road.RunAsync(Duration.FromMinutes(1));
        Asked(road).ShouldBeEmpty();
        (await UnassignableAsync(road)).ShouldBe([$"{Road.Repo}: zoe"]);
    }

    [TestMethod]
    public async Task After_a_restart_everybody_is_asked_for_again_and_who_can_be_assigned_now_is()
    {
        await using var road = await BeginAsync();
        await road.StopAsync();
        await road.GitHub.As("ana").SetRoleAsync(Road.Repo, "zoe", RepositoryRole.Write);
        await road.GitHub.WhenDeliveredAsync();
        await road.StartAsync();
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, "OWNERS", "approvers: [ana, dee]\nreviewers: [ben]\n");
        await road.RunAsync(Duration.FromMinutes(1));
        Asked(road).ShouldContain("zoe");
        (await UnassignableAsync(road)).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_name_that_is_no_login_is_never_sent_to_GitHub()
    {
        await using var road = await BeginAsync("'not a login'");
        (await UnassignableAsync(road)).ShouldBe([$"{Road.Repo}: not a login"]);
    }

    private static Task<Road> BeginAsync(string stranger = "zoe") => Road.BeginAsync(
        ops => ops.Replace("every: 1w, starts: Mon 10:00, calendar: west, at_most: 6", "calendar: west, at_most: 6",
            StringComparison.Ordinal),
        async github =>
        {
            if (stranger == "zoe") github.World.AddUser("zoe");
            await github.As("ana").PushFileAsync(Road.Repo, "OWNERS_ALIASES",
                $"aliases:\n  factory-team: [{stranger}, ana, ben, chidi, dee]\n");
        });

    private static IEnumerable<string> Asked(Road road) => road.GitHub.Ledger.Requests
        .Select(request => request.Path).Where(path => path.Contains("/assignees/", StringComparison.Ordinal))
        .Select(path => path[(path.LastIndexOf('/') + 1)..]);

    private static async Task<string?[]> UnassignableAsync(Road road)
    {
        using var http = new HttpClient();
        var status = await http.GetFromJsonAsync<JsonElement>(new Uri(road.StatusAddress, "/status"));
        return [.. status.GetProperty("unassignable").EnumerateArray().Select(one => one.GetString())];
    }
}
