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
            nameof(CrashPoint.BeforeCommit) or nameof(CrashPoint.AfterCommit) or nameof(CrashPoint.AfterAlarms)))
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
}
