using System.Collections.Concurrent;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Installations for which GitHub refused GraphQL as such; believed for ten minutes.</summary>
internal sealed class GraphQlRefusals(GitHubClock clock)
{
    private static readonly Duration BelievedFor = Duration.FromMinutes(10);

    private readonly ConcurrentDictionary<InstallationId, Instant> until = new();

    public bool IsRefused(InstallationId installation) =>
        until.TryGetValue(installation, out var end) && end > clock.Now;

    public void Note(InstallationId installation) => until[installation] = clock.Now + BelievedFor;
}
