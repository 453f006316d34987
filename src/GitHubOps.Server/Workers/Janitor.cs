using NodaTime;

namespace GitHubOps.Server;

/// <summary>Keeps the store from growing without end: first bodies go, much later the rows.</summary>
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
        var touched = await store.CleanAsync(now - settings.KeepBodies, now - settings.KeepIds, RowsMax);
        if (touched == 0) dueAt = now + Every;
        return touched > 0;
    }

    public Task<Instant?> NextDueAsync() => Task.FromResult<Instant?>(dueAt);
}
