using GitHubOps.Core;
using GitHubOps.Server;

namespace GitHubOps.Cli;

/// <summary>A history out of the service's own store: <c>sqlite:PATH</c>.</summary>
internal static class StoreHistory
{
    public const string Scheme = "sqlite:";

    public static IReadOnlyList<HistoryPart> Read(string path, string folder)
    {
        var full = Path.GetFullPath(path[Scheme.Length..], folder);
        if (!File.Exists(full)) throw new UsageException($"--history: there is no {path[Scheme.Length..]}");
        try
        {
            return SqliteHistory.Read(full);
        }
        catch (IOException failure)
        {
            throw new UsageException($"--history: {failure.Message}");
        }
    }
}
