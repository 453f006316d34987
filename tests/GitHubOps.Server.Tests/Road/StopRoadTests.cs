using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>The stop button on the whole road: nothing leaves us any more, and nothing of it is lost.</summary>
[TestClass]
public class StopRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    [TestMethod]
    public async Task A_leads_comment_stops_all_writing_and_another_lets_it_go_on()
    {
        await using var road = await Road.BeginAsync();
        var first = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var pause = await road.GitHub.As("ana").CommentAsync(first, "/ops pause");
        await road.RunAsync(AMinute);
        pause.Reactions.Select(reaction => reaction.Content).ShouldBe(["+1"], "who stopped it is answered");
        road.GitHub.Ledger.Clear();
        var second = await road.OpenFormAsync();
        await road.GitHub.As("ben").CommentAsync(first, "/sev s4 because it can wait");
        var refused = await road.GitHub.As("ben").CommentAsync(first, "/ops resume");
        await road.RunAsync(Duration.FromHours(2));
        road.GitHub.Ledger.Writes.ShouldBeEmpty();
        second.Labels.ShouldBeEmpty();
        refused.Reactions.ShouldBeEmpty();

        await road.GitHub.As("ana").CommentAsync(first, "/ops resume");
        await road.RunAsync(AMinute);
        second.Labels.ShouldNotBeEmpty();
        (await road.OurCommentsAsync(second)).ShouldHaveSingleItem();
        first.Labels.Select(label => label.Name).ShouldContain("sev/s4");
        refused.Reactions.Select(reaction => reaction.Content).ShouldBe(["confused"]);
        (await road.Store.StopsAsync()).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task It_does_not_wait_behind_what_happened_elsewhere_nor_for_GitHub()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        for (var n = 0; n < 5; n++) await road.OpenFormAsync($"Broken {n}");
        await road.StepAsync<InboxWorker>();
        road.Time.Advance(TimeSpan.FromSeconds(20));
        road.GitHub.Faults.Fail(1000, 502,
            request => request.Path.Contains("/collaborators/", StringComparison.Ordinal));
        await road.GitHub.As("ana").CommentAsync(issue, "/ops pause");
        await road.GitHub.WhenDeliveredAsync();
        await road.StepAsync<InboxWorker>();
        await road.StepAsync<InboxWorker>();
        (await road.Store.StopsAsync()).ShouldHaveSingleItem().StoppedBy.ShouldBe("ana");
        (await road.Store.StatusAsync(road.Now)).Inbox["ready"].ShouldBeGreaterThanOrEqualTo(4,
            "the others still wait");
    }

    [TestMethod]
    public async Task What_is_about_to_be_sent_is_held_too_and_goes_out_once()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.DecideAsync();
        road.Time.Advance(TimeSpan.FromSeconds(10));
        await road.DecideAsync();
        road.GitHub.Ledger.Clear();

        // As if somebody stopped it just after the batch was taken up.
        road.ChangeStore(database =>
        {
            using var command = database.CreateCommand();
            command.CommandText = "INSERT INTO stops (repo_id, stopped_by, stopped_at_ms) VALUES (0, 'noor', 1)";
            return command.ExecuteNonQuery();
        });
        (await road.StepAsync<OutboxWorker>()).ShouldBeTrue();
        await road.RunAsync(Duration.FromMinutes(10));
        road.GitHub.Ledger.Writes.ShouldBeEmpty();
        (await road.Store.QueueAsync(0, 10)).ShouldHaveSingleItem().Held.ShouldBe(1);
        (await road.Store.LetWriteAsync(null)).ShouldBeTrue();
        await road.RunAsync(AMinute);
        issue.Labels.ShouldNotBeEmpty();
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem();
    }

    [TestMethod]
    public async Task On_release_what_nobody_wants_is_dropped_and_the_journal_says_who_dropped_it()
    {
        await using var road = await Road.BeginAsync();
        var repository = (await road.Store.RepositoryIdAsync(new RepoName("acme", "dashboard-factory")))!.Value;
        (await road.Store.StopWritingAsync(repository, "ana", road.Now)).ShouldBeTrue();
        var (wanted, unwanted) = (await road.OpenFormAsync(), await road.OpenFormAsync());
        await road.RunAsync(AMinute);
        var queue = await road.Store.QueueAsync(0, 10);
        queue.Count.ShouldBe(2);
        queue.ShouldAllBe(row => row.Repository == Road.Repo && row.Held == 1);
        var batch = queue.Single(row => row.Number == unwanted.Number).OutboxId;
        (await road.Store.DropAsync([batch, 4711], "ana", road.Now)).ShouldBe([batch]);
        (await road.Store.LetWriteAsync(repository)).ShouldBeTrue();
        (await road.Store.LetWriteAsync(repository)).ShouldBeFalse();
        await road.RunAsync(AMinute);
        wanted.Labels.ShouldNotBeEmpty();
        unwanted.Labels.ShouldBeEmpty();
        (await road.Store.JournalAsync(new IssueId(unwanted.Id)))[^1].Because.ShouldBe("dropped by ana");
    }

    [TestMethod]
    public async Task Whoever_runs_the_service_stops_lists_drops_and_releases_at_the_loopback_door()
    {
        await using var road = await Road.BeginAsync();
        using var client = new HttpClient { BaseAddress = road.StatusAddress };
        (await client.GetAsync(QueueApi.Root)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Forbidden,
            "without the header");
        client.DefaultRequestHeaders.Add(AdminGuard.Header, "1");
        (await PostAsync(client, QueueApi.StopPath, "{\"by\":\"noor\"}")).Status.ShouldBe(200);
        await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var status = JsonDocument.Parse(await client.GetStringAsync("/status")).RootElement;
        status.GetProperty("stopped")[0].GetString()!.ShouldStartWith("every repository: by noor since ");
        var page = JsonDocument.Parse(await client.GetStringAsync(QueueApi.Root)).RootElement;
        page.GetProperty("stops")[0].GetProperty("by").GetString().ShouldBe("noor");
        var act = page.GetProperty("acts").EnumerateArray().Single();
        act.GetProperty("waits").GetString().ShouldBe("writing is stopped");
        act.GetProperty("does").EnumerateArray().Select(one => one.GetString()).ShouldContain("write the comment");
        var id = act.GetProperty("id").GetInt64();
        (await PostAsync(client, QueueApi.DropPath, $"{{\"by\":\"noor\",\"acts\":[{id}]}}")).Body.ShouldContain(
            $"{id}");
        (await PostAsync(client, QueueApi.ReleasePath, "{\"by\":\"noor\"}")).Status.ShouldBe(200);
        (await PostAsync(client, QueueApi.ReleasePath, "{\"by\":\"noor\"}")).Status.ShouldBe(409);
        (await PostAsync(client, QueueApi.StopPath, "{\"by\":\"noor\",\"repository\":\"acme/none\"}")).Status.ShouldBe(
            404);
        foreach (var bad in (string[])["{}", "", "{\"by\":\"\"}", "{\"by\":\"a\\nb\"}", "no JSON"])
            (await PostAsync(client, QueueApi.StopPath, bad)).Status.ShouldBe(400, bad);
        (await client.GetAsync(QueueApi.StopPath)).StatusCode.ShouldBe(System.Net.HttpStatusCode.MethodNotAllowed);
    }

    private static async Task<(int Status, string Body)> PostAsync(HttpClient client, string path, string body)
    {
        using var content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(body));
        using var response = await client.PostAsync(path, content);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
