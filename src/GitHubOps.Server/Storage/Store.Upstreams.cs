using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>An issue of another project that one of ours waits for.</summary>
internal sealed record UpstreamRow
{
    public const string Closed = "closed";

    public long IssueId { get; init; }
    public long InstallationId { get; init; }
    public long RepoId { get; init; }
    public string Owner { get; init; } = "";
    public string Name { get; init; } = "";
    public int Number { get; init; }
    public string? Etag { get; init; }
    public int Tries { get; init; }

    /// <summary><see cref="Closed"/>, why it cannot be read, or null: it is open.</summary>
    public string? News { get; init; }

    public RepoName Repo => new(Owner, Name);
}

internal sealed partial class Store
{
    private const string UpstreamColumns =
        "u.issue_id, u.installation_id, u.repo_id, u.owner, u.name, u.number, u.etag, u.tries, u.news";

    private const string OpenUpstreams =
        """
        FROM upstreams u JOIN installations n ON n.installation_id = u.installation_id
        JOIN repositories r ON r.repo_id = u.repo_id
        WHERE n.state = 'active' AND r.removed_at_ms IS NULL
        """;

    /// <summary>Somebody may have named another issue since.</summary>
    private const string SameUpstream = "issue_id = @IssueId AND owner = @Owner AND name = @Name AND number = @Number";

    public Task<UpstreamRow?> UpstreamAsync(IssueId issue) => ReadAsync(session => session.First<UpstreamRow>(
        $"SELECT {UpstreamColumns} FROM upstreams u WHERE issue_id = @issue", new { issue = issue.Value }));

    public Task<Instant?> NextUpstreamDueAsync() => ReadAsync<Instant?>(session => session.First<long?>(
        $"SELECT MIN({dialect.Greatest}(n.blocked_until_at_ms, u.next_at_ms)) {OpenUpstreams}") is { } ms
        ? At(ms) : null);

    public Task<UpstreamRow?> NextUpstreamAsync(Instant now) => ReadAsync(session => session.First<UpstreamRow>(
        $"""
        SELECT {UpstreamColumns} {OpenUpstreams} AND u.next_at_ms <= @now AND n.blocked_until_at_ms <= @now
        ORDER BY u.next_at_ms LIMIT 1
        """,
        new { now = Ms(now) }));

    /// <summary>It was looked at, and is open; or could not be looked at, and is tried again.</summary>
    public Task PutOffUpstreamAsync(UpstreamRow row, Instant next, string? etag, int tries) => WriteAsync(session =>
        session.Execute(
            $"""
            UPDATE upstreams SET next_at_ms = @next, etag = @etag, tries = @tries,
                news = CASE WHEN @tries = 0 THEN NULL ELSE news END
            WHERE {SameUpstream}
            """,
            new { row.IssueId, row.Owner, row.Name, row.Number, next = Ms(next), etag, tries }));

    /// <summary>There is news: ours is told. That it is closed is told every day until ours has heard it.</summary>
    public Task TellUpstreamAsync(UpstreamRow row, string news, string? etag, Instant next, Instant now) =>
        WriteAsync(session =>
    {
        var cut = Cut(news);
        var isThere = session.Execute(
            $"UPDATE upstreams SET next_at_ms = @next, etag = @etag, tries = 0, news = @cut WHERE {SameUpstream}",
            new { row.IssueId, row.Owner, row.Name, row.Number, next = Ms(next), etag, cut }) == 1;
        if (!isThere || (cut == row.News && cut != UpstreamRow.Closed)) return false;
        return PutOwnEvent(session, new OwnEvent
        {
            Source = OwnEvent.Alarm,
            Id = $"upstream:{row.IssueId}:{row.Number}:{Ms(now)}",
            InstallationId = row.InstallationId,
            RepoId = row.RepoId,
            IssueId = row.IssueId,
            OccurredAtMs = Ms(now),
            Subject = AlarmKey.UpstreamLook.ToString(),
        }, now);
    });

    private static void PutUpstream(Session session, DecisionCommit commit)
    {
        if (commit.Issue is not { } issue) return;
        foreach (var decision in commit.Decisions)
        {
            if (decision.Effect is Effect.Unfollow)
                session.Execute("DELETE FROM upstreams WHERE issue_id = @IssueId", new { issue.IssueId });
            if (decision.Effect is not Effect.Follow follow) continue;
            session.Execute(
                """
                INSERT INTO upstreams (issue_id, installation_id, repo_id, owner, name, number, next_at_ms)
                VALUES (@IssueId, @InstallationId, @RepoId, @Owner, @Name, @Number, @now)
                ON CONFLICT (issue_id) DO UPDATE SET installation_id = @InstallationId, repo_id = @RepoId, owner = @Owner,
                    name = @Name, number = @Number, etag = NULL, tries = 0, next_at_ms = @now, news = NULL
                """,
                new
                {
                    issue.IssueId, issue.InstallationId, issue.RepoId, follow.Repo.Owner, follow.Repo.Name,
                    follow.Number,
                    now = Ms(commit.Now),
                });
        }
    }
}
