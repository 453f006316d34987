using NodaTime;

namespace GitHubOps.Server;

/// <summary>From when on things are kept.</summary>
/// <param name="BodiesSince">Payloads of finished events.</param>
/// <param name="IdsSince">Ids of finished events, dead letters, what was written to GitHub, reports.</param>
/// <param name="JournalSince">Decisions with their reasons.</param>
/// <param name="HistorySince">What happened to issues, for replays.</param>
internal sealed record Keeping(Instant BodiesSince, Instant IdsSince, Instant JournalSince, Instant HistorySince);

/// <summary>
/// Keeps the store from growing without end. For ever are kept: the truth about issues, turns, policies, repositories
/// and who cannot be assigned; they are few, and go with their installation.
/// </summary>
internal sealed partial class Store
{
    /// <summary>Of events, of batches and of messages, each.</summary>
    public const int DeadLettersMax = 10_000;

    private static readonly string[] Cleaning =
    [
        """
        UPDATE inbox SET body = NULL, kept_bytes = 0 WHERE inbox_id IN (
            SELECT inbox_id FROM inbox WHERE finished_at_ms < @bodies AND body IS NOT NULL AND state <> 'dead'
            LIMIT @rowsMax)
        """,
        """
        DELETE FROM inbox WHERE inbox_id IN (
            SELECT inbox_id FROM inbox WHERE finished_at_ms < @ids AND body IS NULL LIMIT @rowsMax)
        """,
        """
        DELETE FROM inbox WHERE inbox_id IN (
            SELECT inbox_id FROM inbox WHERE finished_at_ms < @ids AND state = 'dead' LIMIT @rowsMax)
        """,
        // The id is known for as long as any other.
        """
        UPDATE inbox SET state = 'ignored', reason = @because, body = NULL, kept_bytes = 0 WHERE inbox_id IN (
            SELECT inbox_id FROM inbox WHERE state = 'dead' ORDER BY finished_at_ms DESC
            LIMIT @rowsMax OFFSET @DeadLettersMax)
        """,
        """
        DELETE FROM outbox WHERE outbox_id IN (
            SELECT outbox_id FROM outbox WHERE finished_at_ms < @ids LIMIT @rowsMax)
        """,
        """
        DELETE FROM outbox WHERE outbox_id IN (
            SELECT outbox_id FROM outbox WHERE state IN ('refused', 'dead') ORDER BY finished_at_ms DESC
            LIMIT @rowsMax OFFSET @DeadLettersMax)
        """,
        """
        DELETE FROM messages WHERE message_id IN (
            SELECT message_id FROM messages WHERE finished_at_ms < @ids LIMIT @rowsMax)
        """,
        """
        DELETE FROM messages WHERE message_id IN (
            SELECT message_id FROM messages WHERE state IN ('undelivered', 'dead') ORDER BY finished_at_ms DESC
            LIMIT @rowsMax OFFSET @DeadLettersMax)
        """,
        """
        DELETE FROM check_runs WHERE check_id IN (
            SELECT check_id FROM checks WHERE finished_at_ms < @ids LIMIT @rowsMax)
        """,
        """
        DELETE FROM checks WHERE check_id IN (
            SELECT check_id FROM checks c WHERE finished_at_ms < @ids
                AND NOT EXISTS (SELECT 1 FROM check_runs r WHERE r.check_id = c.check_id) LIMIT @rowsMax)
        """,
        """
        DELETE FROM history WHERE inbox_id IN (
            SELECT inbox_id FROM history WHERE received_at_ms < @history LIMIT @rowsMax)
        """,
        // The oldest are looked at and no others: they were written in this order.
        """
        DELETE FROM journal WHERE journal_id IN (
            SELECT journal_id FROM (SELECT journal_id, at_ms FROM journal ORDER BY journal_id LIMIT @rowsMax) AS oldest
            WHERE at_ms < @journal)
        """,
        """
        DELETE FROM sightings WHERE issue_id IN (
            SELECT issue_id FROM sightings WHERE seen_at_ms < @ids LIMIT @rowsMax)
        """,
        """
        DELETE FROM missed_deliveries WHERE delivery_id IN (
            SELECT delivery_id FROM missed_deliveries WHERE delivered_at_ms < @ids LIMIT @rowsMax)
        """,
        """
        DELETE FROM gaps WHERE at_ms < @ids
        """,
        """
        DELETE FROM swaps WHERE swap_id IN (SELECT swap_id FROM swaps WHERE to_at_ms < @journal LIMIT @rowsMax)
        """,
        """
        DELETE FROM sayings WHERE saying_id IN (
            SELECT saying_id FROM sayings WHERE kind = 'Away' AND to_at_ms < @journal LIMIT @rowsMax)
        """,
        // What takes nothing back any more, and what was said otherwise since.
        """
        DELETE FROM sayings WHERE saying_id IN (
            SELECT s.saying_id FROM sayings s WHERE s.said_at_ms < @journal AND (
                (s.kind = 'Back' AND NOT EXISTS (SELECT 1 FROM sayings a WHERE a.installation_id = s.installation_id
                    AND a.person = s.person AND a.kind = 'Away' AND a.said_at_ms <= s.said_at_ms))
                OR (s.kind IN ('Mute', 'Unmute') AND EXISTS (SELECT 1 FROM sayings a
                    WHERE a.installation_id = s.installation_id AND a.person = s.person AND a.kind IN ('Mute', 'Unmute')
                    AND a.said_at_ms > s.said_at_ms)))
            LIMIT @rowsMax)
        """,
        """
        DELETE FROM recovery_reports WHERE report_id IN (
            SELECT report_id FROM recovery_reports WHERE finished_at_ms < @ids LIMIT @rowsMax)
        """,
    ];

