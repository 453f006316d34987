using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Commits to be judged, and what their check runs say.</summary>
internal sealed partial class Store
{
    private const string CheckColumns =
        """
        check_id, installation_id, repo_id, head_sha, cause, pull_number, base_sha, asked, is_again, approver, attempts,
        fence
        """;

    private const string Anew =
        """
        asked = asked + 1, attempts = 0, reason = NULL, finished_at_ms = NULL, not_before_at_ms = @now,
            state = CASE WHEN state = 'running' THEN 'running' ELSE 'ready' END
        """;

    /// <summary>
    /// Has a commit judged, once however often it is asked for; older heads of its pull request are not.
    /// </summary>
    public Task WantCheckAsync(CheckWish wish, Instant now) => WriteAsync(session =>
    {
        session.Execute(
            """
            INSERT INTO checks (installation_id, repo_id, head_sha, cause, pull_number, base_sha, state, is_again,
                created_at_ms, not_before_at_ms)
            VALUES (@installation, @repo, @HeadSha, @Cause, @PullNumber, @BaseSha, 'ready', @IsAgain, @now, @notBefore)
            ON CONFLICT (repo_id, head_sha) DO UPDATE SET installation_id = @installation, cause = @Cause,
                pull_number = CASE WHEN @PullNumber = 0 THEN checks.pull_number ELSE @PullNumber END,
                base_sha = COALESCE(@BaseSha, checks.base_sha), asked = checks.asked + 1,
                is_again = (checks.is_again OR @IsAgain),
                state = CASE WHEN checks.state = 'running' THEN 'running' ELSE 'ready' END,
                not_before_at_ms = @notBefore, attempts = 0, reason = NULL, finished_at_ms = NULL
            """,
            new
            {
                installation = wish.Installation.Value, repo = wish.Repo.Value, wish.HeadSha, wish.Cause,
                wish.PullNumber, wish.BaseSha, wish.IsAgain, now = Ms(now), notBefore = Ms(wish.NotBefore ?? now),
            });
        if (wish.PullNumber != 0)
            CancelChecks(session, wish.Repo, wish.PullNumber, wish.HeadSha, "the pull request has a newer head", now);
        return true;
    });

    /// <summary>The same of a commit that was judged before, for the same cause as then.</summary>
    /// <returns>False: it is not known.</returns>
    public Task<bool> WantCheckAgainAsync(RepoId repo, string headSha, Instant now) => WriteAsync(session =>
        session.Execute(
            $"UPDATE checks SET is_again = TRUE, {Anew} WHERE repo_id = @repo AND head_sha = @headSha",
            new { repo = repo.Value, headSha, now = Ms(now) }) == 1);

    /// <summary>Somebody approves a change: it is judged once more.</summary>
    public Task WantApprovedAsync(RepoId repo, string headSha, Login approver, Instant now) => WriteAsync(session =>
        session.Execute(
            $"UPDATE checks SET approver = @approver, {Anew} WHERE repo_id = @repo AND head_sha = @headSha",
            new { repo = repo.Value, headSha, approver = approver.Value, now = Ms(now) }));

    /// <summary>What the last pushed commit of a repository was found to be; null: nothing was said of any.</summary>
    public Task<CheckConclusion?> LastPushedAsync(RepoId repo) => ReadAsync<CheckConclusion?>(session =>
        Enum.TryParse<CheckConclusion>(session.First<string>(
            """
            SELECT r.conclusion FROM checks c JOIN check_runs r ON r.check_id = c.check_id
            WHERE c.repo_id = @repo AND c.cause = 'push' AND r.conclusion IS NOT NULL
            ORDER BY c.created_at_ms DESC, c.check_id DESC LIMIT 1
            """,
            new { repo = repo.Value }), out var conclusion) ? conclusion : null);

    /// <summary>
    /// News say that nobody waits for the checks of a pull request. They may be older than others that came before
    /// them: what is not finished is judged once more, and until then nothing of it is written.
    /// </summary>
    /// <param name="notBefore">By then GitHub shows what the news tell.</param>
    public Task DoubtChecksAsync(RepoId repo, int pullNumber, Instant notBefore, Instant now) => WriteAsync(session =>
    {
        const string unfinished =
            """
            repo_id = @repo AND pull_number = @pullNumber AND pull_number <> 0 AND cause = 'pull'
              AND (state IN ('ready', 'running') OR EXISTS (
                SELECT 1 FROM check_runs r JOIN outbox o ON o.issue_id = -r.check_run_id
                WHERE r.check_id = checks.check_id AND o.state = 'ready'))
            """;
        var parameters = new { repo = repo.Value, pullNumber, notBefore = Ms(notBefore) };
        var runs = session.Query<long>(
            $"SELECT check_run_id FROM check_runs WHERE check_id IN (SELECT check_id FROM checks WHERE {unfinished})",
            parameters);
        session.Execute(
            $"""
            UPDATE checks SET state = 'ready', lease_until_at_ms = NULL, not_before_at_ms = @notBefore,
                asked = asked + 1, attempts = 0, reason = NULL, finished_at_ms = NULL
            WHERE {unfinished}
            """,
            parameters);
        foreach (var run in runs) DropBatches(session, -run, "whether anybody waits for it is asked", now);
        return true;
    });

