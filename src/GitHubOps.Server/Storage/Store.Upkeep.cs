using NodaTime;

namespace GitHubOps.Server;

/// <summary>What waits and since when: the figures of <c>/status</c>.</summary>
internal sealed record StoreStatus
{
    public IReadOnlyDictionary<string, long> Inbox { get; init; } = new Dictionary<string, long>();
    public IReadOnlyDictionary<string, long> Outbox { get; init; } = new Dictionary<string, long>();

    /// <summary>Commits to be judged.</summary>
    public IReadOnlyDictionary<string, long> Checks { get; init; } = new Dictionary<string, long>();

    /// <summary>What is said outside of GitHub.</summary>
    public IReadOnlyDictionary<string, long> Messages { get; init; } = new Dictionary<string, long>();
    public long Alarms { get; init; }
    public long? OldestWaitingAtMs { get; init; }
    public long? NextAlarmAtMs { get; init; }

    /// <summary>When an event, a write or a set-up is due; alarms are told apart.</summary>
    public long? NextDueAtMs { get; init; }
    public IReadOnlyList<InstallationRow> Blocked { get; init; } = [];
    public IReadOnlyList<DeadLetter> DeadLetters { get; init; } = [];
    public IReadOnlyList<string> SetupFailures { get; init; } = [];

    /// <summary>Commits that could not be judged: <c>acme/app 1a2b3c4: why</c>.</summary>
    public IReadOnlyList<string> CheckFailures { get; init; } = [];

    /// <summary>Channels that did not take what was to be said: <c>ops-chat: 3: it has no address</c>.</summary>
    public IReadOnlyList<string> Undelivered { get; init; } = [];

    /// <summary>People whom GitHub does not let be assigned: <c>acme/app: zoe</c>.</summary>
    public IReadOnlyList<string> Unassignable { get; init; } = [];

    /// <summary>
    /// Rotations and owners of whom nobody could take an issue in the last week: <c>acme/app: why</c>.
    /// </summary>
    public IReadOnlyList<string> Gaps { get; init; } = [];
}

internal sealed partial class Store
{
    private const int DeadLettersShownMax = 20;
    private static readonly Duration GapsShownFor = Duration.FromDays(7);

    /// <summary>
    /// At the start: we own the file, so whatever is running was left by a process that died. It is ready again; what
    /// may have been written to GitHub is looked at before it is done again.
    /// </summary>
    /// <param name="lookAt">When GitHub shows for certain what was written.</param>
    public Task<int> RecoverAsync(Instant lookAt) => WriteAsync(session =>
        session.Execute(
            "UPDATE inbox SET state = 'ready', lease_until_at_ms = NULL WHERE state = @running",
                new { running = "running" }) +
        session.Execute(
            $"""
            UPDATE outbox SET state = 'ready', lease_until_at_ms = NULL, read_first = TRUE,
                not_before_at_ms = {dialect.Greatest}(not_before_at_ms, @lookAt)
            WHERE state = 'running'
            """,
            new { lookAt = Ms(lookAt) }) +
        session.Execute(
            "UPDATE checks SET state = 'ready', lease_until_at_ms = NULL WHERE state = @running",
            new { running = "running" }) +
        session.Execute(
            "UPDATE messages SET state = 'ready', lease_until_at_ms = NULL WHERE state = @running",
            new { running = "running" }));

    /// <summary>All of it at one moment: what moves from one box to the next is never missing from both.</summary>
    public Task<StoreStatus> StatusAsync(Instant now) => ReadAsync(session =>
    {
        session.Execute(dialect.BeginRead);
        try
        {
            return Status(session, now);
        }
        finally
        {
            session.Execute("ROLLBACK");
        }
    });

