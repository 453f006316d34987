using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Keeps the store from growing without end: first payloads go, much later the rows, and all of an installation some
/// time after the App was uninstalled.
/// </summary>
internal sealed class Janitor(Store store, ServiceSettings settings, TimeProvider time) : IWorker
{
    private const int RowsMax = 500;

    private static readonly Duration Every = Duration.FromHours(1);

    private Instant dueAt = Instant.MinValue;

    public Work LeadsTo => Work.None;

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var now = time.Now();
        if (now < dueAt) return false;
        var keeping = new Keeping(
            now - settings.KeepBodies, now - settings.KeepIds, now - settings.KeepJournal, now - settings.KeepHistory);
        var touched = await store.CleanAsync(keeping, RowsMax);
        touched += await store.RemoveDeletedAsync(now - settings.RemoveAfter, RowsMax);
        var tooMany = await store.KeptBytesAsync() - settings.KeepBytes;
        if (tooMany > 0) touched += await store.DropBodiesAsync(tooMany, RowsMax);
        if (touched > 0) return true;
        await store.SettleBulksAsync();
        dueAt = now + Every;
        return false;
    }

    public Task<Instant?> NextDueAsync() => Task.FromResult<Instant?>(dueAt);
}
