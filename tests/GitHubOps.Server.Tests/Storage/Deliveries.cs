using System.Text;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Rows for tests of the store: deliveries received and routed to an issue.</summary>
internal static class Deliveries
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 2, 9, 0);

    public static readonly Duration Minute = Duration.FromMinutes(1);

    public static Store Open(TemporaryFolder folder) => Store.Open("sqlite:" + folder.File("ops.db"));

    public static Task<Receipt> ReceiveAsync(this Store store, string id, string json = "{}") => store.ReceiveAsync(
        new IncomingDelivery(
            new DeliveryId(id), "issues", Start, BodyCodec.Compress(Encoding.UTF8.GetBytes(json)), json.Length));

    /// <summary>Received and ready, as the router leaves it.</summary>
    public static async Task ReadyAsync(
        this Store store, string id, long issue, int occurredSecond = 0, long installation = 1, int notBeforeSecond = 0,
            int rank = 1, int? shownSecond = null)
    {
        await store.ReceiveAsync(id);
        var row = (await store.UnreadAsync(100)).Single(unread => unread.DeliveryId == id);
        await store.RouteAsync(
            [
                new Routing.Ready(
                    row.InboxId, new InstallationId(installation), new RepoId(10), new IssueId(issue),
                    Start + Duration.FromSeconds(occurredSecond),
                    Start + Duration.FromSeconds(shownSecond ?? occurredSecond), rank,
                    Start + Duration.FromSeconds(notBeforeSecond)),
            ],
            Start);
    }

    /// <summary>Many, named <c>many-N</c>; fewer at a time than may wait to be written.</summary>
    public static async Task<IReadOnlyList<InboxRow>> ReceiveManyAsync(this Store store, int count)
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(1000))
            await Task.WhenAll(some.Select(n => store.ReceiveAsync($"many-{n}")));
        return await store.UnreadAsync(count);
    }

    /// <summary>Many at once, each a second after the one before.</summary>
    public static async Task ReadyManyAsync(this Store store, int count, long installation, Func<int, long> issueOf)
    {
        var rows = await store.ReceiveManyAsync(count);
        await store.RouteAsync([.. rows.Select((row, n) => new Routing.Ready(
            row.InboxId, new InstallationId(installation), new RepoId(10), new IssueId(issueOf(n)),
            Start + Duration.FromSeconds(n), Start + Duration.FromSeconds(n), Rank: 1, Start))], Start);
    }

    /// <summary>Received, and done on the spot.</summary>
    public static async Task DoneAsync(
        this Store store, string id, Instant at, string json = "{}", InstallationId? whose = null)
    {
        await store.ReceiveAsync(id, json);
        var row = (await store.UnreadAsync(100)).Single(unread => unread.DeliveryId == id);
        await store.RouteAsync([new Routing.Done(row.InboxId) { Whose = whose }], at);
    }

    /// <summary>Received, and a dead letter.</summary>
    public static async Task DeadAsync(this Store store, string id, Instant at, string json = "{}")
    {
        await store.ReceiveAsync(id, json);
        var row = (await store.UnreadAsync(100)).Single(unread => unread.DeliveryId == id);
        await store.RouteAsync([new Routing.Dead(row.InboxId, "no JSON")], at);
    }

    /// <summary>An installation of <c>acme</c> with one repository.</summary>
    public static async Task InstallAsync(this Store store, long installation, long repo = 10, string name = "app")
    {
        await store.PutInstallationAsync(new InstallationId(installation), "acme", Start);
        var added = new RepoRef(new RepoId(repo), new RepoName("acme", name), $"R_{repo}", IsPrivate: true);
        await store.AddRepositoriesAsync(new InstallationId(installation), [added], Start);
    }

    /// <summary>One alone.</summary>
    public static async Task<InboxRow?> ClaimEventAsync(
        this Store store, InstallationId after, Instant now, Duration lease) =>
        (await store.ClaimEventsAsync(after, now, lease, rowsMax: 1)).SingleOrDefault();

    public static async Task<string?> ClaimAsync(this Store store, long after = -1, int second = 1000) =>
        (await store.ClaimEventAsync(
            new InstallationId(after), Start + Duration.FromSeconds(second), Minute))?.DeliveryId;

    public static DecisionCommit Commit(InboxRow row, long version, params Effect[] effects) => new()
    {
        Row = row,
        Issue = new IssueRow
        {
            IssueId = row.IssueId, InstallationId = row.InstallationId, RepoId = row.RepoId, Number = 1,
            Version = version, State = "{}", IsOpen = true,
            Holder = "ben",
        },
        Decisions = [.. effects.Select(effect => new Decision(effect, "a-rule", "because"))],
        Ledgers = System.Collections.Immutable.ImmutableDictionary<string, LedgerRow>.Empty,
        Writes = [.. effects.Where(effect => effect.IsWrite)],
        Priority = new WritePriority(WritePriority.Last, CreatesContent: false),
        Revision = "r1",
        Now = Start,
    };
}
