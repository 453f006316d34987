using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Time passing is an event like any other: due alarms go into the inbox. In the store that a backup replaced they may
/// have rung before: then what came of it, as GitHub told it, goes in first.
/// </summary>
internal sealed class AlarmWorker(Store store, RecoveryWorker recovery, TimeProvider time) : IWorker
{
    private const int AlarmsMax = 100;

    public Work Does => Work.Alarms;

    public Work LeadsTo => Work.Events;

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (await recovery.IsStoreOlderThanLogAsync()) return false;
        var rung = await store.RingAlarmsAsync(time.Now(), AlarmsMax);
        if (rung > 0) CrashPoint.Hit(CrashPoint.AfterAlarms);
        return rung > 0;
    }

    public async Task<Instant?> NextDueAsync() =>
        await recovery.IsStoreOlderThanLogAsync() ? null : await store.NextAlarmAsync();
}
