using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What happened to issues, kept so that a change of the files can be tried on it.</summary>
internal sealed partial class Store
{
    /// <summary>
    /// What happened in repositories since, the newest at most <paramref name="eventsMax"/>, oldest first. What a
    /// program of another time wrote and this one cannot read is left out.
    /// </summary>
    public Task<ImmutableArray<IssueEvent>> HistoryAsync(
        IReadOnlyCollection<RepoId> repositories, Instant since, int eventsMax) => ReadAsync(session =>
    {
        var rows = session.Query<(byte[] Facts, int Bytes)>(
            """
            SELECT facts, facts_bytes FROM history WHERE repo_id IN @repos AND occurred_at_ms >= @since
            ORDER BY occurred_at_ms DESC, inbox_id DESC LIMIT @eventsMax
            """,
            new { repos = repositories.Select(repo => repo.Value).ToList(), since = Ms(since), eventsMax });
        return rows.Reverse().Select(row => HistoryJson.Read(BodyCodec.Expand(row.Facts, row.Bytes)))
            .OfType<IssueEvent>().ToImmutableArray();
    });

    private static void PutHistory(Session session, Routing.Ready ready, Instant now)
    {
        if (ready.EndsHistory)
            session.Execute("DELETE FROM history WHERE repo_id = @repo AND issue_id = @issue",
                new { repo = ready.Repo.Value, issue = ready.Issue.Value });
        if (ready.History is not { } json) return;
        var facts = BodyCodec.Compress(json);
        session.Execute(
            """
            INSERT INTO history (inbox_id, repo_id, issue_id, occurred_at_ms, received_at_ms, facts, facts_bytes,
                kept_bytes)
            VALUES (@InboxId, @repo, @issue, @occurred, @now, @facts, @Length, @kept)
            """,
            new
            {
                ready.InboxId, repo = ready.Repo.Value, issue = ready.Issue.Value, occurred = Ms(ready.OccurredAt),
                now = Ms(now), facts, json.Length, kept = facts.Length,
            });
    }

    /// <summary>The oldest go, until so many bytes are free; answers how many rows.</summary>
    private static int DropHistory(Session session, ref long bytes, int rowsMax)
    {
        var ids = new List<long>();
        foreach (var (id, kept) in session.Query<(long Id, long Kept)>(
            "SELECT inbox_id, kept_bytes FROM history ORDER BY received_at_ms LIMIT @rowsMax", new { rowsMax }))
        {
            if (bytes <= 0) break;
            bytes -= kept;
            ids.Add(id);
        }

        if (ids.Count > 0) session.Execute("DELETE FROM history WHERE inbox_id IN @ids", new { ids });
        return ids.Count;
    }
}
