using Dapper;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Simulation;

/// <summary>A look into the service's database from outside: what it has committed, over all its lives.</summary>
internal sealed class LedgerView : IDisposable
{
    private readonly SqliteConnection connection;

    public LedgerView(Database database) => connection = database.Open();

    public IReadOnlyList<T> Query<T>(string sql, object? parameters = null) =>
        connection.Query<T>(sql, parameters).AsList();

    public T? First<T>(string sql, object? parameters = null) => connection.QueryFirstOrDefault<T>(sql, parameters);

    public bool IsDone(Guid delivery) =>
        First<string>("SELECT state FROM inbox WHERE delivery_id = @id", new { id = delivery.ToString() }) == "done";

    public string? StateOf(long issue) =>
        First<string>("SELECT state FROM issues WHERE issue_id = @issue", new { issue });

    public bool HasUnfinishedWrites(SandboxIssue issue) => First<long>(
        "SELECT COUNT(*) FROM outbox WHERE issue_id = @id AND state IN ('ready', 'running')", new { id = issue.Id })
        > 0;

    /// <summary>
    /// The service had decided on this delivery before it decided what it last took away, or wrote of another kind.
    /// </summary>
    public bool WasDecidedBeforeLastWrite(Guid delivery, SandboxIssue issue, string kind = "unassign") => First<long>(
        """
        SELECT COUNT(*) FROM inbox i JOIN outbox o ON o.issue_id = @issue AND i.finished_at_ms < o.created_at_ms
        WHERE i.delivery_id = @delivery AND i.state = 'done' AND o.outbox_id = (
            SELECT MAX(outbox_id) FROM outbox
            WHERE issue_id = @issue AND tried_at_ms IS NOT NULL AND effects LIKE @kind)
        """,
        new { issue = issue.Id, delivery = delivery.ToString(), kind = $"%\"{kind}\"%" }) > 0;

    /// <summary>The service had set out to write its last comment before it decided on this delivery.</summary>
    public bool WasDecidedAfterLastComment(Guid delivery, SandboxIssue issue) => First<long>(
        """
        SELECT COUNT(*) FROM inbox i JOIN outbox o ON o.issue_id = @issue AND i.finished_at_ms >= o.tried_at_ms
        WHERE i.delivery_id = @delivery AND o.outbox_id = (
            SELECT MAX(outbox_id) FROM outbox
            WHERE issue_id = @issue AND state = 'done' AND effects LIKE '%"put-comment"%')
        """,
        new { issue = issue.Id, delivery = delivery.ToString() }) > 0;

    /// <summary>What was decided on an issue, oldest first.</summary>
    public string Journal(long issue) => string.Join('\n', Query<string>(
        """
        SELECT '  ' || i.event || ' #' || j.journal_id || ' ' || j.rule || ': ' || substr(j.effect, 1, 80) || ' (' || substr(j.because, 1, 60) || ')'
        FROM journal j LEFT JOIN inbox i ON i.delivery_id = j.delivery_id WHERE j.issue_id = @issue ORDER BY j.journal_id
        """,
        new { issue }));

    /// <summary>What is neither done nor given up.</summary>
    public string Unfinished() => string.Join("; ", Query<string>(
        """
        SELECT 'inbox ' || event || ' ' || state || ' ' || COALESCE(reason, '') FROM inbox
        WHERE state IN ('new', 'ready', 'running')
        UNION ALL
        SELECT 'outbox ' || outbox_id || ' ' || state || ' ' || COALESCE(reason, '') FROM outbox
        WHERE state IN ('ready', 'running')
        UNION ALL
        SELECT 'check of ' || head_sha || ' ' || state || ' ' || COALESCE(reason, '') FROM checks
        WHERE state IN ('ready', 'running')
        UNION ALL
        SELECT 'message ' || message_key || ' ' || state || ' ' || COALESCE(reason, '') FROM messages
        WHERE state IN ('ready', 'running')
        """));

    public void Dispose() => connection.Dispose();
}
