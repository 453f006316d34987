using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>The service was away; what did GitHub want to tell it?</summary>
[TestClass]
public class DeliveryRecoveryTests
{
    [TestMethod]
    public async Task After_two_hours_away_every_delivery_is_recovered_once()
    {
        await using var road = await Road.BeginAsync();
        await road.RunAsync(Duration.FromMinutes(20));
        await road.StopAsync();
        var issues = await OpenAsync(road, 3);
        var openedAt = road.Time.GetUtcNow();
        await road.GitHub.WhenDeliveredAsync();
        road.Time.Advance(TimeSpan.FromHours(2));
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        foreach (var issue in issues)
        {
            issue.LabelNames.ShouldContain("sev/s2");
            issue.AssigneeLogins.Count().ShouldBe(1);
            (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
            var state = IssueStateJson.Read((await road.Store.IssueAsync(new IssueId(issue.Id)))!.State);
            state.Clocks.ShouldAllBe(clock =>
                clock.StartedAt <= Instant.FromDateTimeOffset(openedAt), "from the opening, not from our waking");
        }

        var asked = Asked(road)
            .Count(request => request.Path.StartsWith("/app/hook/deliveries/", StringComparison.Ordinal));
        asked.ShouldBe((int)await road.Store.RecoveredCountAsync(), "each is fetched once");
        (await road.Store.MissedCountAsync()).ShouldBe(0);
        (await road.Store.RecoveryReportsAsync()).ShouldBeEmpty();
        road.GitHub.Ledger.Unsupported.ShouldBeEmpty();
        road.GitHub.Ledger.PaceViolations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_delivery_that_arrives_late_after_all_is_there_once()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Fail(1, when: happened => happened.FullName == "issues.opened");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(6));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        road.GitHub.Redeliver(road.GitHub.Deliveries.Single(one => !one.IsOk));
        await road.RunAsync(Duration.FromMinutes(6));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        road.GitHub.Deliveries[^1].IsOk.ShouldBeTrue();
        (await road.Store.RecoveredCountAsync()).ShouldBe(1);
    }

