using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Which batch is written next: by its rank, within what GitHub lets an installation write.</summary>
internal sealed partial class Store
{
    /// <summary>GitHub wants at least a second between two writes of an installation.</summary>
    public static readonly Duration WritePace = Duration.FromSeconds(1);

    /// <summary>After so many writes one is chosen by its age alone: nothing waits for ever.</summary>
    private const int WritesByRankMax = 9;

    private const string ByRank = "o.rank, o.outbox_id";
    private const string ByAge = "o.not_before_at_ms, o.outbox_id";

    private const string NoContent = "o.creates_content = FALSE";
    private const string UrgentContent = "o.creates_content = TRUE AND o.rank = 0";
    private const string OtherContent = "o.creates_content = TRUE AND o.rank > 0";
    private const string NotUrgent = "o.rank > 0";

    /// <summary>Nobody holds it back.</summary>
    private const string ReadyBatch = "state = 'ready' AND held = 0";

    private const string FirstOfIssue =
        """
        (o.is_answer OR NOT EXISTS (
            SELECT 1 FROM outbox e
            WHERE e.issue_id = o.issue_id AND e.state IN ('ready', 'running') AND e.outbox_id <> o.outbox_id
              AND (e.state = 'running' OR (e.outbox_id < o.outbox_id AND NOT e.is_apart))))
        """;

    // "+ 0": a look goes through the index of the ranks, in which what the installation may not write now is not met.
    private const string Claimable =
        $"""
        o.{ReadyBatch} AND o.installation_id = @installation AND o.not_before_at_ms + 0 <= @now AND {FirstOfIssue}
          AND NOT EXISTS (
            SELECT 1 FROM inbox i
            WHERE i.issue_id = o.issue_id AND i.state IN ('ready', 'running') AND i.not_before_at_ms <= @now)
        """;

    /// <summary>
    /// Ready → running: of an installation that may write now the batch that comes first by its rank, of an issue of
    /// which nothing that has happened is still undecided. The next write of that installation is then a second away,
    /// whoever makes it.
    /// </summary>
    public async Task<OutboxRow?> ClaimBatchAsync(InstallationId after, Instant now, Duration lease)
    {
        // The writer is busy with deliveries: it is not asked when there is nothing to claim.
        if (await NextBatchDueAsync(now) is not { } due || due > now) return null;
        return await WriteAsync(session => ClaimBatch(session, after, now, lease));
    }

    private OutboxRow? ClaimBatch(Session session, InstallationId after, Instant now, Duration lease)
    {
        // A lapsed lease: its holder may have written before it died.
        session.Execute(
            """
            UPDATE outbox SET state = 'ready', lease_until_at_ms = NULL, read_first = TRUE
            WHERE state = 'running' AND lease_until_at_ms <= @now
            """,
            new { now = Ms(now) });
        return ClaimFairly(
            session, "outbox", after, installation => ClaimBatch(session, installation, now, lease), ReadyBatch);
    }

    private OutboxRow? ClaimBatch(Session session, long installation, Instant now, Duration lease)
    {
        var pace = session.First<PaceRow>(Pace, new { installation });
        if (pace is null || pace.WriteAtMs > Ms(now)) return null;
        if (ChooseWithinCeilings(session, pace, installation, now) is not { } chosen) return null;
        SetNextWrite(session, installation, now + WritePace);
        if (chosen.CreatesContent) SpendContent(session, chosen, installation, now);
        if (!chosen.IsAsked) CountAct(session, chosen, now);
        return session.First<OutboxRow>(
            $"""
            UPDATE outbox SET state = 'running', lease_until_at_ms = @until, fence = fence + 1, attempts = attempts + 1,
                tried_at_ms = @now, first_tried_at_ms = COALESCE(first_tried_at_ms, @now)
            WHERE outbox_id = @OutboxId RETURNING {OutboxColumns}
            """,
            new { chosen.OutboxId, until = Ms(now + lease), now = Ms(now) });
    }

