using NodaTime;

namespace GitHubOps.Server;

/// <summary>Time passing is an event like any other: due alarms go into the inbox.</summary>
internal sealed class AlarmWorker(Store store, TimeProvider time) : IWorker
{
    private const int AlarmsMax = 100;

    public Work Does => Work.Alarms;

    public Work LeadsTo => Work.Events;

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var rung = await store.RingAlarmsAsync(time.Now(), AlarmsMax);
        if (rung > 0) CrashPoint.Hit(CrashPoint.AfterAlarms);
        return rung > 0;
    }

    public Task<Instant?> NextDueAsync() => store.NextAlarmAsync();
}
