using GitHubOps.Core;
using GitHubOps.Sandbox;

namespace GitHubOps.Server.Tests;

/// <summary>
/// The power may go between any two steps: nothing that was accepted is lost, and nothing is done twice.
/// </summary>
[TestClass]
public class CrashTests
{
    /// <summary>Every point, and some of the commits that are no step of a delivery.</summary>
    public static IEnumerable<object[]> Points() =>
        Enum.GetNames<CrashPoint>().Where(name => name is not (
            nameof(CrashPoint.BeforeCommit) or nameof(CrashPoint.AfterCommit) or nameof(CrashPoint.AfterAlarms)) &&
                !name.Contains("Check", StringComparison.Ordinal)
                && !name.Contains("Message", StringComparison.Ordinal))
            .Concat(["BeforeCommit:4", "BeforeCommit:12", "AfterCommit:8", "AfterCommit:16"])
            .Select(point => new object[] { point });

    [TestMethod]
    [DynamicData(nameof(Points))]
    public async Task A_crash_at_any_point_is_made_good_by_the_next_start(string point)
    {
        await using var world = await ServedWorld.BeginAsync(1, "acme");
        using (var dying = await world.ServeAsync(point))
        {
            if (dying.WebhookUrl is not null) await world.OpenAsync();
            await dying.Exited.WaitAsync(ServedWorld.Patience);
        }

        // What failed meanwhile stands in GitHub's log, which is read at the start.
        await world.GitHub.WhenDeliveredAsync();
        using var next = await world.ServeAsync();
        if (world.Issues.Count == 0) await world.OpenAsync();
        await world.SettleAsync(next);
        await next.StopAsync();
        world.Holds();
    }

    [TestMethod]
    [DataRow("AfterAlarms")]
    [DataRow("AfterMessageClaim")]
    [DataRow("AfterMessageSent")]
    public async Task A_crash_at_any_point_of_a_message_has_it_heard_by_one_key(string point)
    {
        await using var listener = await ChannelListener.StartAsync();

        // A hundredth of a minute after the opening.
        await using var world = await ServedWorld.BeginAsync(
            ops => ops.Replace("{ s3: 1bd }", "{ s2: 1m, s3: 1bd }", StringComparison.Ordinal) +
                "\nescalate: { 1%: remind assignee, 75%: nothing, 100%: nothing, 150%: nothing, 200%: nothing }\n",
            [$"remind={listener.File("json")}"]);
        using (var dying = await world.ServeAsync(point, leaseSeconds: 2))
        {
            await world.OpenAsync();
            await dying.Exited.WaitAsync(ServedWorld.Patience);
        }

        await world.GitHub.WhenDeliveredAsync();
        using var next = await world.ServeAsync(leaseSeconds: 2);
        await world.SettleAsync(next);
        var issue = world.Issues.Single();
        await world.WhenAsync($"SELECT state FROM messages WHERE message_key = '{issue.Id}/respond/1/1'", "done");
        await next.StopAsync();
        var heard = listener.Heard.Where(one => one.Headers[Channels.KeyHeader] == $"{issue.Id}/respond/1/1").ToList();
        heard.Count.ShouldBe(point == "AfterMessageSent" ? 2 : 1);
        heard.Select(one => one.Body).Distinct().ShouldHaveSingleItem();
        world.Ask<long>("SELECT COUNT(*) FROM messages WHERE message_key LIKE '%/respond/1/1'").ShouldBe([1]);
    }

    [TestMethod]
    [DataRow("AfterCheckClaim")]
    [DataRow("AfterCheckCommit")]
    [DataRow("AfterOutboxClaim")]
    [DataRow("AfterWrite")]
    [DataRow("AfterOutboxDone")]
    public async Task A_crash_at_any_point_of_a_check_leads_to_one_run_of_each_name(string point)
    {
        await using var world = await ServedWorld.BeginAsync(1, "acme");
        SandboxPull pull;
        using (var dying = await world.ServeAsync(point))
        {
            pull = await world.GitHub.As("ana").OpenPullAsync(
                Road.Repo, "Break it", new Dictionary<string, string?> { [PolicyFiles.Ops] = "nonsense: [" });
            await dying.Exited.WaitAsync(ServedWorld.Patience);
        }

        await world.GitHub.WhenDeliveredAsync();
        using var next = await world.ServeAsync();
        await world.SettleAsync(next);
        await next.StopAsync();
        var runs = world.GitHub.World.Repository(Road.Repo).CheckRuns.Where(run => run.HeadSha == pull.HeadSha)
            .ToList();
        runs.Select(run => (run.Name, run.Conclusion)).ShouldBe(
            [("ops/config", "failure"), ("ops/replay", "neutral")], ignoreOrder: true);
    }
}