    private StoreStatus Status(Session session, Instant now) => new()
    {
        Inbox = Counts(session, "inbox"),
        Outbox = Counts(session, "outbox"),
        Checks = Counts(session, "checks"),
        Messages = Counts(session, "messages"),
        Alarms = session.First<long>("SELECT COUNT(*) FROM alarms"),
        OldestWaitingAtMs = session.First<long?>(
            """
            SELECT MIN(received_at_ms) FROM inbox
            WHERE state IN ('new', 'ready', 'running') AND not_before_at_ms <= @now
            """,
            new { now = Ms(now) }),
        NextAlarmAtMs = session.First<long?>("SELECT MIN(due_at_ms) FROM alarms"),
        NextDueAtMs = session.First<long?>(
            $"""
            SELECT MIN(due_at_ms) FROM (
                SELECT MIN(not_before_at_ms) AS due_at_ms FROM inbox WHERE state = 'ready'
                UNION ALL
                SELECT MIN({BatchDueAt})
                FROM outbox o JOIN installations n ON n.installation_id = o.installation_id
                WHERE o.{ReadyBatch} AND n.state = 'active'
                UNION ALL
                SELECT MIN({dialect.Greatest}(c.not_before_at_ms, n.blocked_until_at_ms))
                FROM checks c JOIN installations n ON n.installation_id = c.installation_id
                WHERE c.state = 'ready' AND n.state = 'active'
                UNION ALL
                SELECT MIN(not_before_at_ms) FROM messages WHERE state = 'ready'
                UNION ALL
                SELECT MIN({dialect.Greatest}(r.setup_not_before_at_ms, n.blocked_until_at_ms))
                FROM repositories r JOIN installations n ON n.installation_id = r.installation_id
                WHERE r.setup_state = 'wanted' AND r.removed_at_ms IS NULL AND n.state = 'active') AS dues
            """),
        Blocked = session.Query<InstallationRow>(
            """
            SELECT installation_id, account, state, blocked_until_at_ms, blocked_because, parked_because
            FROM installations
            WHERE (parked_because IS NOT NULL OR blocked_until_at_ms > @now OR state <> 'active') AND account <> ''
            LIMIT 100
            """,
            new { now = Ms(now) }),
        DeadLetters = DeadLetters(session, after: null, DeadLettersShownMax),
        SetupFailures = session.Query<string>(
            """
            SELECT owner || '/' || name || ': ' || setup_reason FROM repositories WHERE setup_state = 'failed' LIMIT 100
            """),
        CheckFailures = session.Query<string>(
            """
            SELECT r.owner || '/' || r.name || ' ' || substr(c.head_sha, 1, 7) || ': ' || c.reason
            FROM checks c JOIN repositories r ON r.repo_id = c.repo_id
            WHERE c.state = 'dead' ORDER BY c.finished_at_ms DESC LIMIT 20
            """),
        Undelivered = session.Query<string>(
            """
            SELECT channel || ': ' || COUNT(*) || ': ' || MAX(reason) FROM messages
            WHERE state IN ('undelivered', 'dead') GROUP BY channel ORDER BY channel LIMIT 100
            """),
        Unassignable = session.Query<string>(
            """
            SELECT r.owner || '/' || r.name || ': ' || u.login
            FROM unassignable u JOIN repositories r ON r.repo_id = u.repo_id
            WHERE r.removed_at_ms IS NULL ORDER BY 1 LIMIT 100
            """),
        Gaps = session.Query<string>(
            """
            SELECT r.owner || '/' || r.name || ': ' || g.because
            FROM gaps g JOIN repositories r ON r.repo_id = g.repo_id
            WHERE r.removed_at_ms IS NULL AND g.at_ms > @since ORDER BY g.at_ms DESC LIMIT 100
            """,
            new { since = Ms(now - GapsShownFor) }),
    };

    private static Dictionary<string, long> Counts(Session session, string box) =>
        session.Query<(string State, long Rows)>($"SELECT state, COUNT(*) FROM {box} GROUP BY state")
            .ToDictionary(count => count.State, count => count.Rows);
}
