using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Reads what came in: an event of an issue gets its place behind the earlier ones of that issue, an event of a
/// repository
/// or an installation is handled on the spot, what is none of our business is done, what cannot be read is a dead
/// letter.
/// </summary>
internal sealed partial class InboxRouter(
    Store store, RepositoryEvents repositories, ServiceSettings settings, TimeProvider time,
        ILogger<InboxRouter> logger)
    : IDisposable
{
    private const int RowsMax = 50;
    private const int RankOpened = 0;
    private const int RankOther = 1;

    /// <summary>
    /// Two workers must not read the same rows at the same time: events of a repository are handled in order.
    /// </summary>
    private readonly SemaphoreSlim one = new(1);

    /// <summary>What there may be to do now; null: nothing was unread.</summary>
    public async Task<Work?> RunOnceAsync(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var rows = await store.UnreadAsync(RowsMax);
            if (rows.Count == 0) return null;
            var routings = new List<Routing>(rows.Count);
            foreach (var row in rows) routings.Add(await RouteSafelyAsync(row));
            await store.RouteAsync(routings, time.Now());
            CrashPoint.Hit(CrashPoint.AfterRoute);
            return (routings.Any(routing => routing is Routing.Ready) ? Work.Events : Work.None) |
                (routings.Any(routing => routing is Routing.Done)
                    ? Work.Setup | Work.Listing | Work.Events | Work.Batches | Work.Checks : Work.None);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    private async Task<Routing> RouteSafelyAsync(InboxRow row)
    {
        try
        {
            return await RouteAsync(row);
        }
        catch (Exception error) when (error is not StoreUnavailableException)
        {
            Log.Unreadable(logger, row.DeliveryId, error);
            return new Routing.Dead(row.InboxId, error.ToString()) { Whose = EventParser.InstallationOf(row.Json()) };
        }
    }

    private async Task<Routing> RouteAsync(InboxRow row)
    {
        switch (EventParser.Parse(row.Event, new DeliveryId(row.DeliveryId), row.ReceivedAt, row.Json()))
        {
            case ParsedDelivery.Ignored ignored: return new Routing.Ignored(row.InboxId, ignored.Reason);
            case ParsedDelivery.Malformed malformed:
                Log.DeadLetter(logger, row.DeliveryId, malformed.Problem.ToString());
                return new Routing.Dead(row.InboxId, malformed.Problem.ToString())
                {
                    Whose = EventParser.InstallationOf(row.Json()),
                };
            case ParsedDelivery.Parsed { Event: IssueEvent issue }: return await RouteIssueAsync(row, issue);
            case ParsedDelivery.Parsed other:
                await repositories.HandleAsync(other.Event);
                return new Routing.Done(row.InboxId) { Whose = other.Event.Installation };
            default: throw new InvalidOperationException("no such parsed delivery");
        }
    }

    private async Task<Routing> RouteIssueAsync(InboxRow row, IssueEvent happened)
    {
        if (happened.Installation is not { } installation) return new Routing.Ignored(
            row.InboxId, "it comes from no installation of the App");
        if (await repositories.WhyNotOursAsync(installation, happened) is { } refusal)
            return refusal(row.InboxId) with { Whose = installation };
        return new Routing.Ready(
            row.InboxId,
            installation,
            happened.Repo.Id,
            happened.Issue.Id,
            happened.OccurredAt,
            happened.Issue.UpdatedAt,
            happened is IssueOpened ? RankOpened : RankOther,
            await NotBeforeAsync(row, happened))
        {
            History = happened is IssueDeleted ? null : HistoryJson.Write(happened),
            EndsHistory = happened is IssueDeleted,
        };
    }

    /// <summary>
    /// A new issue waits, so that its form's labels and the author's first corrections are decided together with it.
    /// What
    /// overtook the news of a new issue waits likewise.
    /// </summary>
    private async Task<Instant> NotBeforeAsync(InboxRow row, IssueEvent happened)
    {
        if (happened is IssueOpened) return row.ReceivedAt + settings.Settle;
        if (IsStopButton(happened)) return Instant.FromUnixTimeMilliseconds(0);
        var isYoung = row.ReceivedAt - happened.Issue.CreatedAt < settings.Settle;
        return isYoung && await store.IssueAsync(
            happened.Issue.Id) is null ? row.ReceivedAt + settings.Settle : row.ReceivedAt;
    }

    /// <summary>Whoever stops writing does not wait behind what has happened elsewhere.</summary>
    private static bool IsStopButton(IssueEvent happened) =>
        happened is CommentCreated { Comment.Body: var text } && CommandReader.IsSteering(text);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "delivery {Delivery} is a dead letter: {Problem}")]
        public static partial void DeadLetter(ILogger logger, string delivery, string problem);

        [LoggerMessage(Level = LogLevel.Error, Message = "delivery {Delivery} is a dead letter: reading it failed")]
        public static partial void Unreadable(ILogger logger, string delivery, Exception error);
    }
}
