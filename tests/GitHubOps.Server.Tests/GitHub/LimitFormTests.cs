using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Every form in which GitHub says "not now", by both of its interfaces.</summary>
[TestClass]
public class LimitFormTests
{
    [TestMethod]
    [DataRow("RATE_LIMITED", 200)]
    [DataRow("RATE_LIMIT", 200)]
    [DataRow("RATE_LIMITED", 403)]
    public async Task A_used_up_hour_of_GraphQL_is_known_in_each_form(string type, int status)
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.PrimaryLimit(TimeSpan.FromMinutes(20), r => r.Path == "/graphql", type, status);
        await ExpectAsync(rig, rig.Full(), LimitKind.Primary, 20 * 60);
    }

    [TestMethod]
    public async Task A_used_up_hour_of_REST_is_known()
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.PrimaryLimit(TimeSpan.FromMinutes(20), r => r.Method == "GET");
        await ExpectAsync(rig, rig.Full(), LimitKind.Primary, 20 * 60);
    }

    [TestMethod]
    [DataRow(200)]
    [DataRow(403)]
    [DataRow(429)]
    public async Task A_call_to_slow_down_by_GraphQL_is_known_in_each_form(int status)
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.SecondaryLimit(1, "90", status, r => r.Path == "/graphql");
        await ExpectAsync(rig, rig.Full(), LimitKind.Secondary, 90);
    }

    [TestMethod]
    [DataRow("90", 90)]
    [DataRow("0", 1)]
    [DataRow("-5", 1)]
    [DataRow("99999999999999999999", 3600)]
    [DataRow("soon", 60)]
    [DataRow("Tue, 03 Nov 2099 10:00:00 GMT", 3600)]
    [DataRow("Thu, 01 Jan 1970 00:00:00 GMT", 1)]
    [DataRow("90, 120", 120)]
    [DataRow(null, 60)]
    public async Task A_wait_in_any_form_is_heeded_within_bounds(string? retryAfter, int seconds)
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.SecondaryLimit(1, retryAfter, when: r => r.Method == "GET");
        await ExpectAsync(rig, rig.Full(), LimitKind.Secondary, seconds);
    }

    [TestMethod]
    public async Task Of_a_wait_that_is_told_twice_the_longer_is_kept()
    {
        using var rig = new Rig();
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 429, """{"message":"slow down"}""", ("Retry-After", "30"),
            ("Retry-After", "90"));
        var limit = (await rig.Calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        (limit.Until - rig.Now).TotalSeconds.ShouldBeInRange(91, 92);
    }

    [TestMethod]
    [DataRow("""{"data":{"labels":{"labelable":{"labels":{"nodes":[{"name":"sev/s2"}]}}},"comment":null},"errors":[{"type":"RESOURCE_LIMITS_EXCEEDED","path":["comment"],"message":"Resource limits for this query exceeded."}]}""")]
    [DataRow("""{"data":{"labels":{"labelable":{"labels":{"nodes":[{"name":"sev/s2"}]}}},"comment":null},"errors":[{"message":"Something went wrong while executing your query."}]}""")]
    [DataRow("""{"data":{"labels":{"labelable":{"labels":{"nodes":[{"name":"sev/s2"}]}}}}}""")]
    public async Task A_part_that_GitHub_broke_off_is_looked_at_before_it_is_written_again(string answer)
    {
        using var rig = new Rig().WithLabels(("sev/s2", "LA_2"));
        rig.GitHub.On(Rig.Graph, 200, answer);
        var report = await rig.Access.Writer.ApplyAsync(
            Rig.Request() with { AddLabels = ["sev/s2"], CommentBody = "x" }, default);
        report.Of(WriteKind.AddLabel, "sev/s2").ShouldBeOfType<PartResult.Applied>();
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.NotDone>();
        report.IsUncertain.ShouldBeTrue();
    }

    [TestMethod]
    public async Task What_GitHub_is_going_to_withdraw_is_logged_once()
    {
        using var rig = new Rig();
        foreach (var number in (int[])[7, 8])
            rig.GitHub.On($"GET /repos/acme/kit/issues/{number}", 200, Rig.IssueJson(),
                ("Deprecation", "Sun, 01 Feb 2026 00:00:00 GMT"), ("Sunset", "Tue, 01 Feb 2028 00:00:00 GMT"));
        foreach (var number in (int[])[7, 8, 7]) (await rig.Calls.GetIssueAsync(number, default)).IsOk.ShouldBeTrue();
        rig.Logs.Lines.Where(line => line.Contains("withdraws", StringComparison.Ordinal)).ShouldHaveSingleItem()
            .ShouldContain("issues/{n}: deprecated Sun, 01 Feb 2026 00:00:00 GMT, gone after Tue, 01 Feb 2028");
    }

    /// <summary>
    /// Limited once, for so long and up to two seconds more; nothing is sent meanwhile; then it is done.
    /// </summary>
    private static async Task ExpectAsync(SandboxRig rig, WriteRequest request, LimitKind kind, int seconds)
    {
        var limit = (await rig.ApplyAsync(request)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        limit.Kind.ShouldBe(kind);
        (limit.Until - rig.Access.Clock.Now).TotalSeconds.ShouldBeInRange(seconds, seconds + 3);
        var sent = rig.Sandbox.Ledger.Requests.Count;
        (await rig.ApplyAsync(request)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        rig.Sandbox.Ledger.Requests.Count.ShouldBe(sent, "nothing is sent while limited");
        rig.Sandbox.Faults.Clear();
        rig.Time.Pass((limit.Until - rig.Access.Clock.Now).ToTimeSpan());
        (await rig.ApplyAsync(request)).Failure.ShouldBeNull();
        rig.Issue.Comments.Length.ShouldBe(1);
    }
}
