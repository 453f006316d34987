using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>A message on its way to a channel.</summary>
internal sealed record MessageRow
{
    public long MessageId { get; init; }
    public long InstallationId { get; init; }
    public long RepoId { get; init; }
    public long IssueId { get; init; }
    public string Channel { get; init; } = "";
    public string MessageKey { get; init; } = "";

    /// <summary><see cref="Effect.Tell"/> as JSON.</summary>
    public string Tell { get; init; } = "";
    public int Attempts { get; init; }
    public int Fence { get; init; }
    public long CreatedAtMs { get; init; }
}

internal sealed partial class Store
{
    /// <summary>States in which a message waits for a person.</summary>
    public const string Undelivered = "undelivered";

    private const string MessageColumns =
        """
        message_id, installation_id, repo_id, issue_id, channel, message_key, tell, attempts, fence, created_at_ms
        """;

    private const string NextMessage =
        """
        SELECT MIN(at_ms) FROM (
            SELECT MIN(not_before_at_ms) AS at_ms FROM messages WHERE state = 'ready'
            UNION ALL
            SELECT MIN(lease_until_at_ms) FROM messages WHERE state = 'running') AS dues
        """;

    public Task<Instant?> NextMessageDueAsync() => ReadAsync<Instant?>(session =>
        session.First<long?>(NextMessage) is { } ms ? At(ms) : null);

    /// <summary>
    /// Ready → running: pages first. A lapsed lease is a message that may have been sent; its key tells.
    /// </summary>
    public async Task<MessageRow?> ClaimMessageAsync(Instant now, Duration lease)
    {
        if (await NextMessageDueAsync() is not { } due || due > now) return null;
        return await WriteAsync(session =>
        {
            session.Execute(
                """
                UPDATE messages SET state = 'ready', lease_until_at_ms = NULL
                WHERE state = 'running' AND lease_until_at_ms <= @now
                """,
                new { now = Ms(now) });
            return session.First<MessageRow>(
                $"""
                UPDATE messages SET state = 'running', lease_until_at_ms = @until, fence = fence + 1,
                    attempts = attempts + 1
                WHERE message_id = (
                    SELECT message_id FROM messages WHERE state = 'ready' AND not_before_at_ms <= @now
                    ORDER BY rank, message_id LIMIT 1 {dialect.ClaimSuffix})
                RETURNING {MessageColumns}
                """,
                new { now = Ms(now), until = Ms(now + lease) });
        });
    }

    /// <param name="reason">Null only for <c>done</c>.</param>
    public Task<bool> FinishMessageAsync(MessageRow row, string state, string? reason, Instant now) =>
        WriteAsync(session => session.Execute(
            """
            UPDATE messages SET state = @state, lease_until_at_ms = NULL, finished_at_ms = @now, reason = @reason
            WHERE message_id = @MessageId AND state = 'running' AND fence = @Fence
            """,
            new { row.MessageId, row.Fence, state, reason = reason is null ? null : Cut(reason), now = Ms(now) }) == 1);

    /// <summary>
    /// Running → ready. What else waits for a channel that failed waits with it, and holds up no other.
    /// </summary>
    public Task<bool> RetryMessageAsync(MessageRow row, Instant notBefore, string reason, bool burnsAttempt) =>
        WriteAsync(session =>
        {
            var parameters = new
            {
                row.MessageId, row.Fence, row.Channel, notBefore = Ms(notBefore), reason = Cut(reason),
                back = burnsAttempt ? 0 : 1,
            };
            if (burnsAttempt)
                session.Execute(
                    """
                    UPDATE messages SET not_before_at_ms = @notBefore
                    WHERE channel = @Channel AND state = 'ready' AND not_before_at_ms < @notBefore
                    """,
                    parameters);
            return session.Execute(
                """
                UPDATE messages SET state = 'ready', lease_until_at_ms = NULL, not_before_at_ms = @notBefore,
                    reason = @reason, attempts = attempts - @back
                WHERE message_id = @MessageId AND state = 'running' AND fence = @Fence
                """,
                parameters) == 1;
        });

    private static void PutMessages(Session session, DecisionCommit commit)
    {
        foreach (var tell in commit.Decisions.Select(decision => decision.Effect).OfType<Effect.Tell>())
        {
            session.Execute(
                """
                INSERT INTO messages (inbox_id, installation_id, repo_id, issue_id, channel, message_key, rank, tell, state,
                    created_at_ms, not_before_at_ms, reason, finished_at_ms)
                VALUES (@InboxId, @InstallationId, @RepoId, @IssueId, @Channel, @key, @rank, @body, @state, @now, @notBefore,
                    @reason, @finished)
                ON CONFLICT (message_key) DO NOTHING
                """,
                new
                {
                    commit.Row.InboxId,
                    commit.Row.InstallationId,
                    commit.Row.RepoId,
                    commit.Row.IssueId,
                    tell.Channel,
                    key = $"{commit.Row.IssueId}/{tell.Step}",
                    rank = tell.How == EscalationKind.Page ? 0 : 1,
                    body = EffectJson.Write([tell]),
                    state = commit.NotSentBecause is null ? "ready" : "would",
                    now = Ms(commit.Now),
                    notBefore = Ms(Instant.Max(tell.NotBefore, commit.Now)),
                    reason = commit.NotSentBecause,
                    finished = commit.NotSentBecause is null ? (long?)null : Ms(commit.Now),
                });
        }
    }

    private static ReplayResult ReplayMessage(Session session, long id, Instant now)
    {
        var row = session.First<DeadRow>(
            """
            SELECT COALESCE(i.delivery_id, '') AS delivery_id, m.installation_id, m.repo_id, m.issue_id
            FROM messages m LEFT JOIN inbox i ON i.inbox_id = m.inbox_id
            WHERE m.message_id = @id AND m.state IN ('undelivered', 'dead')
            """,
            new { id });
        if (row is null) return ReplayResult.NotDead;
        if (!IsServed(session, row)) return ReplayResult.Closed;
        session.Execute(
            """
            UPDATE messages SET state = 'ready', attempts = 0, reason = NULL, finished_at_ms = NULL,
                not_before_at_ms = @now, created_at_ms = @now, replayed_at_ms = @now
            WHERE message_id = @id
            """,
            new { id, now = Ms(now) });
        PutReplay(session, row, now);
        return ReplayResult.Replayed;
    }
}
