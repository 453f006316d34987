using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Setting a repository up: its policy is read and the labels it needs are made.</summary>
internal sealed partial class Store
{
    public Task<RepositoryRow?> NextSetupAsync(Instant now) => ReadAsync(session => session.First<RepositoryRow>(
        $"""
        SELECT {RepositoryColumns} FROM repositories r
        WHERE setup_state = 'wanted' AND setup_not_before_at_ms <= @now AND removed_at_ms IS NULL
          AND EXISTS (SELECT 1 FROM installations n WHERE n.installation_id = r.installation_id
            AND n.state = 'active' AND n.blocked_until_at_ms <= @now)
        ORDER BY setup_not_before_at_ms LIMIT 1
        """,
        new { now = Ms(now) }));

    public Task<Instant?> NextSetupDueAsync() => ReadAsync<Instant?>(session => session.First<long?>(
        $"""
        SELECT MIN({dialect.Greatest}(r.setup_not_before_at_ms, n.blocked_until_at_ms))
        FROM repositories r JOIN installations n ON n.installation_id = r.installation_id
        WHERE r.setup_state = 'wanted' AND r.removed_at_ms IS NULL AND n.state = 'active'
        """) is { } ms ? At(ms) : null);

    /// <summary>Its files changed: read them again and see to the labels.</summary>
    public Task WantSetupAsync(IEnumerable<RepoId> repositories, Instant notBefore) => WriteAsync(session =>
    {
        foreach (var repository in repositories) SetSetup(
            session, repository, "wanted", notBefore, attempts: 0, reason: null);
        return true;
    });

    public Task FinishSetupAsync(RepoId repository, string? note) =>
        WriteAsync(session => SetSetup(session, repository, "done", Instant.MinValue, attempts: 0, note));

    public Task RetrySetupAsync(
        RepositoryRow row, Instant notBefore, string reason, bool burnsAttempt) => WriteAsync(session =>
        SetSetup(session, new RepoId(
            row.RepoId), "wanted", notBefore, row.SetupTries + (burnsAttempt ? 1 : 0), reason));

    /// <summary>GitHub says no: shown, and tried again when the installation or the files change.</summary>
    public Task FailSetupAsync(RepoId repository, string reason) =>
        WriteAsync(session => SetSetup(session, repository, "failed", Instant.MinValue, attempts: 0, reason));

    /// <summary>
    /// Whether somebody can be assigned in a repository, as GitHub said; true where it is news that they cannot.
    /// </summary>
    public Task<bool> PutAssignableAsync(RepoId repository, Login person, bool can, Instant now) => WriteAsync(
        session => PutAssignable(session, can, new { id = repository.Value, login = person.Value, now = Ms(now) }));

    /// <summary>Who cannot be assigned in any of some repositories, as far as it is known.</summary>
    public Task<ImmutableHashSet<Login>> UnassignableAsync(IReadOnlyCollection<RepoId> repositories) => ReadAsync(
        session => session.Query<string>(
            "SELECT login FROM unassignable WHERE repo_id IN @ids",
            new { ids = repositories.Select(one => one.Value).ToList() })
            .Select(login => new Login(login)).ToImmutableHashSet());

    private static bool PutAssignable(Session session, bool can, object parameters)
    {
        if (can)
        {
            session.Execute(
                "DELETE FROM unassignable WHERE repo_id = @id AND lower(login) = lower(@login)", parameters);
            return false;
        }

        return session.Execute(
            """
            INSERT INTO unassignable (repo_id, login, refused_at_ms)
            SELECT @id, @login, @now WHERE NOT EXISTS (
                SELECT 1 FROM unassignable WHERE repo_id = @id AND lower(login) = lower(@login))
            """,
            parameters) == 1;
    }

    private static int SetSetup(
        Session session, RepoId repository, string state, Instant notBefore, int attempts,
            string? reason) => session.Execute(
        """
        UPDATE repositories SET setup_state = @state, setup_not_before_at_ms = @notBefore, setup_tries = @attempts,
            setup_reason = @reason
        WHERE repo_id = @id
        """,
        new
        {
            id = repository.Value,
            state,
            attempts,
            notBefore = notBefore == Instant.MinValue ? 0 : Ms(notBefore),
            reason = reason is null ? null : Cut(reason),
        });
}
