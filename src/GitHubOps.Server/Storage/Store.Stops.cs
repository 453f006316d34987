using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>All writing is stopped there by a person's word.</summary>
/// <param name="Repository">Null: everywhere.</param>
internal sealed record StopRow(string? Repository, string StoppedBy, long StoppedAtMs);

/// <summary>What waits to be written.</summary>
internal sealed record QueuedRow
{
    public long OutboxId { get; init; }
    public string? Repository { get; init; }
    public int? Number { get; init; }
    public string Effects { get; init; } = "";
    public long Held { get; init; }
    public long CreatedAtMs { get; init; }
    public long NotBeforeAtMs { get; init; }
    public string? Reason { get; init; }
}

/// <summary>Where writing is stopped, and what waits because of it. One row for each word of a person.</summary>
internal sealed partial class Store
{
    /// <summary>The row that stands for every repository.</summary>
    private const long Everywhere = 0;

    private const int HeldByStop = 1;
    private const int HeldForApproval = 2;

    private const string IsStopped = "EXISTS (SELECT 1 FROM stops WHERE repo_id IN (0, @RepoId))";

    private const string FirstStop =
        """
        SELECT repo_id, stopped_by, stopped_at_ms FROM stops WHERE repo_id IN (0, @repo) ORDER BY repo_id LIMIT 1
        """;

    /// <summary>Asked before each write leaves us; null: it may.</summary>
    public WritingStop? StopOf(RepoId repository) => readers.Read(session => FindStop(session, repository.Value));

    /// <summary>Nothing is written any more; who stopped it first stays named.</summary>
    /// <param name="repository">Null: everywhere.</param>
    public Task<bool> StopWritingAsync(RepoId? repository, string by, Instant now) =>
        WriteAsync(session => StopWriting(session, repository?.Value ?? Everywhere, by, now));

    /// <summary>What waits is written, in its order. False: nothing was stopped there.</summary>
    public Task<bool> LetWriteAsync(RepoId? repository) =>
        WriteAsync(session => LetWrite(session, repository?.Value ?? Everywhere));

    /// <summary>What one change leads to on many issues is written after all; answers on how many issues.</summary>
    public Task<int> ApproveAsync(RepoId repository) => WriteAsync(session => Approve(session, repository.Value));

    /// <summary>Ready → would: a person does not want it. Answers which were dropped.</summary>
    public Task<IReadOnlyList<long>> DropAsync(IReadOnlyCollection<long> batches, string by, Instant now) =>
        WriteAsync<IReadOnlyList<long>>(session =>
            [.. batches.Where(batch => Drop(session, batch, $"dropped by {by}", now))]);

    public Task<IReadOnlyList<StopRow>> StopsAsync() => ReadAsync<IReadOnlyList<StopRow>>(session =>
        [.. session.Query<(string? Repository, string By, long At)>(
            """
            SELECT r.owner || '/' || r.name, s.stopped_by, s.stopped_at_ms
            FROM stops s LEFT JOIN repositories r ON r.repo_id = s.repo_id ORDER BY s.stopped_at_ms LIMIT 1000
            """).Select(row => new StopRow(row.Repository, row.By, row.At))]);

    /// <summary>The oldest first.</summary>
    public Task<IReadOnlyList<QueuedRow>> QueueAsync(long after, int rowsMax) =>
        ReadAsync<IReadOnlyList<QueuedRow>>(session => session.Query<QueuedRow>(
            """
            SELECT o.outbox_id, r.owner || '/' || r.name AS repository, i.number, o.effects, o.held, o.created_at_ms,
                o.not_before_at_ms, o.reason
            FROM outbox o LEFT JOIN repositories r ON r.repo_id = o.repo_id LEFT JOIN issues i ON i.issue_id = o.issue_id
            WHERE o.state = 'ready' AND o.outbox_id > @after ORDER BY o.outbox_id LIMIT @rowsMax
            """,
            new { after, rowsMax }));

    /// <summary>Null: the App is not on it, as far as is known.</summary>
    public Task<RepoId?> RepositoryIdAsync(RepoName name) => ReadAsync<RepoId?>(session => session.First<long?>(
        """
        SELECT repo_id FROM repositories
        WHERE lower(owner) = lower(@Owner) AND lower(name) = lower(@Name) AND removed_at_ms IS NULL
        """,
        new { name.Owner, name.Name }) is { } id ? new RepoId(id) : null);

