using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A path that a change touches, as it was and as it will be; null: it is not there.</summary>
public sealed record ChangedEntry(string Path, RepoEntry? Before, RepoEntry? After);

/// <summary>
/// The trees by which a change is judged that is not merged yet: the default branch with the change laid over, and what
/// the change's author saw.
/// </summary>
/// <param name="Merged">All paths as they would be.</param>
/// <param name="Author">The head of the change; null: it is the same.</param>
/// <param name="Changes">By path.</param>
public sealed record RunbookTrees(
    RepoTree Merged, RepoTree? Author, ImmutableSortedDictionary<string, ChangedEntry> Changes)
{
    /// <summary>New places of files that the change moved without a word changed, by their old paths.</summary>
    public ImmutableDictionary<string, string> Moved
    {
        get
        {
            var added = Changes.Values.Where(x => x is { Before: null, After: not null })
                .ToLookup(x => x.After!.ObjectId, x => x.Path);
            return Changes.Values.Where(
                x => x is { Before: { } before, After: null } && added.Contains(before.ObjectId))
                .ToImmutableDictionary(x => x.Path, x => added[x.Before!.ObjectId].First(), StringComparer.Ordinal);
        }
    }

    /// <param name="begun">Where the change left the default branch: files, links, submodules, and folders.</param>
    /// <param name="tip">Where the default branch stands now; null: there still.</param>
    /// <param name="head">The change itself.</param>
    public static RunbookTrees Of(
        IReadOnlyCollection<RepoEntry> begun, IReadOnlyCollection<RepoEntry>? tip, IReadOnlyCollection<RepoEntry> head)
    {
        var (was, wants) = (ByPath(begun), ByPath(head));
        var changes = was.Keys.Union(wants.Keys)
            .Select(path => new ChangedEntry(path, was.GetValueOrDefault(path), wants.GetValueOrDefault(path)))
            .Where(x => x.Before?.ObjectId != x.After?.ObjectId || x.Before?.Mode != x.After?.Mode)
            .ToImmutableSortedDictionary(x => x.Path, x => x, StringComparer.Ordinal);
        var author = new RepoTree(head);
        if (tip is null) return new(author, null, changes);
        RepoEntry[] files =
        [
            .. ByPath(tip).Values.Where(x => !changes.ContainsKey(x.Path)),
            .. changes.Values.Select(x => x.After).OfType<RepoEntry>(),
        ];
        return new(new RepoTree([.. files, .. GitTreeIds.FoldersOf(files)]), author, changes);
    }

    private static Dictionary<string, RepoEntry> ByPath(IEnumerable<RepoEntry> entries)
    {
        var found = new Dictionary<string, RepoEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
            if (!entry.IsFolder) found[entry.Path] = entry;
        return found;
    }
}
