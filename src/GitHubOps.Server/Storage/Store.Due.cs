using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// When there is something to claim without anything else happening. What waits for another piece of work is not due:
/// who finishes that piece wakes the others, and who died over it holds a lease that lapses.
/// </summary>
internal sealed partial class Store
{
    private const string NextEventDue =
        $"""
        SELECT MIN(at_ms) FROM (
            SELECT at_ms FROM (
                SELECT i.not_before_at_ms AS at_ms FROM inbox i
                WHERE {FirstInLine} AND NOT EXISTS (
                    SELECT 1 FROM inbox e WHERE e.issue_id = i.issue_id AND e.state = 'running')
                ORDER BY i.not_before_at_ms LIMIT 1) AS ready
            UNION ALL
            SELECT MIN(lease_until_at_ms) FROM inbox WHERE state = 'running') AS dues
        """;

    private const string NextBatchLease = "SELECT MIN(lease_until_at_ms) FROM outbox WHERE state = 'running'";

    /// <summary>What is asked for every event or every wake-up; parameters are bound by name.</summary>
    internal static IReadOnlyList<string> FrequentQueries { get; } =
    [
        UnreadEvents, ClaimableEvent, LapsedEvents, NextEventDue, NextInstallation("inbox", FirstInLine), DueAlarms,
        NextAlarm, NewestOfIssue, NextBatchLease, NextInstallation("outbox", ReadyBatch), Pace,
        .. new[] { NoContent, UrgentContent, OtherContent }.SelectMany(which => new[]
        {
            IsClaimable(which), FirstAfter(which), Candidate(which, ByRank),
        }),
        Candidate(NotUrgent, ByAge), NextMessage, FirstStop,
    ];

    /// <summary>When a ready batch <c>o</c> of the installation <c>n</c> may be written, whatever else waits.</summary>
    private string BatchDueAt =>
        $"""
        {dialect.Greatest}(o.not_before_at_ms, n.blocked_until_at_ms, n.parked_until_at_ms, n.next_write_at_ms,
            CASE WHEN NOT o.creates_content THEN 0 WHEN o.rank = 0 THEN n.next_urgent_at_ms
                ELSE n.next_content_at_ms END)
        """;

    private const string Pace =
        """
        SELECT next_write_at_ms, blocked_until_at_ms, parked_until_at_ms, next_content_at_ms, next_urgent_at_ms,
            writes_by_rank
        FROM installations WHERE installation_id = @installation AND state = 'active'
        """;

    /// <summary>When the next event may be claimed; null when none will be by itself.</summary>
    public Task<Instant?> NextEventDueAsync() => ReadAsync<Instant?>(session =>
        session.First<long?>(NextEventDue) is { } ms ? At(ms) : null);

    /// <summary>When the next batch may be claimed: now or later; null when none will be by itself.</summary>
    public Task<Instant?> NextBatchDueAsync(Instant now) => ReadAsync<Instant?>(session =>
    {
        var (next, last) = (session.First<long?>(NextBatchLease) ?? long.MaxValue, -1L);
        while (session.First<long?>(NextInstallation("outbox", ReadyBatch), new { last }) is { } installation)
        {
            last = installation;
            if (session.First<PaceRow>(Pace, new { installation }) is not { } pace) continue;
            var write = Math.Max(pace.WriteAtMs, Ms(now));
            next = Sooner(session, next, NoContent, installation, write);
            next = Sooner(session, next, UrgentContent, installation, Math.Max(write, pace.NextUrgentAtMs));
            next = Sooner(session, next, OtherContent, installation, Math.Max(write, pace.NextContentAtMs));
        }

        return next == long.MaxValue ? null : At(next);
    });

    /// <param name="from">When the installation may next write such a batch.</param>
    private static long Sooner(Session session, long next, string which, long installation, long from)
    {
        if (from >= next) return next;
        var parameters = new { installation, now = from };
        if (session.First<bool>(IsClaimable(which), parameters)) return from;
        return Math.Min(next, session.First<long?>(FirstAfter(which), parameters) ?? long.MaxValue);
    }

    private static string IsClaimable(string which) =>
        $"SELECT EXISTS (SELECT 1 FROM outbox o WHERE {which} AND {Claimable})";

    private static string FirstAfter(string which) =>
        $"""
        SELECT o.not_before_at_ms FROM outbox o
        WHERE {which} AND o.{ReadyBatch} AND o.installation_id = @installation AND o.not_before_at_ms > @now
          AND {FirstOfIssue} AND NOT EXISTS (
            SELECT 1 FROM inbox i
            WHERE i.issue_id = o.issue_id AND i.state IN ('ready', 'running')
              AND i.not_before_at_ms <= o.not_before_at_ms)
        ORDER BY o.not_before_at_ms LIMIT 1
        """;

    private sealed record PaceRow
    {
        public long NextWriteAtMs { get; init; }
        public long BlockedUntilAtMs { get; init; }
        public long ParkedUntilAtMs { get; init; }
        public long NextContentAtMs { get; init; }
        public long NextUrgentAtMs { get; init; }
        public int WritesByRank { get; init; }

        /// <summary>When anything may be written.</summary>
        public long WriteAtMs => Math.Max(NextWriteAtMs, Math.Max(BlockedUntilAtMs, ParkedUntilAtMs));
    }
}