    /// <summary>Ready → running, from the next installation after <paramref name="after"/> that has work.</summary>
    public async Task<CheckRow?> ClaimCheckAsync(InstallationId after, Instant now, Duration lease)
    {
        if (await NextCheckDueAsync() is not { } due || due > now) return null;
        return await WriteAsync(session =>
        {
            session.Execute(
                """
                UPDATE checks SET state = 'ready', lease_until_at_ms = NULL
                WHERE state = 'running' AND lease_until_at_ms <= @now
                """,
                new { now = Ms(now) });
            return ClaimFairly(session, "checks", after, installation => ClaimCheck(session, installation, now, lease));
        });
    }

    public Task<Instant?> NextCheckDueAsync() => ReadAsync<Instant?>(session => session.First<long?>(
        $"""
        SELECT MIN(at_ms) FROM (
            SELECT MIN({dialect.Greatest}(c.not_before_at_ms, n.blocked_until_at_ms)) AS at_ms
            FROM checks c JOIN installations n ON n.installation_id = c.installation_id
            WHERE c.state = 'ready' AND n.state = 'active'
            UNION ALL
            SELECT MIN(lease_until_at_ms) FROM checks WHERE state = 'running') AS dues
        """) is { } ms ? At(ms) : null);

    /// <summary>
    /// Running → done, and what its check runs are to say into the outbox. False: the lease was lost.
    /// </summary>
    public Task<bool> CommitCheckAsync(CheckCommit commit, Instant now) => WriteAsync(session =>
    {
        var row = commit.Row;

        // What was asked for while it ran is done once more.
        var finished = session.Execute(
            """
            UPDATE checks SET lease_until_at_ms = NULL, reason = NULL, attempts = 0,
                state = CASE WHEN asked = @Asked THEN 'done' ELSE 'ready' END,
                is_again = CASE WHEN asked = @Asked THEN FALSE ELSE is_again END,
                finished_at_ms = CASE WHEN asked = @Asked THEN @now END
            WHERE check_id = @CheckId AND state = 'running' AND fence = @Fence
            """,
            new { row.CheckId, row.Fence, row.Asked, now = Ms(now) });
        if (finished != 1) return false;
        foreach (var check in commit.Checks) PutCheck(session, commit, check, now);
        return true;
    });

    /// <summary>Running → ready, not before an instant.</summary>
    public Task<bool> RetryCheckAsync(CheckRow row, Instant notBefore, string reason, bool burnsAttempt) =>
        WriteAsync(session => session.Execute(
            """
            UPDATE checks SET state = 'ready', lease_until_at_ms = NULL, not_before_at_ms = @notBefore,
                reason = @reason, attempts = attempts - @back
            WHERE check_id = @CheckId AND state = 'running' AND fence = @Fence
            """,
            new
            {
                row.CheckId, row.Fence, notBefore = Ms(notBefore), reason = Cut(reason), back = burnsAttempt ? 0 : 1,
            }) == 1);

    /// <summary>Running → cancelled: nobody waits for it any more.</summary>
    public Task<bool> CancelCheckAsync(CheckRow row, string reason, Instant now) =>
        EndCheckAsync(row, "cancelled", reason, now);

    /// <summary>Running → dead: our own mistake, or GitHub says no for good.</summary>
    public Task<bool> BuryCheckAsync(CheckRow row, string reason, Instant now) =>
        EndCheckAsync(row, "dead", reason, now);

    /// <summary>Whether the check run that a batch is about is known still.</summary>
    public Task<bool> HasCheckRunAsync(OutboxRow row) => ReadAsync(session => session.First<bool>(
        "SELECT EXISTS (SELECT 1 FROM check_runs WHERE check_run_id = @CheckRunId)", new { row.CheckRunId }));