    private static WritingStop? FindStop(Session session, long repo) =>
        session.First<StopFound>(FirstStop, new { repo }) is { } stop
            ? new WritingStop(stop.StoppedBy, At(stop.StoppedAtMs), stop.RepoId == Everywhere)
            : null;

    private static int AwaitingApproval(Session session, long repo) => (int)session.First<long>(
        """
        SELECT COUNT(DISTINCT issue_id) FROM outbox
        WHERE repo_id = @repo AND state IN ('ready', 'running') AND held >= 2
        """,
        new { repo });

    /// <summary>What a command said, before the batch of the same decision is put down.</summary>
    private static void PutSteering(Session session, DecisionCommit commit)
    {
        foreach (var steer in commit.Decisions.Select(decision => decision.Effect).OfType<Effect.Steer>())
        {
            var repo = commit.Row.RepoId;
            if (steer.What == Steering.Stop) StopWriting(session, repo, steer.By.Value, commit.Now);
            else if (steer.What == Steering.GoOn) LetWrite(session, repo);
            else Approve(session, repo);
        }
    }

    private static bool StopWriting(Session session, long repo, string by, Instant now)
    {
        var isNew = session.Execute(
            """
            INSERT INTO stops (repo_id, stopped_by, stopped_at_ms) VALUES (@repo, @by, @now)
            ON CONFLICT (repo_id) DO NOTHING
            """,
            new { repo, by, now = Ms(now) }) == 1;
        session.Execute(
            """
            UPDATE outbox SET held = held | 1
            WHERE state = 'ready' AND NOT is_answer AND (@repo = 0 OR repo_id = @repo)
            """,
            new { repo });
        return isNew;
    }

    private static bool LetWrite(Session session, long repo)
    {
        var wasStopped = session.Execute("DELETE FROM stops WHERE repo_id = @repo", new { repo }) == 1;
        session.Execute(
            """
            UPDATE outbox SET held = held & ~1
            WHERE state = 'ready' AND (@repo = 0 OR repo_id = @repo)
              AND NOT EXISTS (SELECT 1 FROM stops s WHERE s.repo_id IN (0, outbox.repo_id))
            """,
            new { repo });
        return wasStopped;
    }

    private static int Approve(Session session, long repo)
    {
        var issues = AwaitingApproval(session, repo);
        session.Execute(
            "UPDATE outbox SET held = held & ~2 WHERE repo_id = @repo AND state IN ('ready', 'running')", new { repo });
        session.Execute("DELETE FROM bulks WHERE repo_id = @repo", new { repo });
        return issues;
    }

    private static bool Drop(Session session, long batch, string reason, Instant now)
    {
        var dropped = session.First<JournalPlace>(
            """
            UPDATE outbox SET state = 'would', held = 0, reason = @reason, finished_at_ms = @now
            WHERE outbox_id = @batch AND state = 'ready'
            RETURNING issue_id, repo_id, revision,
                (SELECT delivery_id FROM inbox i WHERE i.inbox_id = outbox.inbox_id) AS delivery_id
            """,
            new { batch, reason = Cut(reason), now = Ms(now) });
        if (dropped is null) return false;
        session.Execute(
            """
            INSERT INTO journal (issue_id, repo_id, delivery_id, at_ms, rule, because, effect, revision)
            VALUES (@IssueId, @RepoId, @delivery, @now, 'person', @reason, @effect, @Revision)
            """,
            new
            {
                dropped.IssueId, dropped.RepoId, dropped.Revision, delivery = dropped.DeliveryId ?? "", now = Ms(now),
                reason = Cut(reason), effect = EffectJson.Write([new Effect.LeaveAlone($"batch {batch}")]),
            });
        return true;
    }

    private sealed record StopFound
    {
        public long RepoId { get; init; }
        public string StoppedBy { get; init; } = "";
        public long StoppedAtMs { get; init; }
    }

    private sealed record JournalPlace
    {
        public long IssueId { get; init; }
        public long RepoId { get; init; }
        public string Revision { get; init; } = "";
        public string? DeliveryId { get; init; }
    }
}
