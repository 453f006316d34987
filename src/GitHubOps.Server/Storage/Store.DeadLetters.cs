using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What waits for a person, and trying it again.</summary>
internal sealed partial class Store
{
    private const string DeadLetterColumns =
        """
        i.delivery_id, i.event, b.reason, b.attempts, b.finished_at_ms, b.replayed_at_ms, b.installation_id,
            r.owner || '/' || r.name AS repository, s.number
        """;

    private const string DeadLetterPlaces =
        "LEFT JOIN repositories r ON r.repo_id = b.repo_id LEFT JOIN issues s ON s.issue_id = b.issue_id";

    private const string DeadInbox =
        $"""
        SELECT 'inbox' AS box, b.inbox_id AS id, b.state, {DeadLetterColumns}
        FROM inbox b JOIN inbox i ON i.inbox_id = b.inbox_id {DeadLetterPlaces}
        WHERE b.state = 'dead'
        """;

    private const string DeadOutbox =
        $"""
        SELECT 'outbox' AS box, b.outbox_id AS id, b.state, {DeadLetterColumns}
        FROM outbox b LEFT JOIN inbox i ON i.inbox_id = b.inbox_id {DeadLetterPlaces}
        WHERE b.state IN ('refused', 'dead')
        """;

    private const string DeadMessage =
        $"""
        SELECT 'message' AS box, b.message_id AS id, b.state, {DeadLetterColumns}
        FROM messages b LEFT JOIN inbox i ON i.inbox_id = b.inbox_id {DeadLetterPlaces}
        WHERE b.state IN ('undelivered', 'dead')
        """;

    /// <summary>The newest first, as many as are asked for.</summary>
    /// <param name="after">The last one of the page before; null: from the newest.</param>
    public Task<IReadOnlyList<DeadLetter>> DeadLettersAsync(DeadLetterPlace? after, int rowsMax) =>
        ReadAsync(session => DeadLetters(session, after, rowsMax));

    private static IReadOnlyList<DeadLetter> DeadLetters(Session session, DeadLetterPlace? after, int rowsMax) =>
        session.Query<DeadLetter>(
            $"""
            SELECT * FROM (
                SELECT * FROM (
                    {DeadInbox} AND (b.finished_at_ms, 'inbox', b.inbox_id) < (@at, @box, @id)
                    ORDER BY b.finished_at_ms DESC, b.inbox_id DESC LIMIT @rowsMax) AS events
                UNION ALL
                SELECT * FROM (
                    {DeadOutbox} AND (b.finished_at_ms, 'outbox', b.outbox_id) < (@at, @box, @id)
                    ORDER BY b.finished_at_ms DESC, b.outbox_id DESC LIMIT @rowsMax) AS batches
                UNION ALL
                SELECT * FROM (
                    {DeadMessage} AND (b.finished_at_ms, 'message', b.message_id) < (@at, @box, @id)
                    ORDER BY b.finished_at_ms DESC, b.message_id DESC LIMIT @rowsMax) AS messages) AS letters
            ORDER BY finished_at_ms DESC, box DESC, id DESC LIMIT @rowsMax
            """,
            new { at = after?.FinishedAtMs ?? long.MaxValue, box = after?.Box ?? "", id = after?.Id ?? 0, rowsMax });

    /// <summary>Null: there is no such dead letter.</summary>
    public Task<DeadLetter?> DeadLetterAsync(DeadLetterId letter) => ReadAsync(session =>
        session.First<DeadLetter>(
            letter.Box switch
            {
                DeadLetterId.Inbox => $"{DeadInbox} AND b.inbox_id = @Id",
                DeadLetterId.Outbox => $"{DeadOutbox} AND b.outbox_id = @Id",
                _ => $"{DeadMessage} AND b.message_id = @Id",
            },
            letter));

