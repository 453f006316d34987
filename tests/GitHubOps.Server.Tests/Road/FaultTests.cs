using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>GitHub and the network have a bad day; nobody sees a second comment, and nothing is lost.</summary>
[TestClass]
public class FaultTests
{
    [TestMethod]
    public async Task Every_delivery_twice_changes_nothing()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Double(1000);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        await IsTriagedOnceAsync(road, issue);
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1);
    }

    [TestMethod]
    public async Task A_delivery_that_failed_is_handled_when_it_comes_again()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Fail(1, when: happened => happened.FullName == "issues.opened");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.Redeliver(road.GitHub.Deliveries.Last(delivery => !delivery.IsOk));
        await road.RunAsync(Duration.FromMinutes(1));
        await IsTriagedOnceAsync(road, issue);
    }

    [TestMethod]
    public async Task Deliveries_in_the_wrong_order_lead_to_the_same_end()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Reorder(3);
        var issue = await road.OpenFormAsync();
        await road.GitHub.As("contributor").EditIssueAsync(issue, title: "A better title");
        await road.GitHub.As("contributor").CommentAsync(issue, "It also happens on Tuesdays.");
        road.GitHub.Faults.Deliveries.ReleaseHeld();
        await road.RunAsync(Duration.FromMinutes(2));
        await IsTriagedOnceAsync(road, issue);
    }

    [TestMethod]
    public async Task News_of_a_closed_issue_that_overtakes_its_opening_leaves_it_alone()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Reorder(2);
        var issue = await road.OpenFormAsync();
        await road.GitHub.As("contributor").CloseAsync(issue);
        road.GitHub.Faults.Deliveries.ReleaseHeld();
        await road.RunAsync(Duration.FromDays(3));
        issue.LabelNames.ShouldNotContain("sla/late");
        (await road.OurCommentsAsync(issue)).Count.ShouldBeLessThanOrEqualTo(1);
    }

    [TestMethod]
    public async Task Half_an_hour_of_bad_gateways_delays_and_loses_nothing()
    {
        await using var road = await Road.BeginAsync();
        var bad = true;
        road.GitHub.Faults.Fail(100_000, 502, _ => bad);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(30));
        road.GitHub.Deliveries.ShouldAllBe(delivery => delivery.StatusCode == 202, "taking in goes on");
        (await road.Store.StatusAsync(Instant.MaxValue)).DeadLetters.ShouldBeEmpty();
        bad = false;
        await road.RunAsync(Duration.FromMinutes(10));
        await IsTriagedOnceAsync(road, issue);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(502)]
    public async Task A_write_that_was_done_and_whose_answer_was_lost_is_not_done_again(int? status)
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.ApplyThenFail(
            1, status, request => request.IsWrite && request.Path.EndsWith("graphql", StringComparison.Ordinal));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(10));
        await IsTriagedOnceAsync(road, issue);
    }

    [TestMethod]
    public async Task A_limited_installation_sends_nothing_until_the_limit_is_over()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.SecondaryLimit(1, "600", when: request => request.IsWrite);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(30));
        var sent = road.GitHub.Ledger.Requests.Count;
        await road.RunAsync(Duration.FromMinutes(9));
        road.GitHub.Ledger.Requests.Count(
            request => request.Credential == CredentialKind.Installation && request.At > Road.Start.AddMinutes(4))
            .ShouldBe(0, $"{sent} requests before");
        await road.RunAsync(Duration.FromMinutes(3));
        await IsTriagedOnceAsync(road, issue);
    }

    [TestMethod]
    public async Task A_flood_keeps_GitHubs_pace()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.EnforcePace = true;
        var issues = new List<SandboxIssue>();
        for (var n = 0; n < 30; n++) issues.Add(await road.OpenFormAsync($"Broken {n}"));
        await road.RunAsync(Duration.FromMinutes(5));
        foreach (var issue in issues) (await road.OurCommentsAsync(issue)).Count.ShouldBe(1, issue.ToString());
        road.GitHub.Ledger.PaceViolations.ShouldBeEmpty();
        var times = road.GitHub.Ledger.Writes.Select(write => write.At).ToList();
        times.Zip(times.Skip(1)).ShouldAllBe(pair => pair.Second - pair.First >= TimeSpan.FromSeconds(1));
    }

    [TestMethod]
    public async Task Nonsense_is_a_dead_letter_and_the_next_event_is_handled()
    {
        await using var road = await Road.BeginAsync();
        foreach (var (json, n) in new[] { "[]", "null", "{\"action\":\"opened\"}", new string('[', 10_000),
            "{\"action\":\"opened\",\"issue\":1e999}", "\"\\ud800\"", "\0" }.Select((json, n) => (json, n)))
        {
            await road.Store.ReceiveAsync(new IncomingDelivery(
                new DeliveryId($"bad-{n}"), "issues", Instant.FromDateTimeOffset(Road.Start),
                BodyCodec.Compress(
                    System.Text.Encoding.UTF8.GetBytes(json)), System.Text.Encoding.UTF8.GetByteCount(json)));
        }

        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(15));
        await IsTriagedOnceAsync(road, issue);
        (await road.Store.StatusAsync(Instant.MaxValue)).Inbox.GetValueOrDefault("dead").ShouldBe(7);
    }

    private static async Task IsTriagedOnceAsync(Road road, SandboxIssue issue)
    {
        issue.LabelNames.ShouldContain("sev/s2");
        issue.LabelNames.ShouldContain("area/publishing");
        issue.AssigneeLogins.Count().ShouldBe(1);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.StatusAsync(Instant.MaxValue)).Outbox.Keys.ShouldBe(["done"]);
    }
}
