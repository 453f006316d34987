using System.Collections.Immutable;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A change of a repository's files, as it would stand once it is merged.</summary>
/// <param name="After">All plain files, with the change.</param>
/// <param name="Changed">Paths that the change adds, changes or removes.</param>
/// <param name="Overtaken">Those of them that the default branch has changed otherwise since.</param>
internal sealed record ChangedTree(
    ImmutableArray<TreeFile> After, ImmutableSortedSet<string> Changed, ImmutableArray<string> Overtaken)
{
    public static ChangedTree None { get; } = new([], [], []);

    /// <summary>What it was made of; null: no change is judged.</summary>
    public ChangedSides? Sides { get; init; }
}

/// <param name="Begun">Where the change left the default branch.</param>
/// <param name="Tip">Where that stands now; null: there still.</param>
/// <param name="Head">The change.</param>
internal sealed record ChangedSides(TreeListing Begun, TreeListing? Tip, TreeListing Head);

/// <summary>
/// Reads what a change does, always through the repository itself: GitHub keeps the commits of its forks there too, so
/// that nothing of a fork's own is ever asked.
/// </summary>
internal sealed class ChangeReader(RepoFilesReader files)
{
    /// <summary>The default branch with what a pull request does to it laid over.</summary>
    public async Task<Answer<ChangedTree>> ReadPullAsync(
        RepoCalls calls, RepoInfo repo, string headSha, CancellationToken ct)
    {
        var common = await calls.CompareAsync(repo.DefaultBranch, headSha, ct);
        if (!common.IsOk) return common.Failure;
        var tip = await files.ListAsync(calls, repo, tag: null, ct);
        if (!tip.IsOk) return tip.Failure;
        var head = await calls.GetTreeAsync(headSha, known: null, ct);
        if (!head.IsOk) return head.Failure;
        var begun = common.Value.MergeBase == common.Value.Base
            ? tip : await calls.GetTreeAsync(common.Value.MergeBase, known: null, ct);
        if (!begun.IsOk) return begun.Failure;
        var (was, now, wants) = (ByPath(begun.Value), ByPath(tip.Value), ByPath(head.Value));
        var changed = Differences(was, wants);
        var after = now.Values.Where(file => !changed.Contains(file.Path))
            .Concat(wants.Values.Where(file => changed.Contains(file.Path)));
        return new ChangedTree([.. after], changed,
            [.. Differences(was, now).Where(path => changed.Contains(path) && Sha(now, path) != Sha(wants, path))])
        {
            Sides = new(begun.Value, ReferenceEquals(begun.Value, tip.Value) ? null : tip.Value, head.Value),
        };
    }

    /// <summary>A commit as it stands, against the one that it is compared with.</summary>
    public static async Task<Answer<ChangedTree>> ReadCommitAsync(
        RepoCalls calls, string baseSha, string headSha, CancellationToken ct)
    {
        var before = await calls.GetTreeAsync(baseSha, known: null, ct);
        if (!before.IsOk) return before.Failure;
        var after = await calls.GetTreeAsync(headSha, known: null, ct);
        return after.Select(head => new ChangedTree(head.Files, Differences(ByPath(before.Value), ByPath(head)), [])
        {
            Sides = new(before.Value, null, head),
        });
    }

    private static ImmutableSortedSet<string> Differences(
        Dictionary<string, TreeFile> before, Dictionary<string, TreeFile> after) =>
        before.Keys.Union(after.Keys).Where(path => Sha(before, path) != Sha(after, path))
            .ToImmutableSortedSet(StringComparer.Ordinal);

    private static string? Sha(Dictionary<string, TreeFile> files, string path) => files.GetValueOrDefault(path)?.Sha;

    private static Dictionary<string, TreeFile> ByPath(TreeListing listing)
    {
        var files = new Dictionary<string, TreeFile>(listing.Files.Length, StringComparer.Ordinal);

        // Names that are no UTF-8 may become the same text: then the last one stands.
        foreach (var file in listing.Files) files[file.Path] = file;
        return files;
    }
}