    /// <summary>What is older goes, of each sort at most so many rows; answers how many were touched.</summary>
    public Task<int> CleanAsync(Keeping keeping, int rowsMax) => WriteAsync(session =>
    {
        var parameters = new
        {
            bodies = Ms(keeping.BodiesSince), ids = Ms(keeping.IdsSince), journal = Ms(keeping.JournalSince),
            history = Ms(keeping.HistorySince), rowsMax,
            DeadLettersMax, because = "one of too many dead letters",
        };
        return Cleaning.Sum(sql => session.Execute(sql, parameters));
    });

    /// <summary>Bytes of all payloads and of the history, as they are stored.</summary>
    public Task<long> KeptBytesAsync() => ReadAsync(session => session.First<long>(
        """
        SELECT
            (SELECT COALESCE(SUM(kept_bytes), 0) FROM inbox WHERE finished_at_ms IS NOT NULL AND body IS NOT NULL) +
            (SELECT COALESCE(SUM(length(body)), 0) FROM inbox WHERE state = 'new') +
            (SELECT COALESCE(SUM(length(body)), 0) FROM inbox WHERE state = 'ready') +
            (SELECT COALESCE(SUM(length(body)), 0) FROM inbox WHERE state = 'running') +
            (SELECT COALESCE(SUM(kept_bytes), 0) FROM history)
        """));

    /// <summary>
    /// Payloads of finished events go, then the history, then payloads of dead letters, the oldest of each first, until
    /// so many bytes are free; answers how many rows lost theirs. What is still to be decided keeps its own.
    /// </summary>
    public Task<int> DropBodiesAsync(long bytes, int rowsMax) => WriteAsync(session =>
    {
        var dropped = DropBodies(session, ref bytes, rowsMax, "state <> 'dead'");
        if (dropped < rowsMax && bytes > 0) dropped += DropHistory(session, ref bytes, rowsMax);
        return dropped < rowsMax && bytes > 0
            ? dropped + DropBodies(session, ref bytes, rowsMax, "state = 'dead'")
            : dropped;
    });

    private static int DropBodies(Session session, ref long bytes, int rowsMax, string which)
    {
        var oldest = session.Query<(long Id, long Bytes)>(
            $"""
            SELECT inbox_id, kept_bytes FROM inbox WHERE finished_at_ms IS NOT NULL AND body IS NOT NULL AND {which}
            ORDER BY finished_at_ms LIMIT @rowsMax
            """,
            new { rowsMax });
        var ids = new List<long>();
        foreach (var row in oldest)
        {
            if (bytes <= 0) break;
            bytes -= row.Bytes;
            ids.Add(row.Id);
        }

        if (ids.Count > 0)
            session.Execute("UPDATE inbox SET body = NULL, kept_bytes = 0 WHERE inbox_id IN @ids", new { ids });
        return ids.Count;
    }
}
