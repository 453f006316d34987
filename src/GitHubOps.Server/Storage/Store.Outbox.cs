using Dapper;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    /// <summary>GitHub wants at least a second between two writes of an installation.</summary>
    public static readonly Duration WritePace = Duration.FromSeconds(1);

    /// <summary>GitHub allows 500 contents an hour; its own web pages share the budget.</summary>
    private const int WritesPerHourMax = 450;

    private const string OutboxColumns =
        """
        outbox_id, installation_id, repo_id, issue_id, state, effects, read_first, attempts, fence, first_tried_at_ms,
            reason
        """;

    private static void PutBatch(WriteSession session, DecisionCommit commit)
    {
        if (commit.Writes.IsEmpty) return;
        var isSent = commit.NotSentBecause is null;
        session.Execute(
            """
            INSERT INTO outbox (inbox_id, installation_id, repo_id, issue_id, state, effects, revision, created_at_ms,
                not_before_at_ms, reason, finished_at_ms)
            VALUES (@InboxId, @InstallationId, @RepoId, @IssueId, @state, @effects, @Revision, @now, @now, @reason,
                @finished)
            """,
            new
            {
                commit.Row.InboxId,
                commit.Row.InstallationId,
                commit.Row.RepoId,
                commit.Row.IssueId,
                commit.Revision,
                state = isSent ? "ready" : "would",
                effects = EffectJson.Write(commit.Writes),
                reason = commit.NotSentBecause,
                now = Ms(commit.Now),
                finished = isSent ? (long?)null : Ms(commit.Now),
            });
    }

    /// <summary>
    /// Ready → running: the first unfinished batch of an issue of which nothing that has happened is still undecided, of
    /// an installation that may write now. The next write of that installation is then a second away, whoever makes it.
    /// </summary>
    public async Task<OutboxRow?> ClaimBatchAsync(InstallationId after, Instant now, Duration lease)
    {
        if (!await HasDueAsync("outbox", now)) return null;
        return await WriteAsync(session => ClaimBatch(session, after, now, lease));
    }

    private OutboxRow? ClaimBatch(WriteSession session, InstallationId after, Instant now, Duration lease)
    {
        // A lapsed lease: its holder may have written before it died.
        session.Execute(
            """
            UPDATE outbox SET state = 'ready', lease_until_at_ms = NULL, read_first = TRUE
            WHERE state = 'running' AND lease_until_at_ms <= @now
            """,
            new { now = Ms(now) });
        return ClaimFairly(session, "outbox", after, installation => ClaimBatch(session, installation, now, lease));
    }

    private OutboxRow? ClaimBatch(WriteSession session, long installation, Instant now, Duration lease)
    {
        var parameters = new { installation, now = Ms(now), until = Ms(now + lease) };
        var id = session.First<long?>(
            $"""
            SELECT o.outbox_id FROM outbox o JOIN installations n ON n.installation_id = o.installation_id
            WHERE o.state = 'ready' AND o.installation_id = @installation AND o.not_before_at_ms <= @now
              AND n.state = 'active' AND n.blocked_until_at_ms <= @now AND n.next_write_at_ms <= @now
              AND NOT EXISTS (
                SELECT 1 FROM outbox e
                WHERE e.issue_id = o.issue_id AND e.state IN ('ready', 'running') AND e.outbox_id < o.outbox_id)
              AND NOT EXISTS (
                SELECT 1 FROM inbox i
                WHERE i.issue_id = o.issue_id AND i.state IN ('ready', 'running') AND i.not_before_at_ms <= @now)
            ORDER BY o.not_before_at_ms, o.outbox_id LIMIT 1 {dialect.ClaimSuffix}
            """,
            parameters);
        if (id is null || IsHourUsedUp(session, installation, now)) return null;
        SetNextWrite(session, installation, now + WritePace);
        return session.First<OutboxRow>(
            $"""
            UPDATE outbox SET state = 'running', lease_until_at_ms = @until, fence = fence + 1, attempts = attempts + 1,
                tried_at_ms = @now, first_tried_at_ms = COALESCE(first_tried_at_ms, @now)
            WHERE outbox_id = @id RETURNING {OutboxColumns}
            """,
            new { id, parameters.until, parameters.now });
    }

    private static bool IsHourUsedUp(WriteSession session, long installation, Instant now)
    {
        var oldest = session.First<long?>(
            """
            SELECT tried_at_ms FROM outbox WHERE installation_id = @installation AND tried_at_ms > @hourAgo
            ORDER BY tried_at_ms DESC LIMIT 1 OFFSET @skip
            """,
            new { installation, hourAgo = Ms(now - Duration.FromHours(1)), skip = WritesPerHourMax - 1 });
        if (oldest is null) return false;
        SetNextWrite(session, installation, At(oldest.Value) + Duration.FromHours(1));
        return true;
    }

    private static void SetNextWrite(WriteSession session, long installation, Instant at) => session.Execute(
        "UPDATE installations SET next_write_at_ms = @at WHERE installation_id = @installation", new
        {
            installation,
            at = Ms(at)
        });

    /// <summary>
    /// Running → done. The comment's id is kept; who could not be assigned comes back as an event, once.
    /// </summary>
    public Task<bool> FinishBatchAsync(OutboxRow row, Sent sent, Instant now) => WriteAsync(session =>
    {
        if (!FinishBatch(session, row, "done", sent.Note, now)) return false;
        SetNextWrite(session, row.InstallationId, now + WritePace);
        PutComment(session, row, sent.Comment);
        foreach (var person in sent.RefusedPeople) PutRefusal(session, row, person, now);
        return true;
    });

    /// <summary>Running → refused: GitHub says no and would say it again. Visible, never retried.</summary>
    public Task<bool> RefuseBatchAsync(OutboxRow row, string reason, Instant now) =>
        WriteAsync(session => FinishBatch(session, row, "refused", reason, now));

    /// <summary>Running → would: the repository is not live (any more): recorded, not sent.</summary>
    public Task<bool> HoldBackBatchAsync(OutboxRow row, string reason, Instant now) =>
        WriteAsync(session => FinishBatch(session, row, "would", reason, now));

    /// <summary>Running → dead: our own mistake, or tried too often.</summary>
    public Task<bool> BuryBatchAsync(OutboxRow row, string reason, Instant now) =>
        WriteAsync(session => FinishBatch(session, row, "dead", reason, now));

    /// <summary>Running → ready, not before an instant. What was settled so far is kept.</summary>
    /// <param name="readFirst">It may have been done: look before acting again.</param>
    public Task<bool> RetryBatchAsync(
        OutboxRow row, Instant notBefore, string reason, bool readFirst, bool burnsAttempt, CommentIds? comment) =>
        WriteAsync(session =>
        {
            PutComment(session, row, comment);
            return session.Execute(
                """
                UPDATE outbox SET state = 'ready', lease_until_at_ms = NULL, not_before_at_ms = @notBefore,
                    reason = @reason,
                    read_first = (read_first OR @readFirst), attempts = attempts - @back
                WHERE outbox_id = @OutboxId AND state = 'running' AND fence = @Fence
                """,
                new
                {
                    row.OutboxId, row.Fence, readFirst, notBefore = Ms(
                        notBefore), reason = Cut(reason), back = burnsAttempt ? 0 : 1,
                }) == 1;
        });

    public Task<Instant?> NextBatchDueAsync() => ReadAsync<Instant?>(db => db.QueryFirstOrDefault<long?>(
        """
        SELECT MIN(MAX(o.not_before_at_ms, n.blocked_until_at_ms, n.next_write_at_ms))
        FROM outbox o JOIN installations n ON n.installation_id = o.installation_id
        WHERE o.state = 'ready' AND n.state = 'active'
        """) is { } ms ? At(ms) : null);

    private static bool FinishBatch(WriteSession session, OutboxRow row, string state, string? reason, Instant now) =>
        session.Execute(
            """
            UPDATE outbox SET state = @state, lease_until_at_ms = NULL, finished_at_ms = @now, reason = @reason
            WHERE outbox_id = @OutboxId AND state = 'running' AND fence = @Fence
            """,
            new { row.OutboxId, row.Fence, state, reason = reason is null ? null : Cut(reason), now = Ms(now) }) == 1;

    private static void PutComment(WriteSession session, OutboxRow row, CommentIds? comment)
    {
        if (comment is null) return;
        session.Execute(
            "UPDATE issues SET comment_id = @Id, comment_node_id = @NodeId WHERE issue_id = @IssueId",
            new { row.IssueId, comment.Id, comment.NodeId });
    }

    private static void PutRefusal(WriteSession session, OutboxRow row, Login person, Instant now)
    {
        session.Execute(
            """
            INSERT INTO unassignable (repo_id, login, refused_at_ms) VALUES (@RepoId, @login, @now)
            ON CONFLICT (repo_id, login) DO UPDATE SET refused_at_ms = @now
            """,
            new { row.RepoId, login = person.Value, now = Ms(now) });
        PutOwnEvent(session, new OwnEvent
        {
            Source = OwnEvent.Refusal,
            Id = $"refusal:{row.OutboxId}:{person}",
            InstallationId = row.InstallationId,
            RepoId = row.RepoId,
            IssueId = row.IssueId,
            OccurredAtMs = Ms(now),
            Subject = person.Value,
        }, now);
    }
}
