using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed partial class Store
{
    private const string RepositoryColumns =
        "repo_id, installation_id, owner, name, node_id, is_private, installed_at_ms, removed_at_ms, setup_tries";

    /// <summary>The App is installed (or no longer suspended).</summary>
    public Task PutInstallationAsync(
        InstallationId id, string account, Instant now) => WriteAsync(session => session.Execute(
        """
        INSERT INTO installations (installation_id, account, state, changed_at_ms) VALUES (@id, @account, 'active',
            @now)
        ON CONFLICT (installation_id) DO UPDATE SET account = @account, state = 'active', changed_at_ms = @now
        """,
        new { id = id.Value, account, now = Ms(now) }));

    /// <summary>
    /// Suspended or deleted: nothing more is done for it, and what was waiting is cancelled with the reason.
    /// </summary>
    public Task CloseInstallationAsync(
        InstallationId id, string account, bool isDeleted, Instant now) => WriteAsync(session =>
    {
        var parameters = new { id = id.Value, account, state = isDeleted ? "deleted" : "suspended", now = Ms(now) };
        session.Execute(
            """
            INSERT INTO installations (installation_id, account, state, changed_at_ms) VALUES (@id, @account, @state,
                @now)
            ON CONFLICT (installation_id) DO UPDATE SET state = @state, changed_at_ms =
                CASE WHEN installations.state = @state THEN installations.changed_at_ms ELSE @now END
            """,
            parameters);
        if (isDeleted)
        {
            session.Execute(
                "UPDATE repositories SET removed_at_ms = @now WHERE installation_id = @id AND removed_at_ms IS NULL",
                    parameters);
        }

        Cancel(session, "installation_id = @id", id.Value, $"the installation was {parameters.state}", now);
        return true;
    });

    /// <summary>Repositories that the App may act on from now on; each is set up (its labels made) soon.</summary>
    public Task AddRepositoriesAsync(
        InstallationId id, IEnumerable<RepoRef> repositories, Instant installedAt) => WriteAsync(session =>
    {
        foreach (var repository in repositories) AddRepository(session, id, repository, installedAt);
        return true;
    });

    private static void AddRepository(
        Session session, InstallationId id, RepoRef repository, Instant installedAt)
    {
        Inherit(session, repository.Id.Value, id.Value);
        session.Execute(
        """
        INSERT INTO repositories (repo_id, installation_id, owner, name, node_id, is_private, installed_at_ms,
            setup_state)
        VALUES (@repo, @id, @Owner, @Name, @NodeId, @IsPrivate, @at, 'wanted')
        ON CONFLICT (repo_id) DO UPDATE SET installation_id = @id, owner = @Owner, name = @Name, node_id = @NodeId,
            is_private = @IsPrivate, setup_state = 'wanted', setup_tries = 0, setup_not_before_at_ms = 0,
            installed_at_ms = CASE WHEN repositories.removed_at_ms IS NULL THEN repositories.installed_at_ms
                ELSE @at END,
            removed_at_ms = NULL
        """,
        new
        {
            id = id.Value,
            repo = repository.Id.Value,
            repository.Name.Owner,
            repository.Name.Name,
            repository.NodeId,
            repository.IsPrivate,
            at = Ms(installedAt),
        });
    }

    /// <summary>Repositories the App may no longer act on: what was waiting for them is cancelled.</summary>
    public Task RemoveRepositoriesAsync(
        IEnumerable<RepoId> repositories, string reason, Instant now) => WriteAsync(session =>
    {
        foreach (var repository in repositories)
        {
            session.Execute(
                "UPDATE repositories SET removed_at_ms = @now WHERE repo_id = @id AND removed_at_ms IS NULL",
                new { id = repository.Value, now = Ms(now) });
            Cancel(session, "repo_id = @id", repository.Value, reason, now);
        }

        return true;
    });

    /// <summary>Renamed or transferred: the id stays, the name follows.</summary>
    public Task RenameRepositoryAsync(RepoInfo repository) => WriteAsync(session => session.Execute(
        "UPDATE repositories SET owner = @Owner, name = @Name, is_private = @IsPrivate WHERE repo_id = @id",
        new { id = repository.Id.Value, repository.Name.Owner, repository.Name.Name, repository.IsPrivate }));

    public Task<RepositoryRow?> RepositoryAsync(RepoId id) => ReadAsync(session => FindRepository(session, id));

    private static RepositoryRow? FindRepository(Session session, RepoId id) => session.First<RepositoryRow>(
        $"SELECT {RepositoryColumns} FROM repositories WHERE repo_id = @id", new { id = id.Value });

    public Task<IReadOnlyList<RepositoryRow>> RepositoriesOfAsync(
        InstallationId id) => ReadAsync<IReadOnlyList<RepositoryRow>>(session =>
        session.Query<RepositoryRow>(
            $"SELECT {RepositoryColumns} FROM repositories WHERE installation_id = @id AND removed_at_ms IS NULL",
            new { id = id.Value }));

    /// <summary>Repositories of an owner: a push to <c>OWNER/.github</c> changes the policy of all of them.</summary>
    public Task<IReadOnlyList<RepositoryRow>> RepositoriesOfOwnerAsync(
        string owner) => ReadAsync<IReadOnlyList<RepositoryRow>>(session =>
        session.Query<RepositoryRow>(
            $"""
            SELECT {RepositoryColumns} FROM repositories
            WHERE lower(owner) = lower(@owner) AND removed_at_ms IS NULL
            """,
            new { owner }));

    public Task<InstallationRow?> InstallationAsync(
        InstallationId id) => ReadAsync(session => session.First<InstallationRow>(
        """
        SELECT installation_id, account, state, blocked_until_at_ms, blocked_because FROM installations
        WHERE installation_id = @id
        """,
        new { id = id.Value }));

    public Task<IReadOnlyList<InstallationRow>> InstallationsAsync() =>
        ReadAsync<IReadOnlyList<InstallationRow>>(session =>
        session.Query<InstallationRow>(
            "SELECT installation_id, account, state, blocked_until_at_ms, blocked_because FROM installations"));

    /// <summary>A rate limit: nothing is sent for the installation before; kept over a restart.</summary>
    public Task BlockInstallationAsync(
        InstallationId id, Instant until, string because) => WriteAsync(session => session.Execute(
        $"""
        UPDATE installations SET blocked_until_at_ms = {dialect.Greatest}(blocked_until_at_ms, @until),
            blocked_because = @because
        WHERE installation_id = @id
        """,
        new { id = id.Value, until = Ms(until), because = Cut(because) }));

    /// <summary>The organisation has not accepted a permission that we need: shown until it has.</summary>
    /// <param name="until">Nothing is written for the installation before; null: others of its writes may do.</param>
    public Task ParkInstallationAsync(
        InstallationId id, Instant? until, string because) => WriteAsync(session => session.Execute(
        $"""
        UPDATE installations SET parked_until_at_ms = {dialect.Greatest}(parked_until_at_ms, @until),
            parked_because = @because
        WHERE installation_id = @id
        """,
        new { id = id.Value, until = until is { } at ? Ms(at) : 0, because = Cut(because) }));

    /// <summary>Permissions were accepted: what was put off is tried at once.</summary>
    public Task ReleaseInstallationAsync(InstallationId id, Instant now) => WriteAsync(session =>
    {
        var parameters = new { id = id.Value, now = Ms(now) };
        session.Execute(
            "UPDATE installations SET parked_until_at_ms = 0, parked_because = NULL WHERE installation_id = @id",
            parameters);
        foreach (var box in (string[])["inbox", "outbox", "checks"])
            session.Execute(
                $"""
                UPDATE {box} SET not_before_at_ms = @now
                WHERE installation_id = @id AND state = 'ready' AND not_before_at_ms > @now AND reason IS NOT NULL
                """,
                parameters);
        return true;
    });

    /// <summary>A person's access changed: what GitHub refused before may be right now.</summary>
    public Task ForgetRefusalsAsync(RepoId? repository, Login person) => WriteAsync(session => session.Execute(
        "DELETE FROM unassignable WHERE lower(login) = lower(@login) AND (@repo IS NULL OR repo_id = @repo)",
        new { login = person.Value, repo = repository?.Value }));

    private static void Cancel(Session session, string whose, long id, string reason, Instant now)
    {
        var parameters = new { id, reason, now = Ms(now) };
        session.Execute(
            $"""
            UPDATE inbox SET state = 'ignored', reason = @reason, finished_at_ms = @now
            WHERE state = 'ready' AND {whose}
            """,
            parameters);
        session.Execute(
            $"""
            UPDATE outbox SET state = 'refused', reason = @reason, finished_at_ms = @now
            WHERE state = 'ready' AND {whose}
            """,
            parameters);
        session.Execute(
            $"""
            UPDATE checks SET state = 'cancelled', reason = @reason, finished_at_ms = @now
            WHERE state = 'ready' AND {whose}
            """,
            parameters);
        session.Execute(
            $"""
            UPDATE messages SET state = 'cancelled', reason = @reason, finished_at_ms = @now
            WHERE state = 'ready' AND {whose}
            """,
            parameters);
        session.Execute($"DELETE FROM alarms WHERE {whose}", parameters);
        session.Execute($"DELETE FROM upstreams WHERE {whose}", parameters);
    }
}
