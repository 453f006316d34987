using GitHubOps.Sandbox;

namespace GitHubOps.Server.Tests;

/// <summary>Stopped in good order or frozen for a while, with people at work all the time.</summary>
[TestClass]
public class StopTests
{
    private const int LeaseSeconds = 4;
    private const int Freezes = 3;

    [TestMethod]
    public async Task Who_is_asked_to_stop_does_so_within_ten_seconds_and_hands_work_back()
    {
        await using var world = await ServedWorld.BeginAsync(2, "acme", "globex");
        using var enough = new CancellationTokenSource();
        var people = world.OpenUntilAsync(enough.Token);
        using (var first = await world.ServeAsync())
        {
            await world.FirstWriteAsync(new());

            // GitHub has done the next one and does not answer before the stop is over.
            world.GitHub.Faults.Delay(1, TimeSpan.FromSeconds(60), request => request.IsWrite);
            await world.AtRequestAsync(1, request => request.IsWrite, () => { });
            await first.StopAsync().WaitAsync(TimeSpan.FromSeconds(10));
            first.ExitCode.ShouldBe(0);
        }

        world.Ask<string>("SELECT state FROM inbox UNION SELECT state FROM outbox").ShouldNotContain("running");
        using var second = await world.ServeAsync();
        await world.FirstWriteAsync(new());
        await enough.CancelAsync();
        await people;
        await world.SettleAsync(second);
        await second.StopAsync();
        world.GitHub.Deliveries.Where(delivery => delivery.Status.StartsWith(
            "Invalid HTTP Response: 5", StringComparison.Ordinal)).ShouldBeEmpty("nobody was answered with a mistake");
        world.Holds();
    }

    /// <summary>
    /// Frozen while GitHub's answer to a write is under way, and just before a write, both for longer than the lease.
    /// </summary>
    [TestMethod]
    public async Task Who_was_frozen_past_its_lease_does_nothing_twice_when_it_goes_on()
    {
        await using var world = await ServedWorld.BeginAsync(3, "acme", "globex");
        using var enough = new CancellationTokenSource();
        var people = world.OpenUntilAsync(enough.Token);
        using var serve = await world.ServeAsync(leaseSeconds: LeaseSeconds);
        await world.FirstWriteAsync(new());
        for (var n = 0; n < Freezes; n++)
        {
            var isAtWrite = n % 2 == 0;
            await world.AtRequestAsync(1 + n, request => request.IsWrite == isAtWrite, serve.Freeze);
            await Task.Delay(TimeSpan.FromSeconds(LeaseSeconds + 1));
            serve.Thaw();
        }

        await enough.CancelAsync();
        await people;
        await world.SettleAsync(serve);
        await serve.StopAsync();
        world.Holds();
    }
}
