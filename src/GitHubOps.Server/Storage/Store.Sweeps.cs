using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Looking around: how far each repository was looked through, and what was found.</summary>
internal sealed partial class Store
{
    private const string OpenRepositories =
        """
        FROM repositories r JOIN installations n ON n.installation_id = r.installation_id
        LEFT JOIN sweeps s ON s.repo_id = r.repo_id
        WHERE r.removed_at_ms IS NULL AND n.state = 'active'
        """;

    /// <summary>
    /// The repository that has waited longest for a sweep or, when none is due, for the comparison of its open issues.
    /// </summary>
    public Task<SweepRow?> NextSweepAsync(Instant now, Duration firstComparison) => WriteAsync(session =>
    {
        session.Execute(
            """
            INSERT INTO sweeps (repo_id, since_at_ms, due_at_ms, compare_due_at_ms)
            SELECT repo_id, installed_at_ms, @now, @compare FROM repositories r
            WHERE removed_at_ms IS NULL AND NOT EXISTS (SELECT 1 FROM sweeps s WHERE s.repo_id = r.repo_id)
            """,
            new { now = Ms(now), compare = Ms(now + firstComparison) });
        return session.First<SweepRow>(
            $"""
            SELECT r.repo_id, r.installation_id, r.owner, r.name, r.node_id, r.is_private, r.installed_at_ms,
                s.since_at_ms, s.page, s.due_at_ms, s.compare_page, s.compare_begun_at_ms, s.tries
            {OpenRepositories} AND n.blocked_until_at_ms <= @now
                AND (s.due_at_ms <= @now OR s.compare_due_at_ms <= @now)
            ORDER BY s.due_at_ms > @now, s.due_at_ms, s.compare_due_at_ms LIMIT 1
            """,
            new { now = Ms(now) });
    });

    public Task<Instant?> NextSweepDueAsync() => ReadAsync<Instant?>(session => session.First<long?>(
        $"""
        SELECT MIN({dialect.Greatest}(n.blocked_until_at_ms,
            {dialect.Least}(COALESCE(s.due_at_ms, 0), COALESCE(s.compare_due_at_ms, 0))))
        {OpenRepositories}
        """) is { } ms ? At(ms) : null);

    /// <summary>
    /// A page was looked through: what it showed is in the inbox, and the next sweep goes on behind it.
    /// </summary>
    public Task SaveSweepAsync(
        SweepRow row, IReadOnlyCollection<FoundEvent> found, int issues, Instant since, int page, Instant now) =>
            WriteAsync(session =>
    {
        PutFound(session, found, issues, now);
        return session.Execute(
            "UPDATE sweeps SET since_at_ms = @since, page = @page, tries = 0, reason = NULL WHERE repo_id = @RepoId",
            new { row.RepoId, since = Ms(since), page });
    });

    /// <summary>The sweep came to its end: everything that changed before <paramref name="since"/> is known.</summary>
    public Task EndSweepAsync(SweepRow row, Instant since, Instant due, Instant now) =>
        WriteAsync(session => session.Execute(
        """
        UPDATE sweeps SET since_at_ms = @since, page = 1, due_at_ms = @due, swept_at_ms = @now, tries = 0, reason = NULL
        WHERE repo_id = @RepoId
        """,
        new { row.RepoId, since = Ms(since), due = Ms(due), now = Ms(now) }));

    /// <summary>A page of all open issues was compared.</summary>
    /// <param name="page">The next one.</param>
    public Task SaveComparisonAsync(
        SweepRow row, IReadOnlyCollection<FoundEvent> found, IEnumerable<IssueId> seen, int page, Instant begun,
            Instant now) =>
        WriteAsync(session =>
        {
            PutFound(session, found, issues: 0, now);
            foreach (var issue in seen)
            {
                session.Execute(
                    """
                    INSERT INTO sightings (issue_id, seen_at_ms) VALUES (@issue, @now)
                    ON CONFLICT (issue_id) DO UPDATE SET seen_at_ms = @now
                    """,
                    new { issue = issue.Value, now = Ms(now) });
            }

            return session.Execute(
                """
                UPDATE sweeps SET compare_page = @page, compare_begun_at_ms = @begun, tries = 0, reason = NULL
                WHERE repo_id = @RepoId
                """,
                new { row.RepoId, page, begun = Ms(begun) });
        });

    public Task EndComparisonAsync(SweepRow row, Instant due) => WriteAsync(session => session.Execute(
        """
        UPDATE sweeps SET compare_page = 0, compare_begun_at_ms = NULL, compare_due_at_ms = @due
        WHERE repo_id = @RepoId
        """,
        new { row.RepoId, due = Ms(due) }));

    /// <summary>Neither sweep nor comparison before an instant.</summary>
    public Task PutOffSweepAsync(SweepRow row, Instant notBefore, string reason, bool burnsAttempt) =>
        WriteAsync(session => session.Execute(
        $"""
        UPDATE sweeps SET due_at_ms = {dialect.Greatest}(due_at_ms, @notBefore),
            compare_due_at_ms = {dialect.Greatest}(compare_due_at_ms, @notBefore),
            tries = tries + @burnt, reason = @reason
        WHERE repo_id = @RepoId
        """,
        new { row.RepoId, notBefore = Ms(notBefore), reason = Cut(reason), burnt = burnsAttempt ? 1 : 0 }));

