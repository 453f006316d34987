using System.Collections.Concurrent;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What people may do in a repository, as GitHub says now; kept for ten minutes unless an event voids it.
/// </summary>
public sealed class RepoRoles(GitHubClient client, GitHubClock clock)
{
    private const int EntriesMax = 100_000;

    private static readonly Duration KeptFor = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<(RepoId Repo, Login Person), Entry> roles = new();

    public async Task<Answer<RepoRole>> GetAsync(
        InstallationId installation, RepoInfo repo, Login person, CancellationToken ct)
    {
        var now = clock.Now;
        if (roles.TryGetValue((repo.Id, person), out var kept) && kept.AskedAt <= now && now - kept.AskedAt < KeptFor)
            return kept.Role;
        var answer = await client.In(installation, repo).GetRoleAsync(person, ct);
        if (!answer.IsOk) return answer;
        if (roles.Count >= EntriesMax) roles.Clear();
        roles[(repo.Id, person)] = new Entry(answer.Value, now);
        return answer;
    }

    /// <summary>Somebody's access changed, in one repository or (null) anywhere.</summary>
    public void Forget(Login person, RepoId? repo = null)
    {
        foreach (var key in roles.Keys.Where(k => k.Person == person && (repo is null || k.Repo == repo)))
            roles.TryRemove(key, out _);
    }

    public void Forget(RepoId repo)
    {
        foreach (var key in roles.Keys.Where(k => k.Repo == repo)) roles.TryRemove(key, out _);
    }

    private sealed record Entry(RepoRole Role, Instant AskedAt);
}