    private CandidateRow? Choose(Session session, PaceRow pace, long installation, Instant now)
    {
        var mayUrgent = pace.NextUrgentAtMs <= Ms(now);
        var mayOthers = pace.NextContentAtMs <= Ms(now);
        var chosen = new[]
        {
            First(session, NoContent, ByRank, installation, now),
            mayUrgent ? First(session, UrgentContent, ByRank, installation, now) : null,
            mayOthers ? First(session, OtherContent, ByRank, installation, now) : null,
        }.OfType<CandidateRow>().MinBy(one => (one.Rank, one.OutboxId));
        if (chosen is null || chosen.Rank == WritePriority.Urgent) return chosen;
        var oldest = pace.WritesByRank < WritesByRankMax ? null
            : First(session, NotUrgent, ByAge, installation, now);

        // While its content must wait, the turn of the oldest is not over.
        if (oldest is { CreatesContent: true } && !mayOthers) oldest = null;
        session.Execute(
            "UPDATE installations SET writes_by_rank = @writes WHERE installation_id = @installation",
            new { installation, writes = oldest is null ? pace.WritesByRank + 1 : 0 });
        return oldest ?? chosen;
    }

    private CandidateRow? First(Session session, string which, string order, long installation, Instant now) =>
        session.First<CandidateRow>(
            $"{Candidate(which, order)} {dialect.ClaimSuffix}", new { installation, now = Ms(now) });

    private static string Candidate(string which, string order) =>
        $"""
        SELECT o.outbox_id, o.rank, o.creates_content, o.repo_id, o.issue_id, o.is_asked, o.is_edit, o.hour_max
        FROM outbox o
        WHERE {which} AND {Claimable} ORDER BY {order} LIMIT 1
        """;

    private static void SpendContent(Session session, CandidateRow chosen, long installation, Instant now)
    {
        session.Execute(
            """
            INSERT INTO contents (outbox_id, installation_id, created_at_ms, is_urgent)
            VALUES (@OutboxId, @installation, @now, @isUrgent)
            """,
            new { chosen.OutboxId, installation, now = Ms(now), isUrgent = chosen.Rank == WritePriority.Urgent });
        DealOutContents(session, installation, now);
    }

    /// <summary>It was not sent after all.</summary>
    private static void GiveContentBack(Session session, OutboxRow row, Instant now)
    {
        session.Execute("DELETE FROM acts WHERE outbox_id = @OutboxId", new { row.OutboxId });
        var given = session.Execute(
            """
            DELETE FROM contents WHERE outbox_id = @OutboxId AND created_at_ms = (
                SELECT tried_at_ms FROM outbox WHERE outbox_id = @OutboxId)
            """,
            new { row.OutboxId });
        if (given > 0) DealOutContents(session, row.InstallationId, now);
    }

    private static void DealOutContents(Session session, long installation, Instant now)
    {
        session.Execute(
            "DELETE FROM contents WHERE installation_id = @installation AND created_at_ms <= @hourAgo",
            new { installation, hourAgo = Ms(now - ContentBudget.Hour) });
        var spent = session.Query<(long At, bool IsUrgent)>(
            """
            SELECT created_at_ms, is_urgent FROM contents WHERE installation_id = @installation ORDER BY created_at_ms
            """,
            new { installation });
        var next = ContentBudget.Next([.. spent.Select(one => new SpentContent(At(one.At), one.IsUrgent))], now);
        session.Execute(
            """
            UPDATE installations SET next_content_at_ms = @others, next_urgent_at_ms = @urgent
            WHERE installation_id = @installation
            """,
            new { installation, others = Ms(next.Others), urgent = Ms(next.Urgent) });
    }

    private static void SetNextWrite(Session session, long installation, Instant at) => session.Execute(
        "UPDATE installations SET next_write_at_ms = @at WHERE installation_id = @installation", new
        {
            installation,
            at = Ms(at)
        });

    private sealed record CandidateRow
    {
        public long OutboxId { get; init; }
        public int Rank { get; init; }
        public bool CreatesContent { get; init; }
        public long RepoId { get; init; }
        public long IssueId { get; init; }
        public bool IsAsked { get; init; }
        public bool IsEdit { get; init; }
        public int HourMax { get; init; }
    }
}
