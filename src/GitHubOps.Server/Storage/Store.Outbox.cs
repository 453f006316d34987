using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string OutboxColumns =
        """
        outbox_id, installation_id, repo_id, issue_id, state, effects, read_first, attempts, fence, first_tried_at_ms,
            reason
        """;

    private static void PutBatch(Session session, DecisionCommit commit)
    {
        if (commit.Writes.IsEmpty) return;
        var isSent = commit.NotSentBecause is null;

        // What was fetched from GitHub's log may have been handled before, by a store that a backup has since replaced.
        session.Execute(
            """
            INSERT INTO outbox (inbox_id, installation_id, repo_id, issue_id, state, effects, revision, rank,
                creates_content, read_first, created_at_ms, not_before_at_ms, reason, finished_at_ms)
            VALUES (@InboxId, @InstallationId, @RepoId, @IssueId, @state, @effects, @Revision, @Rank, @CreatesContent,
                (SELECT recovered FROM inbox WHERE inbox_id = @InboxId), @now, @now, @reason, @finished)
            """,
            new
            {
                commit.Row.InboxId,
                commit.Row.InstallationId,
                commit.Row.RepoId,
                commit.Row.IssueId,
                commit.Revision,
                commit.Priority.Rank,
                commit.Priority.CreatesContent,
                state = isSent ? "ready" : "would",
                effects = EffectJson.Write(commit.Writes),
                reason = commit.NotSentBecause,
                now = Ms(commit.Now),
                finished = isSent ? (long?)null : Ms(commit.Now),
            });

        // What stands before it must not hold it up.
        session.Execute(
            "UPDATE outbox SET rank = @Rank WHERE issue_id = @IssueId AND state = 'ready' AND rank > @Rank",
            new { commit.Row.IssueId, commit.Priority.Rank });
    }

    /// <summary>
    /// Running → done. The comment's id is kept; who could not be assigned comes back as an event, once.
    /// </summary>
    public Task<bool> FinishBatchAsync(OutboxRow row, Sent sent, Instant now) => WriteAsync(session =>
    {
        if (!FinishBatch(session, row, "done", sent.Note, now)) return false;
        SetNextWrite(session, row.InstallationId, now + WritePace);
        Unpark(session, row.InstallationId);
        PutComment(session, row, sent.Comment);
        PutDigest(session, row, sent.CheckDigest);
        foreach (var person in sent.RefusedPeople) PutRefusal(session, row, person, now);
        return true;
    });

    /// <summary>Running → refused: GitHub says no and would say it again. Visible, never retried.</summary>
    public Task<bool> RefuseBatchAsync(OutboxRow row, string reason, Instant now) =>
        WriteAsync(session => FinishBatch(session, row, "refused", reason, now));

    /// <summary>Running → would: the repository is not live (any more): recorded, not sent.</summary>
    public Task<bool> HoldBackBatchAsync(OutboxRow row, string reason, Instant now) => WriteAsync(session =>
    {
        GiveContentBack(session, row, now);
        return FinishBatch(session, row, "would", reason, now);
    });

    /// <summary>Running → dead: our own mistake, or tried too often.</summary>
    public Task<bool> BuryBatchAsync(OutboxRow row, string reason, Instant now) =>
        WriteAsync(session => FinishBatch(session, row, "dead", reason, now));

    /// <summary>Running → ready, not before an instant. What was settled so far is kept.</summary>
    /// <param name="readFirst">It may have been done: look before acting again.</param>
    public Task<bool> RetryBatchAsync(
        OutboxRow row, Instant notBefore, string reason, bool readFirst, bool burnsAttempt, CommentIds? comment,
        Instant now) =>
        WriteAsync(session =>
        {
            if (!burnsAttempt && !readFirst) GiveContentBack(session, row, now);
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

    private static bool FinishBatch(Session session, OutboxRow row, string state, string? reason, Instant now) =>
        session.Execute(
            """
            UPDATE outbox SET state = @state, lease_until_at_ms = NULL, finished_at_ms = @now, reason = @reason
            WHERE outbox_id = @OutboxId AND state = 'running' AND fence = @Fence
            """,
            new { row.OutboxId, row.Fence, state, reason = reason is null ? null : Cut(reason), now = Ms(now) }) == 1;

    /// <summary>GitHub has taken a write: no permission is missing (any more).</summary>
    private static void Unpark(Session session, long installation) => session.Execute(
        """
        UPDATE installations SET parked_until_at_ms = 0, parked_because = NULL
        WHERE installation_id = @installation AND parked_because IS NOT NULL
        """,
        new { installation });

    /// <summary>
    /// When an earlier batch of the issue was first tried that was to make its comment: whatever became of that batch, the
    /// comment may be there. Null: none was tried.
    /// </summary>
    public Task<Instant?> EarlierCommentAsync(OutboxRow row) => ReadAsync<Instant?>(session => session.First<long?>(
        """
        SELECT MIN(first_tried_at_ms) FROM outbox
        WHERE issue_id = @IssueId AND outbox_id < @OutboxId AND creates_content = TRUE
        """,
        new { row.IssueId, row.OutboxId }) is { } ms ? At(ms) : null);

    private static void PutComment(Session session, OutboxRow row, CommentIds? comment)
    {
        if (comment is null) return;
        session.Execute(
            "UPDATE issues SET comment_id = @Id, comment_node_id = @NodeId WHERE issue_id = @IssueId",
            new { row.IssueId, comment.Id, comment.NodeId });
    }

    private static void PutRefusal(Session session, OutboxRow row, Login person, Instant now)
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
