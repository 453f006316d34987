using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>What came of reading files: the same few in all worlds, and the same came of them.</summary>
internal static class KnownPolicies
{
    private const int KnownMax = 2000;

    private static readonly ConcurrentDictionary<string, PolicyResult> Known = new();

    public static PolicyResult Read(PolicyInput input)
    {
        var key = KeyOf(input);
        if (Known.TryGetValue(key, out var result)) return result;
        if (Known.Count >= KnownMax) Known.Clear();
        return Known[key] = PolicyReader.Read(input);
    }

    private static string KeyOf(PolicyInput input) =>
        $"{input.Repo}\0{input.Revision}\0{input.OrgTag}\0{All(input.Files)}\0\0{All(input.OrgFiles)}";

    private static string All(ImmutableArray<RepoFile> files) =>
        string.Join('\0', files.Select(file => $"{file.Path}\0{file.Text}"));
}
