using System.Text.Json;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>Every payload that GitHub publishes is accepted: none is malformed.</summary>
[TestClass]
public class PublishedPayloadTests
{
    private static readonly Instant Received = Instant.FromUtc(2026, 11, 2, 17, 0);

    [TestMethod]
    [DataRow("api.github.com", 300)]
    [DataRow("ghes-31", 1)]
    [DataRow("ghes-32", 1)]
    [DataRow("ghes-33", 1)]
    [DataRow("ghes-34", 1)]
    [DataRow("ghes-35", 1)]
    public void Every_published_payload_is_accepted(string host, int atLeast)
    {
        var payloads = Read(host);
        payloads.Count.ShouldBeGreaterThanOrEqualTo(atLeast);
        var refused = payloads
            .Select(payload => (payload.Name, Result: Parse(payload)))
            .Where(one => one.Result is ParsedDelivery.Malformed)
            .Select(one => $"{one.Name}: {((ParsedDelivery.Malformed)one.Result).Problem}");
        refused.ShouldBeEmpty();
    }

    private static readonly string[] ActionsOfOurs =
    [
        "pull_request.opened", "pull_request.synchronize", "pull_request.reopened", "pull_request.closed",
        "merge_group.checks_requested", "check_run.rerequested", "check_run.requested_action",
        "check_suite.rerequested",

        // The published reviews that are submitted only comment.
        "pull_request_review.dismissed",
    ];

    [TestMethod]
    public void The_events_of_our_business_are_read_and_no_others()
    {
        string[] ours =
            ["issues", "issue_comment", "label", "push", "repository", "installation", "installation_repositories",
                "member", "membership"];
        foreach (var payload in Read("api.github.com"))
        {
            var isOurs = ours.Contains(payload.Name)
                || (payload.Name == "organization"
                    && payload.Action.StartsWith("member_added", StringComparison.Ordinal)) ||
                ActionsOfOurs.Contains($"{payload.Name}.{payload.Action}");
            (Parse(payload) is ParsedDelivery.Parsed).ShouldBe(isOurs, $"{payload.Name}.{payload.Action}");
        }
    }

    [TestMethod]
    public void A_published_payload_cut_short_anywhere_is_malformed_and_nothing_is_thrown()
    {
        var payload = Read("api.github.com").First(one => one is { Name: "issues", Action: "opened" });
        for (var length = 0; length < payload.Bytes.Length; length += 37)
            EventParser.Parse("issues", new DeliveryId("d"), Received, payload.Bytes.AsMemory(0, length))
                .ShouldBeOfType<ParsedDelivery.Malformed>();
    }

    private static ParsedDelivery Parse(Payload payload) =>
        EventParser.Parse(payload.Name, new DeliveryId("d"), Received, payload.Bytes);

    private static List<Payload> Read(string host)
    {
        var modules = Environment.GetEnvironmentVariable("CONFORMANCE_MODULES") ?? "";
        var file = Path.Combine(modules, "@octokit", "webhooks-examples", host, "index.json");
        if (!File.Exists(file))
        {
            Checkout.Skip($"CONFORMANCE_MODULES names no folder with @octokit/webhooks-examples/{host}");
            return [];
        }

        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return [.. json.RootElement.EnumerateArray().SelectMany(entry => entry.GetProperty("examples").EnumerateArray()
            .Select(example => new Payload(
                entry.GetProperty("name").GetString()!,
                example.TryGetProperty("action", out var action) ? action.ToString() : "",
                JsonSerializer.SerializeToUtf8Bytes(example))))];
    }

    private sealed record Payload(string Name, string Action, byte[] Bytes);
}
