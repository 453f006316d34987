using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string IssueColumns =
        "issue_id, installation_id, repo_id, number, version, state, holder, is_open, taken_by, comment_id, " +
            "comment_node_id";

    /// <summary>By the place at which people know it; null: nothing is known of it.</summary>
    public Task<IssueRow?> IssueAtAsync(InstallationId installation, IssueRef place) => ReadAsync(session =>
        session.First<long?>(
            """
            SELECT i.issue_id FROM repositories r JOIN issues i ON i.repo_id = r.repo_id AND i.number = @Number
            WHERE r.installation_id = @installation AND lower(r.owner) = lower(@Owner) AND lower(r.name) = lower(@Name)
            """,
            new { installation = installation.Value, place.Number, place.Repo.Owner, place.Repo.Name }) is { } id
            ? FindIssue(session, id) : null);

    public Task<IssueRow?> IssueAsync(IssueId issue) => ReadAsync(session => FindIssue(session, issue.Value));

    /// <summary>Everything a decision needs from the store, read at one moment.</summary>
    public Task<StoredFacts> FactsAsync(InboxRow row) => ReadAsync(session =>
    {
        session.Execute(dialect.BeginRead);
        var facts = new StoredFacts
        {
            Issue = FindIssue(session, row.IssueId),
            Repository = FindRepository(session, new RepoId(row.RepoId)),
            Newest = FindNewest(session, row),
            Ledgers = Ledgers(session, row.InstallationId, row.RepoId),
            OpenLoad = OpenLoad(session, row.InstallationId),
            Sayings = FindSayings(session, row.InstallationId),
            Memory = FindMemory(session, row.InstallationId, row.RepoId),
            Unassignable = [.. session.Query<string>(
                "SELECT login FROM unassignable WHERE repo_id = @RepoId", new { row.RepoId }).Select(login =>
                    new Login(login))],
            Stop = FindStop(session, row.RepoId),
            AwaitingApproval = AwaitingApproval(session, row.RepoId),
        };
        session.Execute("COMMIT");
        return facts;
    });

    /// <summary>
    /// One transaction: the issue, its journal, its alarms, turns, what is to be written to GitHub, and the event done.
    /// </summary>
    public Task<CommitResult> CommitDecisionAsync(DecisionCommit commit) => WriteAsync(session =>
    {
        if (!FinishEvent(session, commit.Row, "done", reason: null, commit.Now)) return CommitResult.LeaseLost;
        if (!PutIssue(session, commit) || !PutTurns(session, commit) || !IsTakenAsSeen(session, commit))
        {
            // Thrown so that the savepoint takes everything back, the finished event included.
            throw new MovedException();
        }

        PutJournal(session, commit);
        PutAlarms(session, commit);
        PutPeople(session, commit);
        PutSteering(session, commit);
        PutUpstream(session, commit);
        PutBatch(session, commit);
        PutMessages(session, commit);
        SettleBulk(session, commit.Row);
        PutEvidence(session, commit);
        return CommitResult.Committed;
    }, needsFlush: false).ContinueWith(
        written =>
            written.Exception?.InnerException is MovedException ? CommitResult.Moved : written.GetAwaiter().GetResult(),
        CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

    private static bool PutIssue(Session session, DecisionCommit commit)
    {
        if (commit.Issue is not { } issue) return true;
        var parameters = new
        {
            issue.IssueId, issue.InstallationId, issue.RepoId, issue.Number, issue.Version, issue.State, issue.Holder,
            issue.IsOpen, issue.TakenBy, now = Ms(commit.Now),
        };
        if (issue.Version == 0)
        {
            return session.Execute(
                """
                INSERT INTO issues (issue_id, installation_id, repo_id, number, version, state, holder, is_open,
                    taken_by, decided_at_ms)
                VALUES (@IssueId, @InstallationId, @RepoId, @Number, 1, @State, @Holder, @IsOpen, @TakenBy, @now)
                ON CONFLICT (issue_id) DO NOTHING
                """,
                parameters) == 1;
        }

        return session.Execute(
            """
            UPDATE issues SET installation_id = @InstallationId, repo_id = @RepoId, number = @Number,
                version = version + 1,
                state = @State, holder = @Holder, is_open = @IsOpen, taken_by = @TakenBy,
                decided_at_ms = @now
            WHERE issue_id = @IssueId AND version = @Version
            """,
            parameters) == 1;
    }

    /// <summary>Open issues of a repository that somebody has taken, but for one.</summary>
    public Task<int> TakenAsync(RepoId repo, Login person, IssueId except) =>
        ReadAsync(session => Taken(session, repo.Value, person.Value, except.Value));

    private static int Taken(Session session, long repo, string person, long except) => (int)session.First<long>(
        """
        SELECT COUNT(*) FROM issues
        WHERE repo_id = @repo AND is_open AND lower(taken_by) = lower(@person) AND issue_id <> @except
        """,
        new { repo, person, except });

    /// <summary>Two issues that somebody takes at the same time must know of each other.</summary>
    private static bool IsTakenAsSeen(Session session, DecisionCommit commit) =>
        commit is not { TakerHas: { } had, Issue: { TakenBy: { } taker } issue } ||
        Taken(session, issue.RepoId, taker, issue.IssueId) == had;

    private static void PutAlarms(Session session, DecisionCommit commit)
    {
        if (commit.Issue is not { } issue) return;
        foreach (var decision in commit.Decisions)
        {
            if (decision.Effect is Effect.SetAlarm set) SetAlarm(session, issue, set);
            if (decision.Effect is Effect.ClearAlarm clear) ClearAlarm(session, issue, clear);
        }
    }

    private static IssueRow? FindIssue(Session session, long issue) => session.First<IssueRow>(
        $"SELECT {IssueColumns} FROM issues WHERE issue_id = @issue", new { issue });

    private static ImmutableDictionary<Login, int> OpenLoad(Session session, long installation) =>
        session.Query<(string Holder, long Issues)>(
            "SELECT holder, issues FROM open_loads WHERE installation_id = @installation", new { installation })
            .GroupBy(load => new Login(load.Holder))
            .ToImmutableDictionary(loads => loads.Key, loads => (int)loads.Sum(load => load.Issues));

    private sealed class MovedException : Exception;
}
