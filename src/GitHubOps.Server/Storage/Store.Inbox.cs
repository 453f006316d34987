using System.Data.Common;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string InboxColumns =
        """
        inbox_id, source, delivery_id, event, received_at_ms, body, body_bytes, installation_id, repo_id, issue_id,
        occurred_at_ms, shown_at_ms, attempts, fence
        """;

    private const string UnreadEvents =
        $"SELECT {InboxColumns} FROM inbox WHERE state = 'new' ORDER BY inbox_id LIMIT @rowsMax";

    /// <summary>Of two that show the same second, that which would be decided last.</summary>
    private const string NewestOfIssue =
        $"""
        SELECT {InboxColumns} FROM inbox
        WHERE issue_id = @IssueId AND inbox_id <> @InboxId AND state IN ('ready', 'running') AND source = 'webhook'
        ORDER BY shown_at_ms DESC, occurred_at_ms DESC, rank DESC, inbox_id DESC LIMIT 1
        """;

    private const string Receive =
        """
        INSERT INTO inbox (source, delivery_id, event, state, received_at_ms, body, body_bytes, kept_bytes,
            recovered)
        VALUES ('webhook', @id, @event, 'new', @at, @body, @bytes, @kept, @recovered)
        ON CONFLICT (delivery_id) DO NOTHING
        """;

    /// <summary>Completes when the delivery is on the disk.</summary>
    /// <exception cref="StoreUnavailableException">It is not.</exception>
    public Task<Receipt> ReceiveAsync(IncomingDelivery delivery) =>
        WriteAsync(session => PutDelivery(session, delivery), isOneStatement: true);

    private static Receipt PutDelivery(Session session, IncomingDelivery delivery)
    {
        var insert = session.Prepared(Receive);
        Set(insert, "@id", delivery.Id.Value);
        Set(insert, "@event", delivery.Event);
        Set(insert, "@at", Ms(delivery.ReceivedAt));
        Set(insert, "@body", delivery.Body);
        Set(insert, "@bytes", delivery.BodyBytes);
        Set(insert, "@kept", delivery.Body.Length);
        Set(insert, "@recovered", delivery.IsRecovered);
        return insert.ExecuteNonQuery() == 1 ? Receipt.Stored : Receipt.Duplicate;
    }

    /// <summary>The body that was stored under this id first; null when its time is over.</summary>
    public Task<byte[]?> FirstBodyAsync(DeliveryId id) => ReadAsync(session =>
    {
        var row = session.First<InboxRow>(
            $"SELECT {InboxColumns} FROM inbox WHERE delivery_id = @id AND body IS NOT NULL", new { id = id.Value });
        return row?.Json();
    });

    /// <summary>Rows nobody has read yet, in the order of receipt.</summary>
    public Task<IReadOnlyList<InboxRow>> UnreadAsync(
        int rowsMax) => ReadAsync<IReadOnlyList<InboxRow>>(session => session.Query<InboxRow>(
        UnreadEvents, new { rowsMax }));

    /// <summary>New → ready, done, ignored or dead.</summary>
    public Task RouteAsync(IReadOnlyList<Routing> routings, Instant now) => WriteAsync(session =>
    {
        foreach (var routing in routings) Route(session, routing, now);
        return true;
    }, needsFlush: false);

    private static void Route(Session session, Routing routing, Instant now)
    {
        switch (routing)
        {
            case Routing.Ready ready:
                var isNew = session.Execute(
                    """
                    UPDATE inbox SET state = 'ready', installation_id = @installation, repo_id = @repo,
                        issue_id = @issue,
                        occurred_at_ms = @occurred, shown_at_ms = @shown, rank = @rank, not_before_at_ms = @notBefore
                    WHERE inbox_id = @id AND state = 'new'
                    """,
                    new
                    {
                        id = ready.InboxId,
                        installation = ready.Installation.Value,
                        repo = ready.Repo.Value,
                        issue = ready.Issue.Value,
                        occurred = Ms(ready.OccurredAt),
                        shown = Ms(ready.ShownAt),
                        rank = ready.Rank,
                        notBefore = Ms(ready.NotBefore),
                    }) == 1;
                if (isNew) PutHistory(session, ready, now);
                break;
            case Routing.Done: FinishNew(session, routing, "done", reason: null, now); break;
            case Routing.Ignored ignored: FinishNew(session, routing, "ignored", ignored.Reason, now); break;
            case Routing.Dead dead: FinishNew(session, routing, "dead", dead.Reason, now); break;
            default: throw new InvalidOperationException($"no such routing: {routing}");
        }
    }

    // What is ignored here is looked at by nobody again: its payload goes at once.
    private static void FinishNew(Session session, Routing routing, string state, string? reason, Instant now) =>
        session.Execute(
            """
            UPDATE inbox SET state = @state, reason = @reason, finished_at_ms = @now, installation_id = @whose,
                body = CASE WHEN @state = 'ignored' THEN NULL ELSE body END,
                kept_bytes = CASE WHEN @state = 'ignored' THEN 0 ELSE kept_bytes END
            WHERE inbox_id = @InboxId AND state = 'new'
            """,
            new
            {
                routing.InboxId, state, whose = routing.Whose?.Value ?? 0, reason = reason is null ? null : Cut(reason),
                now = Ms(now),
            });

    private static InboxRow? FindNewest(Session session, InboxRow row) =>
        session.First<InboxRow>(NewestOfIssue, new { row.IssueId, row.InboxId });

    /// <summary>Running → ready, not before an instant. False: the lease was lost meanwhile.</summary>
    public Task<bool> RetryEventAsync(
        InboxRow row, Instant notBefore, string reason, bool burnsAttempt) => WriteAsync(session =>
        session.Execute(
            """
            UPDATE inbox SET state = 'ready', lease_until_at_ms = NULL, not_before_at_ms = @notBefore, reason = @reason,
                attempts = attempts - @back
            WHERE inbox_id = @InboxId AND state = 'running' AND fence = @Fence
            """,
            new
            {
                row.InboxId, row.Fence, notBefore = Ms(
                notBefore), reason = Cut(reason), back = burnsAttempt ? 0 : 1
            }) == 1, needsFlush: false);

    /// <summary>Running → ignored: understood, and deliberately nothing.</summary>
    public Task<bool> IgnoreEventAsync(InboxRow row, string reason, Instant now) =>
        FinishEventAsync(row, "ignored", reason, now);

    /// <summary>Running → dead: cannot be handled; a person must look.</summary>
    public Task<bool> BuryEventAsync(InboxRow row, string reason, Instant now) =>
        FinishEventAsync(row, "dead", reason, now);

    private Task<bool> FinishEventAsync(InboxRow row, string state, string reason, Instant now) => WriteAsync(session =>
    {
        if (!FinishEvent(session, row, state, reason, now)) return false;
        SettleBulk(session, row);

        // What could not be decided would break every replay.
        if (state == "dead") session.Execute("DELETE FROM history WHERE inbox_id = @InboxId", new { row.InboxId });
        return true;
    }, needsFlush: false);

    private static bool FinishEvent(Session session, InboxRow row, string state, string? reason, Instant now) =>
        session.Execute(
            """
            UPDATE inbox SET state = @state, reason = @reason, finished_at_ms = @now, lease_until_at_ms = NULL
            WHERE inbox_id = @InboxId AND state = 'running' AND fence = @Fence
            """,
            new { row.InboxId, row.Fence, state, reason = reason is null ? null : Cut(reason), now = Ms(now) }) == 1;

    /// <summary>
    /// Puts an event of our own into the inbox, ready at once; false: it is there already, by its id.
    /// </summary>
    private static bool PutOwnEvent(Session session, OwnEvent own, Instant now)
    {
        var json = own.ToJson();
        var body = BodyCodec.Compress(json);
        return session.Execute(
            """
            INSERT INTO inbox (source, delivery_id, event, state, received_at_ms, body, body_bytes, kept_bytes,
                installation_id, repo_id, issue_id, occurred_at_ms, not_before_at_ms)
            VALUES (@Source, @Id, @Source, 'ready', @now, @body, @bytes, @kept, @InstallationId, @RepoId, @IssueId,
                @occurred, @now)
            ON CONFLICT (delivery_id) DO NOTHING
            """,
            new
            {
                own.Source,
                own.Id,
                own.InstallationId,
                own.RepoId,
                own.IssueId,
                occurred = Ms(own.OccurredAt),
                now = Ms(now),
                body,
                bytes = json.Length,
                kept = body.Length,
            }) == 1;
    }

    private static void Set(DbCommand command, string name, object value)
    {
        if (command.Parameters.Contains(name))
        {
            command.Parameters[name].Value = value;
            return;
        }

        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
