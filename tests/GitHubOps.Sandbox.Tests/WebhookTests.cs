using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Webhooks as they arrive, and as the log of deliveries tells of them.</summary>
[TestClass]
public class WebhookTests
{
    private const string Secret = "a secret of sixteen bytes";

    private static async Task<(Acme Acme, Receiver Receiver)> StartAsync(TimeProvider? time = null)
    {
        var receiver = await Receiver.StartAsync();
        var acme = await Acme.StartAsync(new SandboxOptions
        {
            WebhookUrl = receiver.Url,
            WebhookSecret = Secret,
            Time = time ?? TimeProvider.System,
        });
        await acme.Sandbox.WhenDeliveredAsync();
        receiver.Received.Clear();
        return (acme, receiver);
    }

    [TestMethod]
    public async Task A_delivery_is_signed_and_has_GitHubs_headers()
    {
        var (acme, receiver) = await StartAsync();
        await using var _ = acme;
        await using var __ = receiver;
        await acme.Omar.OpenIssueAsync("acme/kit", "Ünïcode & <b>");
        await acme.Sandbox.WhenDeliveredAsync();

        var (headers, body) = receiver.Received.Single();
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), body);
        headers["X-Hub-Signature-256"].ShouldBe("sha256=" + Convert.ToHexStringLower(mac));
        headers["X-GitHub-Event"].ShouldBe("issues");
        Guid.TryParse(headers["X-GitHub-Delivery"], out var guid).ShouldBeTrue();
        guid.ShouldBe(acme.Sandbox.Events[^1].Guid);
        headers["X-GitHub-Hook-Installation-Target-ID"].ShouldBe(acme.Sandbox.App.Id.ToString());
        headers["X-GitHub-Hook-Installation-Target-Type"].ShouldBe("integration");
        headers["X-GitHub-Hook-ID"].ShouldNotBeEmpty();
        headers["User-Agent"].ShouldStartWith("GitHub-Hookshot/");
        headers["Content-Type"].ShouldBe("application/json");
        var payload = JsonNode.Parse(body)!;
        ((string)payload["issue"]!["title"]!).ShouldBe("Ünïcode & <b>");
        ((long)payload["installation"]!["id"]!).ShouldBe(acme.Installation.Id);
        ((string)payload["organization"]!["login"]!).ShouldBe("acme");
        Encoding.UTF8.GetString(body).ShouldNotContain("\n");
    }

    [TestMethod]
    public async Task What_is_under_way_when_the_URL_is_taken_away_fails_and_what_happens_later_arrives()
    {
        var (acme, receiver) = await StartAsync();
        await using var _ = acme;
        await using var __ = receiver;
        var answer = new TaskCompletionSource();
        receiver.MayAnswer = answer.Task;
        await acme.Omar.OpenIssueAsync("acme/kit", "Answered late");
        await acme.Omar.OpenIssueAsync("acme/kit", "Waits behind it");
        acme.Sandbox.App.WebhookUrl = null;
        answer.SetResult();
        await acme.Sandbox.WhenDeliveredAsync();
        acme.Sandbox.Deliveries[^1].StatusCode.ShouldBe(502);
        acme.Sandbox.App.WebhookUrl = receiver.Url;
        await acme.Omar.OpenIssueAsync("acme/kit", "Later");
        await acme.Sandbox.WhenDeliveredAsync();
        acme.Sandbox.Deliveries[^1].IsOk.ShouldBeTrue();
    }

    [TestMethod]
    public async Task What_failed_is_in_the_log_and_comes_again_only_when_asked_for()
    {
        var (acme, receiver) = await StartAsync();
        await using var _ = acme;
        await using var __ = receiver;
        receiver.Status = 503;
        await acme.Omar.OpenIssueAsync("acme/kit", "Lost?");
        await acme.Sandbox.WhenDeliveredAsync();
        receiver.Received.Count.ShouldBe(1);

        acme.Client.Token = acme.Client.Jwt();
        var log = await acme.Client.GetAsync("/app/hook/deliveries?per_page=1");
        var newest = log.Json!.AsArray().Single()!;
        ((int)newest["status_code"]!).ShouldBe(503);
        ((string)newest["status"]!).ShouldNotBe("OK");
        var one = await acme.Client.GetAsync($"/app/hook/deliveries/{newest["id"]}");
        ((string)one["request"]["payload"]!["issue"]!["title"]!).ShouldBe("Lost?");
        ((string)one["request"]["headers"]!["X-GitHub-Event"]!).ShouldBe("issues");

        receiver.Status = 302;
        (await acme.Client.SendAsync("POST", $"/app/hook/deliveries/{newest["id"]}/attempts")).Status.ShouldBe(202);
        await acme.Sandbox.WhenDeliveredAsync();
        var (first, again) = (acme.Sandbox.Deliveries[^2], acme.Sandbox.Deliveries[^1]);
        again.Event.Guid.ShouldBe(first.Event.Guid);
        again.Id.ShouldNotBe(first.Id);
        (again.IsRedelivery, again.IsOk, again.Status).ShouldBe((true, true, "OK"));
        receiver.Received.Select(r => r.Headers["X-GitHub-Delivery"]).Distinct().Count().ShouldBe(1);
    }

    [TestMethod]
    public async Task A_dead_endpoint_is_a_failed_delivery()
    {
        var (acme, receiver) = await StartAsync();
        await using var _ = acme;
        await receiver.DisposeAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "Nobody there");
        await acme.Sandbox.WhenDeliveredAsync();
        var last = acme.Sandbox.Deliveries[^1];
        (last.IsOk, last.StatusCode).ShouldBe((false, 502));
    }

    [TestMethod]
    public async Task The_log_is_read_by_cursor_newest_first_and_forgets_after_three_days()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var (acme, receiver) = await StartAsync(time);
        await using var _ = acme;
        await using var __ = receiver;
        for (var i = 1; i <= 5; i++) await acme.Omar.OpenIssueAsync("acme/kit", $"Issue {i}");
        await acme.Sandbox.WhenDeliveredAsync();
        acme.Client.Token = acme.Client.Jwt(now: time.GetUtcNow());

        var ids = new List<long>();
        for (var path = "/app/hook/deliveries?per_page=2"; path is not null;)
        {
            var page = await acme.Client.GetAsync(path);
            page.Status.ShouldBe(200);
            ids.AddRange(page.Json!.AsArray().Select(d => (long)d!["id"]!));
            path = page.Headers.TryGetValue("Link", out var link)
                ? new Uri(link[1..link.IndexOf('>')]).PathAndQuery : null;
        }

        ids.ShouldBe(acme.Sandbox.Deliveries.Select(d => d.Id).Reverse());
        time.Advance(TimeSpan.FromDays(3));
        acme.Client.Token = acme.Client.Jwt(now: time.GetUtcNow());
        (await acme.Client.GetAsync("/app/hook/deliveries")).Json!.AsArray().ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Deliveries_can_be_lost_failed_doubled_reordered_and_late()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var (acme, receiver) = await StartAsync(time);
        await using var _ = acme;
        await using var __ = receiver;
        var faults = acme.Sandbox.Faults.Deliveries;
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails");
        async Task<string[]> Next(Func<Task> act)
        {
            await acme.Sandbox.WhenDeliveredAsync();
            receiver.Received.Clear();
            await act();
            await acme.Sandbox.WhenDeliveredAsync();
            return [.. receiver.Received.Select(r => (string)JsonNode.Parse(r.Body)!["action"]!)];
        }

        faults.Lose(when: e => e.Action == "labeled");
        (await Next(() => acme.Ana.AddLabelAsync(issue, "bug"))).ShouldBeEmpty();
        acme.Sandbox.Deliveries.ShouldAllBe(d => d.Event.Action != "labeled");

        faults.Fail();
        (await Next(() => acme.Ana.RemoveLabelAsync(issue, "bug"))).ShouldBeEmpty();
        acme.Sandbox.Deliveries[^1].IsOk.ShouldBeFalse();

        faults.Double();
        (await Next(() => acme.Ana.LockAsync(issue))).ShouldBe(["locked", "locked"]);
        receiver.Received.Select(r => r.Headers["X-GitHub-Delivery"]).Distinct().Count().ShouldBe(1);

        faults.Reorder(2);
        (await Next(async () =>
        {
            await acme.Ana.UnlockAsync(issue);
            await acme.Ana.CloseAsync(issue);
        })).ShouldBe(["closed", "unlocked"]);

        faults.Reorder(9);
        (await Next(() => acme.Ana.LockAsync(issue))).ShouldBeEmpty();
        (await Next(() =>
        {
            faults.ReleaseHeld();
            return Task.CompletedTask;
        })).ShouldBe(["locked"]);

        faults.Delay(TimeSpan.FromMinutes(5));
        (await Next(() => acme.Ana.ReopenAsync(issue))).ShouldBeEmpty();
        (await Next(() =>
        {
            time.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        })).ShouldBe(["reopened"]);
    }
}
