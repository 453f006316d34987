namespace GitHubOps.Cli.Tests;

/// <summary>Whoever waits on this clock is woken when it passes, and not before.</summary>
[TestClass]
public class DemoTimeTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 30, 16, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public async Task A_delay_ends_when_the_clock_passes_it()
    {
        var time = new DemoTime(Start);
        var delay = Task.Delay(TimeSpan.FromHours(4), time);
        time.NextRing.ShouldBe(Start.AddHours(4));
        time.Advance(TimeSpan.FromHours(3));
        delay.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromHours(1));
        await delay.WaitAsync(TimeSpan.FromSeconds(10));
        time.NextRing.ShouldBeNull();
    }

    [TestMethod]
    public async Task A_periodic_timer_that_was_passed_often_rings_once_and_goes_on_from_there()
    {
        var time = new DemoTime(Start);
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        time.Advance(TimeSpan.FromDays(3));
        (await timer.WaitForNextTickAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10))).ShouldBeTrue();
        time.NextRing.ShouldBe(Start.AddDays(3).AddMinutes(1));
    }

    [TestMethod]
    public void The_clock_never_goes_back()
    {
        var time = new DemoTime(Start);
        time.AdvanceTo(Start.AddHours(-1));
        time.GetUtcNow().ShouldBe(Start);
    }
}
