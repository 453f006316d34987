using System.Globalization;
using Dapper;
using GitHubOps.Core;
using GitHubOps.Server;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>An event to be put into a store.</summary>
internal sealed record StoredEvent(string Event, byte[] Body, int BodyBytes, IssueId Issue = default);

/// <summary>The database of a service: filled while it is stopped, looked at while it runs.</summary>
internal sealed class StoreFile(string path)
{
    private const int TogetherMax = 4000;

    /// <summary>Puts events in as if they had been delivered.</summary>
    /// <param name="isReady">Read already, and waiting in the line of their issue.</param>
    public async Task FillAsync(IEnumerable<StoredEvent> events, bool isReady = false)
    {
        using var store = Store.Open("sqlite:" + path);
        var now = SystemClock.Instance.GetCurrentInstant();
        foreach (var some in events.Chunk(TogetherMax))
        {
            await Task.WhenAll(some.Select(one => store.ReceiveAsync(new IncomingDelivery(
                new DeliveryId(DeliveryGuid.Next().ToString()), one.Event, now, one.Body, one.BodyBytes))));
            if (!isReady) continue;
            var rows = await store.UnreadAsync(TogetherMax);
            await store.RouteAsync([.. rows.Zip(some.OrderBy(one => one.Issue.Value), (row, one) => new Routing.Ready(
                row.InboxId, new InstallationId(77), new RepoId(1001), one.Issue, now, now, 1, now))], now);
        }
    }

    /// <summary>Events that are not finished.</summary>
    public long Waiting() => Ask<long>("SELECT COUNT(*) FROM inbox WHERE state IN ('new', 'ready', 'running')");

    /// <summary>Nothing waits to be decided or to be written.</summary>
    public bool IsQuiet() => !Ask<bool>(
        """
        SELECT EXISTS (SELECT 1 FROM inbox WHERE state = 'new') OR EXISTS (SELECT 1 FROM inbox WHERE state = 'ready' AND is_first)
            OR EXISTS (SELECT 1 FROM inbox WHERE state = 'running')
            OR EXISTS (SELECT 1 FROM outbox WHERE state IN ('ready', 'running'))
        """);

    public async Task WhenQuietAsync(TimeSpan longest)
    {
        var from = TimeProvider.System.GetTimestamp();
        while (!IsQuiet())
        {
            if (TimeProvider.System.GetElapsedTime(from) > longest) throw new TimeoutException(string.Create(
                CultureInfo.InvariantCulture, $"{Waiting()} events still wait after {longest.TotalSeconds:0} s"));
            await Task.Delay(20);
        }
    }

    public T Ask<T>(string sql, object? parameters = null) => With(database => database.QueryFirst<T>(sql, parameters));

    public IReadOnlyList<T> List<T>(string sql, object? parameters = null) =>
        With(database => database.Query<T>(sql, parameters).AsList());

    /// <summary>Changes the file of a stopped service, all or nothing.</summary>
    public void Change(string sql, object? parameters = null) => With(database =>
    {
        using var all = database.BeginTransaction();
        database.Execute(sql, parameters, all);
        all.Commit();
        return true;
    });

    private T With<T>(Func<SqliteConnection, T> use)
    {
        SystemSqlite.EnsureLoaded();
        using var database = new SqliteConnection($"Data Source={path};Pooling=False");
        database.Open();
        return use(database);
    }
}