    [TestMethod]
    public async Task What_was_answered_but_is_not_in_the_store_is_fetched_too()
    {
        await using var road = await Road.BeginAsync();
        await road.RunAsync(Duration.FromMinutes(11));
        road.KeepStore("before");
        var issue = await road.OpenFormAsync();
        await road.GitHub.WhenDeliveredAsync();
        road.GitHub.Deliveries.ShouldAllBe(one => one.IsOk);
        await road.StopAsync();
        road.BringBackStore("before");
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.RecoveredCountAsync()).ShouldBeGreaterThan(0);
    }

    [TestMethod]
    public async Task A_scan_that_dies_half_way_goes_on_where_it_was()
    {
        await using var log = new LongLog(missed: 950);
        await log.StartAsync();
        await log.RunAsync(runs: 4);
        var asked = log.PagesAsked;
        asked.ShouldBe(4);
        await log.RestartAsync();
        await log.RunToTheEndAsync();
        log.PagesAsked.ShouldBeInRange(10, 11, "no page twice, but for the new scan at the start");
        log.FetchedTwice.ShouldBeEmpty();
        (await log.Store.StatusAsync(Instant.MaxValue)).Inbox["new"].ShouldBe(950);
    }

    [TestMethod]
    public async Task Fetching_that_dies_half_way_goes_on_where_it_was()
    {
        await using var log = new LongLog(missed: 300);
        await log.StartAsync();
        await log.RunAsync(runs: 5);
        (await log.Store.RecoveredCountAsync()).ShouldBeInRange(50, 250);
        await log.RestartAsync();
        await log.RunToTheEndAsync();
        log.FetchedTwice.ShouldBeEmpty();
        (await log.Store.RecoveredCountAsync()).ShouldBe(300);
    }

    [TestMethod]
    public async Task Twenty_thousand_missed_deliveries_come_in_by_themselves_within_GitHubs_limits()
    {
        await using var log = new LongLog(missed: 20_000);
        await log.StartAsync();
        await log.RunToTheEndAsync();
        (await log.Store.RecoveredCountAsync()).ShouldBe(20_000);
        (await log.Store.MissedCountAsync()).ShouldBe(0);
        log.FetchedTwice.ShouldBeEmpty();
        log.MostPointsInAMinute.ShouldBeLessThanOrEqualTo(900, "GitHub's points of any sliding minute");
        (log.Now - Instant.FromDateTimeOffset(Road.Start)).ShouldBeLessThan(
            Duration.FromHours(4) + Duration.FromMinutes(10), "as fast as 4,500 requests an hour let it");
        log.RefusedForTheLimit.ShouldBe(0, "a part of the hour's requests stays for making tokens");
        log.InOrder.ShouldBeTrue("the oldest first");
    }

    [TestMethod]
    public async Task While_GitHub_limits_the_App_nothing_is_asked_of_it()
    {
        await using var road = await Road.BeginAsync();
        await road.StopAsync();
        await OpenAsync(road, 2);
        await road.GitHub.WhenDeliveredAsync();
        road.Time.Advance(TimeSpan.FromMinutes(30));
        road.GitHub.Faults.SecondaryLimit(1, retryAfter: "600", when: request =>
            request.Path.StartsWith("/app/hook", StringComparison.Ordinal));
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(9));
        Asked(road).Count().ShouldBe(1);
        await road.RunAsync(Duration.FromMinutes(3));
        (await road.Store.MissedCountAsync()).ShouldBe(0);
        (await road.Store.RecoveredCountAsync()).ShouldBeGreaterThan(0);
    }

    [TestMethod]
    public async Task Half_an_hour_of_bad_gateways_only_delays_the_recovery()
    {
        await using var road = await Road.BeginAsync();
        await road.StopAsync();
        var issue = (await OpenAsync(road, 1)).Single();
        await road.GitHub.WhenDeliveredAsync();
        road.GitHub.Faults.Fail(int.MaxValue, 502);
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(30));
        (await road.Store.RecoveredCountAsync()).ShouldBe(0);
        road.GitHub.Faults.Clear();
        await road.RunAsync(Duration.FromMinutes(7));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.StatusAsync(Instant.MaxValue)).DeadLetters.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task What_is_none_of_our_business_is_not_fetched()
    {
        await using var log = new LongLog(missed: 40, eventOf: number => number % 2 == 0 ? "workflow_job" : "issues");
        await log.StartAsync();
        await log.RunToTheEndAsync();
        (await log.Store.RecoveredCountAsync()).ShouldBe(20);
    }

    [TestMethod]
    public async Task News_for_a_suspended_installation_waits_until_it_is_opened_again()
    {
        await using var log = new LongLog(missed: 6);
        await log.StartAsync();
        await log.Store.CloseInstallationAsync(LongLog.Installation, "acme", isDeleted: false, log.Now);
        await log.RunToTheEndAsync();
        (await log.Store.RecoveredCountAsync()).ShouldBe(0);
        (await log.Store.MissedCountAsync()).ShouldBe(6);
        await log.Store.PutInstallationAsync(LongLog.Installation, "acme", log.Now);
        await log.RunToTheEndAsync();
        (await log.Store.RecoveredCountAsync()).ShouldBe(6);
    }

    [TestMethod]
    public async Task The_calls_keep_GitHubs_published_contract()
    {
        Conformance.Need();
        await using var rig = await SandboxRig.StartAsync(withProxy: true);
        rig.Sandbox.App.WebhookUrl = new Uri("http://127.0.0.1:9/nobody");
        for (var i = 0; i < 101; i++) await rig.Ana.EditIssueAsync(rig.Issue, title: $"Title {i}");
        await rig.Sandbox.WhenDeliveredAsync();
        var page = (await rig.Access.Deliveries.ListAsync(null, default)).Value;
        page.Attempts.Length.ShouldBe(100);
        page.Attempts.ShouldAllBe(attempt =>
            !attempt.IsOk && attempt.Event == "issues" && attempt.Installation == rig.Installation);
        var last = (await rig.Access.Deliveries.ListAsync(page.Next, default)).Value;
        last.Next.ShouldBeNull();
        var first = last.Attempts.ShouldHaveSingleItem();
        var content = (await rig.Access.Deliveries.GetAsync(first.Id, default)).Value;
        var happened = rig.Sandbox.Events.Single(one => one.Guid.ToString() == first.Delivery.Value);
        content.Event.ShouldBe("issues");
        EventParser.Parse(content.Event, content.Delivery, Instant.MinValue, content.Payload)
            .ShouldBeOfType<ParsedDelivery.Parsed>().Event.ShouldBeOfType<IssueEdited>();
        System.Text.Json.Nodes.JsonNode.DeepEquals(
            System.Text.Json.Nodes.JsonNode.Parse(content.Payload),
                System.Text.Json.Nodes.JsonNode.Parse(happened.Payload)).ShouldBeTrue();
        (await rig.Proxy!.ReportAsync(withWarnings: true)).Where(violation => violation.Sev is not "note")
            .ShouldBeEmpty();
    }

    private static async Task<List<SandboxIssue>> OpenAsync(Road road, int count)
    {
        var issues = new List<SandboxIssue>();
        for (var i = 0; i < count; i++) issues.Add(await road.OpenFormAsync($"The weekly template is broken, {i}"));
        return issues;
    }

    private static IEnumerable<SandboxRequest> Asked(Road road) =>
        road.GitHub.Ledger.Requests.Where(request =>
            request.Path.StartsWith("/app/hook/deliveries", StringComparison.Ordinal));
}
