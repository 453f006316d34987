using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string OutboxColumns =
        """
        outbox_id, installation_id, repo_id, issue_id, state, effects, read_first, attempts, fence, first_tried_at_ms,
            reason, is_answer
        """;

    private static void PutBatch(Session session, DecisionCommit commit)
    {
        if (commit.Writes.IsEmpty) return;

        // Whoever stops all writing is answered all the same: that is the last word.
        var isStop = commit.Decisions.Any(decision => decision.Effect is Effect.Steer { What: Steering.Stop });
        var answers = isStop ? commit.Writes.Where(effect => effect is Effect.React).ToImmutableArray() : [];
        var isAsked = commit.Writes.Any(effect => effect is Effect.React);
        PutRow(session, commit, answers, new BatchKind { IsAnswer = true, IsAsked = true });
        BeginBulk(session, commit);
        if (isAsked) BringForward(session, commit.Row.IssueId, commit.Now);
        var rest = PutOffEdit(session, commit, commit.Writes.RemoveRange(answers), isAsked);
        PutRow(session, commit, rest, new BatchKind { IsAsked = isAsked });

        // What stands before it must not hold it up.
        session.Execute(
            "UPDATE outbox SET rank = @Rank WHERE issue_id = @IssueId AND state = 'ready' AND rank > @Rank",
            new { commit.Row.IssueId, commit.Priority.Rank });
    }

    private static void PutRow(Session session, DecisionCommit commit, ImmutableArray<Effect> writes, BatchKind kind)
    {
        if (writes.IsEmpty) return;
        var isSent = commit.NotSentBecause is null;

        // What was fetched from GitHub's log may have been handled before, by a store that a backup has since replaced.
        session.Execute(
            $"""
            INSERT INTO outbox (inbox_id, installation_id, repo_id, issue_id, state, effects, revision, rank,
                creates_content, read_first, created_at_ms, not_before_at_ms, reason, finished_at_ms, is_answer, held,
                is_asked, is_edit, is_apart, hour_max)
            VALUES (@InboxId, @InstallationId, @RepoId, @IssueId, @state, @effects, @Revision, @Rank, @createsContent,
                (SELECT recovered FROM inbox WHERE inbox_id = @InboxId), @now, @notBefore, @reason, @finished, @IsAnswer,
                @bulk + CASE WHEN NOT @IsAnswer AND {IsStopped} THEN 1 ELSE 0 END, @IsAsked, @IsEdit, @isApart,
                @WritesPerHour)
            """,
            new
            {
                commit.Row.InboxId,
                commit.Row.InstallationId,
                commit.Row.RepoId,
                commit.Row.IssueId,
                commit.Revision,
                commit.Priority.Rank,
                commit.WritesPerHour,
                kind.IsAnswer,
                kind.IsAsked,
                kind.IsEdit,
                isApart = kind.IsEdit || commit.BulkStop is not null,
                bulk = commit.BulkStop is not null && isSent ? HeldForApproval : 0,
                createsContent = commit.Priority.CreatesContent
                    && (writes.Length == commit.Writes.Length || writes.Any(effect => effect is Effect.PutComment)),
                state = isSent ? "ready" : "would",
                effects = EffectJson.Write(writes),
                reason = commit.NotSentBecause,
                now = Ms(commit.Now),
                notBefore = Ms(kind.NotBefore ?? commit.Now),
                finished = isSent ? (long?)null : Ms(commit.Now),
            });
    }

    /// <summary>What is different of a batch.</summary>
    private sealed record BatchKind
    {
        /// <summary>To whoever stopped all writing.</summary>
        public bool IsAnswer { get; init; }

        /// <summary>By a person's command: no ceiling counts it.</summary>
        public bool IsAsked { get; init; }

        /// <summary>Of the one comment alone, put off.</summary>
        public bool IsEdit { get; init; }

        public Instant? NotBefore { get; init; }
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
        if (sent.HasSaid)
            session.Execute("UPDATE issues SET comment_at_ms = @now WHERE issue_id = @IssueId",
                new { row.IssueId, now = Ms(now) });
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
                $"""
                UPDATE outbox SET state = 'ready', lease_until_at_ms = NULL, not_before_at_ms = @notBefore,
                    reason = @reason,
                    read_first = (read_first OR @readFirst), attempts = attempts - @back,
                    held = CASE WHEN NOT is_answer AND {IsStopped} THEN held | 1 ELSE held END
                WHERE outbox_id = @OutboxId AND state = 'running' AND fence = @Fence
                """,
                new
                {
                    row.OutboxId, row.RepoId, row.Fence, readFirst, notBefore = Ms(
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
    /// When an earlier batch of the issue was first tried that was to make its comment: whatever became of that batch,
    /// the comment may be there. Null: none was tried.
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
