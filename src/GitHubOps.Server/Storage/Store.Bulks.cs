using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// A change of the files is looked at for every issue with a promise. What it leads to is held until the last of them
/// was looked at: on few issues it is written then, on many a lead is asked.
/// </summary>
internal sealed partial class Store
{
    private static void BeginBulk(Session session, DecisionCommit commit)
    {
        if (commit.BulkStop is not { } max) return;
        session.Execute(
            """
            INSERT INTO bulks (repo_id, issues_max) VALUES (@RepoId, @max)
            ON CONFLICT (repo_id) DO UPDATE SET issues_max = @max
            """,
            new { commit.Row.RepoId, max });
    }

    /// <summary>After each event of that kind, however it ended.</summary>
    private static void SettleBulk(Session session, InboxRow row)
    {
        if (row.Source == OwnEvent.Alarm) SettleBulk(session, row.RepoId);
    }

    /// <summary>Whatever was left undecided by a process that died is not for ever.</summary>
    public Task SettleBulksAsync() => WriteAsync(session =>
    {
        foreach (var repo in session.Query<long>("SELECT repo_id FROM bulks LIMIT 1000")) SettleBulk(session, repo);
        return 0;
    });

    private static void SettleBulk(Session session, long repo)
    {
        if (session.First<int?>("SELECT issues_max FROM bulks WHERE repo_id = @repo", new { repo }) is not { } max)
            return;
        var parameters = new { repo, filesChanged = $"alarm:%:{AlarmKey.FilesChanged}:%" };
        var isUnderWay = session.First<bool>(
            """
            SELECT EXISTS (SELECT 1 FROM alarms WHERE repo_id = @repo AND alarm = 'respond/0/0')
                OR EXISTS (SELECT 1 FROM inbox
                    WHERE repo_id = @repo AND source = 'alarm' AND state IN ('new', 'ready', 'running')
                      AND delivery_id LIKE @filesChanged)
            """,
            parameters);
        if (isUnderWay) return;
        if (AwaitingApproval(session, repo) <= max) Approve(session, repo);
        else session.Execute("DELETE FROM bulks WHERE repo_id = @repo", new { repo });
    }
}