    /// <summary>Open issues of ours that the comparison has not come across.</summary>
    public Task<IReadOnlyList<IssueRow>> UnseenOpenIssuesAsync(SweepRow row, Instant since, int rowsMax) =>
        ReadAsync<IReadOnlyList<IssueRow>>(session => session.Query<IssueRow>(
            $"""
            SELECT {IssueColumns} FROM issues i WHERE repo_id = @RepoId AND is_open AND NOT EXISTS (
                SELECT 1 FROM sightings s WHERE s.issue_id = i.issue_id AND s.seen_at_ms >= @since)
            ORDER BY issue_id LIMIT @rowsMax
            """,
            new { row.RepoId, since = Ms(since), rowsMax }));

    /// <summary>
    /// False while something of the issue is still to be decided or written: what GitHub shows is not the last word.
    /// </summary>
    public Task<bool> IsQuietAsync(IssueId issue) => ReadAsync(session => session.First<long>(
        """
        SELECT (SELECT COUNT(*) FROM inbox WHERE issue_id = @issue AND state IN ('ready', 'running')) +
            (SELECT COUNT(*) FROM outbox WHERE issue_id = @issue AND state IN ('ready', 'running'))
        """,
        new { issue = issue.Value }) == 0);

    /// <summary>Bodies of the comments' events of an issue, as far as they are kept.</summary>
    public Task<IReadOnlyList<byte[]>> CommentEventsAsync(IssueId issue) =>
        ReadAsync<IReadOnlyList<byte[]>>(session => session.Query<InboxRow>(
        $"SELECT {InboxColumns} FROM inbox WHERE issue_id = @issue AND event = 'issue_comment' AND body IS NOT NULL",
        new { issue = issue.Value }).Select(row => row.Json()).ToList());

    /// <summary>What was written to an issue, newest first.</summary>
    public Task<IReadOnlyList<PastBatch>> PastBatchesAsync(IssueId issue) =>
        ReadAsync<IReadOnlyList<PastBatch>>(session =>
        session.Query<PastBatch>(
            "SELECT outbox_id, state, effects FROM outbox WHERE issue_id = @issue ORDER BY outbox_id DESC LIMIT 50",
            new { issue = issue.Value }));

    /// <summary>
    /// Writes that died and left no trace on GitHub are written again; what is there is looked at first. False: the
    /// issue has moved on meanwhile.
    /// </summary>
    public Task<bool> RepairAsync(IssueRow issue, ImmutableArray<Effect> effects, string revision, Instant now) =>
        WriteAsync(session =>
    {
        var parameters = new
        {
            issue.IssueId, issue.InstallationId, issue.RepoId, issue.Version, revision,
            effects = EffectJson.Write(effects),
            now = Ms(now),
            because = "its write had failed for good, and GitHub shows no trace of it",
            id = $"repair:{issue.IssueId}:{Ms(now)}",
        };
        var isPut = session.Execute(
            """
            INSERT INTO outbox (inbox_id, installation_id, repo_id, issue_id, state, effects, revision, read_first,
                created_at_ms, not_before_at_ms)
            SELECT 0, @InstallationId, @RepoId, @IssueId, 'ready', @effects, @revision, TRUE, @now, @now
            FROM issues WHERE issue_id = @IssueId AND version = @Version AND NOT EXISTS (
                SELECT 1 FROM outbox WHERE issue_id = @IssueId AND state IN ('ready', 'running'))
            """,
            parameters) == 1;
        if (!isPut) return false;
        session.Execute(
            """
            INSERT INTO journal (issue_id, repo_id, delivery_id, at_ms, rule, because, effect, revision)
            VALUES (@IssueId, @RepoId, @id, @now, 'repair', @because, @effects, @revision)
            """,
            parameters);
        return true;
    });

    /// <summary>Open → finished, when every repository was swept since; the report, once.</summary>
    public Task<RecoveryReport?> FinishReportAsync(Instant now) => WriteAsync(session => session.First<RecoveryReport>(
        $"""
        UPDATE recovery_reports SET finished_at_ms = @now
        WHERE finished_at_ms IS NULL AND NOT EXISTS (
            SELECT 1 {OpenRepositories} AND (s.swept_at_ms IS NULL OR s.swept_at_ms < noticed_at_ms))
        RETURNING report_id, gap_from_at_ms, gap_until_at_ms, noticed_at_ms, finished_at_ms, issues
        """,
        new { now = Ms(now) }));

    private static void PutFound(Session session, IReadOnlyCollection<FoundEvent> found, int issues, Instant now)
    {
        foreach (var one in found)
        {
            PutDelivery(session, new IncomingDelivery(
                new DeliveryId(one.Id), one.Event, now, BodyCodec.Compress(one.Payload), one.Payload.Length,
                    IsRecovered: true));
        }

        if (issues > 0)
            session.Execute("UPDATE recovery_reports SET issues = issues + @issues WHERE finished_at_ms IS NULL",
                new { issues });
    }
}
