using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Without which check runs a default branch takes nothing, as GitHub says; kept for some minutes.</summary>
internal sealed class RequiredChecks(TimeProvider time)
{
    private const int KeptMax = 10_000;

    private static readonly Duration KeptFor = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<RepoId, (Instant At, ImmutableHashSet<string> Names)> kept = new();

    public async Task<Answer<ImmutableHashSet<string>>> GetAsync(RepoCalls calls, RepoInfo repo, CancellationToken ct)
    {
        var now = time.Now();
        if (kept.TryGetValue(repo.Id, out var known) && now < known.At + KeptFor) return known.Names;
        var asked = await calls.ListRequiredChecksAsync(repo.DefaultBranch, ct);
        if (!asked.IsOk) return asked;
        if (kept.Count >= KeptMax) kept.Clear();
        kept[repo.Id] = (now, asked.Value);
        return asked.Value;
    }
}
