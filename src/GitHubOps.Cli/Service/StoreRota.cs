using System.Collections.Immutable;
using GitHubOps.Core;
using GitHubOps.Server;

namespace GitHubOps.Cli;

/// <summary>Who is away, who swapped with whom and how rosters changed, out of the service's own store.</summary>
internal static class StoreRota
{
    public static (ImmutableArray<Absence> Absences, RotationMemory Memory) Read(
        string path, string folder, RepoName repo)
    {
        var named = path.StartsWith(StoreHistory.Scheme, StringComparison.Ordinal)
            ? path[StoreHistory.Scheme.Length..] : path;
        var full = Path.GetFullPath(named, folder);
        if (!File.Exists(full)) throw new UsageException($"--store: there is no {named}");
        try
        {
            return SqliteRota.Read(full, repo) ?? throw new UsageException(
                $"--store: it does not know {repo}. Say --repo OWNER/NAME");
        }
        catch (IOException failure)
        {
            throw new UsageException($"--store: {failure.Message}");
        }
    }
}
