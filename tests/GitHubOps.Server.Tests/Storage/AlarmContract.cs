using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Time passing is an event too, once and not before its time.</summary>
public abstract class AlarmContract : StoreContract
{
    private static readonly AlarmKey Warning = new(Metric.Respond, 1, 75);

    [TestMethod]
    public async Task An_alarm_rings_once_and_not_before_its_time()
    {
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var due = Deliveries.Start + Deliveries.Minute;
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0, new Effect.SetAlarm(Warning, due)));
        (await Store.RingAlarmsAsync(due - Duration.FromMilliseconds(1), 10)).ShouldBe(0);
        (await Store.RingAlarmsAsync(due, 10)).ShouldBe(1);
        (await Store.RingAlarmsAsync(due, 10)).ShouldBe(0);
        var rang = await Store.ClaimEventAsync(new InstallationId(-1), due, Deliveries.Minute);
        var own = OwnEvent.FromJson(rang!.Json());
        (own.Subject, own.OccurredAt, rang.Source).ShouldBe(("respond/1/75", due, OwnEvent.Alarm));
    }

    [TestMethod]
    public async Task An_alarm_that_is_set_again_for_the_same_time_rings_again()
    {
        var set = new Effect.SetAlarm(Warning, Deliveries.Start);
        foreach (var (name, version) in new[] { ("closed", 0), ("reopened", 1) })
        {
            await Store.ReadyAsync(name, issue: 7);
            var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
            await Store.CommitDecisionAsync(Deliveries.Commit(row!, version, set));
            var later = Deliveries.Start + (Deliveries.Minute * (version + 1));
            (await Store.RingAlarmsAsync(later, 10)).ShouldBe(1);
            var rang = await Store.ClaimEventAsync(new InstallationId(-1), later, Deliveries.Minute);
            OwnEvent.FromJson(rang!.Json()).Subject.ShouldBe("respond/1/75");
            await Store.IgnoreEventAsync(rang, "heard", later);
        }
    }

    [TestMethod]
    public async Task A_cleared_alarm_does_not_ring()
    {
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        await Store.CommitDecisionAsync(Deliveries.Commit(
            row!, 0, new Effect.SetAlarm(Warning, Deliveries.Start), new Effect.ClearAlarm(Warning)));
        (await Store.RingAlarmsAsync(Deliveries.Start + Deliveries.Minute, 10)).ShouldBe(0);
    }
}