    private CheckRow? ClaimCheck(Session session, long installation, Instant now, Duration lease) =>
        session.First<CheckRow>(
            $"""
            UPDATE checks SET state = 'running', lease_until_at_ms = @until, fence = fence + 1, attempts = attempts + 1
            WHERE check_id = (
                SELECT c.check_id FROM checks c JOIN installations n ON n.installation_id = c.installation_id
                WHERE c.state = 'ready' AND c.installation_id = @installation AND c.not_before_at_ms <= @now
                  AND n.state = 'active' AND n.blocked_until_at_ms <= @now
                ORDER BY c.not_before_at_ms, c.check_id LIMIT 1 {dialect.ClaimSuffix})
            RETURNING {CheckColumns}
            """,
            new { installation, now = Ms(now), until = Ms(now + lease) });

    private Task<bool> EndCheckAsync(CheckRow row, string state, string reason, Instant now) =>
        WriteAsync(session => session.Execute(
            """
            UPDATE checks SET state = @state, lease_until_at_ms = NULL, finished_at_ms = @now, reason = @reason
            WHERE check_id = @CheckId AND state = 'running' AND fence = @Fence
            """,
            new { row.CheckId, row.Fence, state, reason = Cut(reason), now = Ms(now) }) == 1);

    private static void PutCheck(Session session, CheckCommit commit, Effect.PutCheck check, Instant now)
    {
        var row = commit.Row;
        session.Execute(
            "INSERT INTO check_runs (check_id, name) VALUES (@CheckId, @Name) ON CONFLICT (check_id, name) DO NOTHING",
            new { row.CheckId, check.Verdict.Name });
        var run = session.First<CheckRunRow>(
            "SELECT check_run_id, digest FROM check_runs WHERE check_id = @CheckId AND name = @Name",
            new { row.CheckId, check.Verdict.Name })!;
        session.Execute("UPDATE check_runs SET conclusion = @conclusion WHERE check_run_id = @CheckRunId",
            new { run.CheckRunId, conclusion = check.Verdict.Conclusion.ToString() });
        if (run.Digest == check.Verdict.Digest() && !row.IsAgain) return;
        var issue = -run.CheckRunId;
        DropBatches(session, issue, "the commit was judged once more", now);
        session.Execute(
            $"""
            INSERT INTO outbox (inbox_id, installation_id, repo_id, issue_id, state, effects, revision, rank,
                creates_content, read_first, created_at_ms, not_before_at_ms, held)
            VALUES (0, @InstallationId, @RepoId, @issue, 'ready', @effects, @Revision, @Rank, @CreatesContent,
                FALSE, @now, @now, CASE WHEN {IsStopped} THEN 1 ELSE 0 END)
            """,
            new
            {
                row.InstallationId, row.RepoId, issue, effects = EffectJson.Write([check]), commit.Revision,
                WritePriority.OfCheck.Rank, WritePriority.OfCheck.CreatesContent, now = Ms(now),
            });
    }

    private static void CancelChecks(
        Session session, RepoId repo, int pullNumber, string exceptSha, string reason, Instant now)
    {
        var parameters = new { repo = repo.Value, pullNumber, exceptSha, reason, now = Ms(now) };
        var runs = session.Query<long>(
            """
            SELECT r.check_run_id FROM check_runs r JOIN checks c ON c.check_id = r.check_id
            WHERE c.repo_id = @repo AND c.pull_number = @pullNumber AND c.pull_number <> 0 AND c.head_sha <> @exceptSha
            """,
            parameters);
        session.Execute(
            """
            UPDATE checks SET state = 'cancelled', lease_until_at_ms = NULL, reason = @reason, finished_at_ms = @now
            WHERE repo_id = @repo AND pull_number = @pullNumber AND pull_number <> 0 AND cause = 'pull'
              AND head_sha <> @exceptSha AND state IN ('ready', 'running')
            """,
            parameters);
        foreach (var run in runs) DropBatches(session, -run, reason, now);
    }

    /// <summary>What nobody waits for is not sent.</summary>
    private static void DropBatches(Session session, long issue, string reason, Instant now) => session.Execute(
        """
        UPDATE outbox SET state = 'would', reason = @reason, finished_at_ms = @now
        WHERE issue_id = @issue AND state = 'ready'
        """,
        new { issue, reason, now = Ms(now) });

    private static void PutDigest(Session session, OutboxRow row, string? digest)
    {
        if (digest is null) return;
        session.Execute(
            "UPDATE check_runs SET digest = @digest WHERE check_run_id = @CheckRunId", new { digest, row.CheckRunId });
    }
}
