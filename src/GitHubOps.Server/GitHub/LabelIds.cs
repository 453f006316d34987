using System.Collections.Concurrent;
using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What GraphQL calls the labels of a repository: listed once, kept true by <c>label</c> events, listed again when
/// GitHub does not know an id.
/// </summary>
public sealed class LabelIds(GitHubClock clock)
{
    private const int ReposMax = 10_000;

    /// <summary>A list this young would say the same again.</summary>
    internal static readonly Duration JustListed = Duration.FromSeconds(10);

    // Events may be lost; nothing depends on this but the cost of one failed alias.
    private static readonly Duration KeptFor = Duration.FromHours(1);

    private readonly ConcurrentDictionary<RepoId, Table> tables = new();

    public void Forget(RepoId repo) => tables.TryRemove(repo, out _);

    /// <summary>Takes in what a <c>label</c> event says.</summary>
    public void Observe(LabelChanged change)
    {
        while (tables.TryGetValue(change.Repo.Id, out var table))
        {
            var ids = table.Ids.Remove(change.Name);
            if (change.PreviousName is { } previous) ids = ids.Remove(previous);
            if (change.Action != "deleted" && change.NodeId.Length > 0) ids = ids.SetItem(change.Name, change.NodeId);
            if (tables.TryUpdate(change.Repo.Id, table with { Ids = ids }, table)) return;
        }
    }

    /// <summary>Name → node id, names without case; listed anew when it is old, or lacks a wanted one.</summary>
    internal async Task<Answer<ImmutableDictionary<string, string>>> GetAsync(
        RepoCalls calls, RepoId repo, IEnumerable<string> wanted, CancellationToken ct)
    {
        if (!tables.TryGetValue(repo, out var table)) return await RefreshAsync(calls, repo, ct);
        var age = clock.Now - table.ListedAt;
        var isGood = age < JustListed || (age < KeptFor && wanted.All(table.Ids.ContainsKey));
        return isGood ? table.Ids : await RefreshAsync(calls, repo, ct);
    }

    internal async Task<Answer<ImmutableDictionary<string, string>>> RefreshAsync(
        RepoCalls calls, RepoId repo, CancellationToken ct)
    {
        var listed = await calls.ListLabelsAsync(ct);
        if (!listed.IsOk) return listed.Failure;
        var ids = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var label in listed.Value.Where(l => l.NodeId.Length > 0)) ids[label.Name] = label.NodeId;
        if (tables.Count >= ReposMax) tables.Clear();
        var table = new Table(ids.ToImmutable(), clock.Now);
        tables[repo] = table;
        return table.Ids;
    }

    internal void Add(RepoId repo, LabelHandle label)
    {
        while (label.NodeId.Length > 0 && tables.TryGetValue(repo, out var table))
            if (tables.TryUpdate(repo, table with { Ids = table.Ids.SetItem(label.Name, label.NodeId) }, table)) return;
    }

    private sealed record Table(ImmutableDictionary<string, string> Ids, Instant ListedAt);
}