    /// <summary>
    /// Dead → new or ready, with no attempt counted; what became of each, in the order given. Twice at once is once:
    /// the second finds it no longer dead. Each keeps its place in the order of its issue.
    /// </summary>
    public Task<IReadOnlyList<ReplayResult>> ReplayAsync(IReadOnlyList<DeadLetterId> letters, Instant now) =>
        WriteAsync<IReadOnlyList<ReplayResult>>(session =>
            [.. letters.Select(letter => letter.Box switch
            {
                DeadLetterId.Inbox => ReplayEvent(session, letter.Id, now),
                DeadLetterId.Outbox => ReplayBatch(session, letter.Id, now),
                _ => ReplayMessage(session, letter.Id, now),
            })]);

    private static ReplayResult ReplayEvent(Session session, long id, Instant now)
    {
        var row = session.First<DeadRow>(
            """
            SELECT delivery_id, installation_id, repo_id, issue_id, body IS NOT NULL AS has_payload FROM inbox
            WHERE inbox_id = @id AND state = 'dead'
            """,
            new { id });
        if (row is null) return ReplayResult.NotDead;
        if (!row.HasPayload) return ReplayResult.NoPayload;

        // One that was never understood has no issue yet: it is read anew, and then judged like any other.
        if (row.IssueId != 0 && !IsServed(session, row)) return ReplayResult.Closed;
        session.Execute(
            """
            UPDATE inbox SET state = CASE WHEN issue_id = 0 THEN 'new' ELSE 'ready' END, attempts = 0, reason = NULL,
                finished_at_ms = NULL, not_before_at_ms = @now, replayed_at_ms = @now
            WHERE inbox_id = @id
            """,
            new { id, now = Ms(now) });
        if (row.IssueId != 0) PutReplay(session, row, now);
        return ReplayResult.Replayed;
    }

    private static ReplayResult ReplayBatch(Session session, long id, Instant now)
    {
        var row = session.First<DeadRow>(
            """
            SELECT COALESCE(i.delivery_id, '') AS delivery_id, o.installation_id, o.repo_id, o.issue_id
            FROM outbox o LEFT JOIN inbox i ON i.inbox_id = o.inbox_id
            WHERE o.outbox_id = @id AND o.state IN ('refused', 'dead')
            """,
            new { id });
        if (row is null) return ReplayResult.NotDead;
        if (!IsServed(session, row)) return ReplayResult.Closed;
        var isOvertaken = session.First<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM outbox WHERE issue_id = @IssueId AND outbox_id > @id
                AND state IN ('running', 'done', 'would'))
            """,
            new { id, row.IssueId });
        if (isOvertaken) return ReplayResult.Overtaken;
        session.Execute(
            """
            UPDATE outbox SET state = 'ready', attempts = 0, reason = NULL, finished_at_ms = NULL, read_first = TRUE,
                not_before_at_ms = @now, replayed_at_ms = @now
            WHERE outbox_id = @id
            """,
            new { id, now = Ms(now) });
        PutReplay(session, row, now);
        return ReplayResult.Replayed;
    }

    private static bool IsServed(Session session, DeadRow row) => session.First<bool>(
        """
        SELECT EXISTS (
            SELECT 1 FROM installations n JOIN repositories r ON r.installation_id = n.installation_id
            WHERE n.installation_id = @InstallationId AND n.state = 'active' AND r.repo_id = @RepoId
                AND r.removed_at_ms IS NULL)
        """,
        row);

    private static void PutReplay(Session session, DeadRow row, Instant now) => session.Execute(
        """
        INSERT INTO journal (issue_id, repo_id, delivery_id, at_ms, rule, because, effect, revision)
        VALUES (@IssueId, @RepoId, @DeliveryId, @now, 'replay', 'a person had a dead letter tried again', @none, '')
        """,
        new { row.IssueId, row.RepoId, row.DeliveryId, now = Ms(now), none = EffectJson.Write([]) });

    private sealed record DeadRow
    {
        public string DeliveryId { get; init; } = "";
        public long InstallationId { get; init; }
        public long RepoId { get; init; }
        public long IssueId { get; init; }
        public bool HasPayload { get; init; }
    }
}
