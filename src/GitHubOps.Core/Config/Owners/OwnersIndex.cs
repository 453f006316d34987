using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Who owns a path: the nearest OWNERS first, then those of the folders above, layer by layer.</summary>
internal sealed class OwnersIndex(IReadOnlyDictionary<string, OwnersFile> files, OwnersAliases aliases)
{
    public OwnersAliases Aliases => aliases;

    /// <summary>Everybody whom some file lists as emeritus, folded.</summary>
    public IEnumerable<string> Emeritus => files.Values.SelectMany(file => file.Emeritus);

    public static OwnersIndex Build(
        IEnumerable<RepoFile> repoFiles, OwnersAliases aliases, OwnersOptions options, ProblemList problems) =>
        new OwnersIndexBuilder(aliases, options, problems).Build(repoFiles);

    /// <summary>
    /// Layers of people (or labels) for a path: index 0 is the path itself, then its folders up to the root. Somebody
    /// named in a nearer layer is not named again. Empty where nothing can be found at all (a leading '/').
    /// </summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="role">Whom to look for.</param>
    /// <param name="nearestOnly">Stop at the first layer that names somebody.</param>
    public ImmutableArray<ImmutableArray<string>> Layers(string path, OwnersRole role, bool nearestOnly = false)
    {
        if (path.StartsWith('/')) return [];
        var (clean, layer) = (OwnersPath.Clean(path), 0);
        var layers = new List<ImmutableArray<string>> { ImmutableArray<string>.Empty };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in OwnersPath.Upwards(path))
        {
            if (files.TryGetValue(folder, out var file))
            {
                Take(file);
                if (seen.Count > 0 && (nearestOnly || file.NoParentOwners)) break;
            }

            layer++;
        }

        return [.. layers];

        void Take(OwnersFile file)
        {
            var relative = OwnersPath.Relative(file.For, clean);
            List<string>? fresh = null;
            foreach (var lists in file.Lists)
            {
                if (!lists.Holds(role, relative)) continue;
                fresh ??= [];
                fresh.AddRange(lists.Of(role).Where(seen.Add));
            }

            if (fresh is null) return;
            while (layers.Count <= layer) layers.Add([]);
            layers[layer] = [.. fresh];
        }
    }

    /// <summary>The nearest layer that names somebody, in file order.</summary>
    public ImmutableArray<string> Leaf(string path, OwnersRole role) =>
        [.. Layers(path, role, nearestOnly: true).SelectMany(layer => layer)];

    /// <summary>Everybody of every layer, nearest first.</summary>
    public ImmutableArray<string> All(string path, OwnersRole role) =>
        [.. Layers(path, role).SelectMany(layer => layer)];

    /// <summary>
    /// The nearest folder whose OWNERS names somebody in this role for the path; <c>""</c> is the root or nobody.
    /// </summary>
    public string NearestFolder(string path, OwnersRole role)
    {
        if (path.StartsWith('/')) return "";
        var clean = OwnersPath.Clean(path);
        foreach (var folder in OwnersPath.Upwards(path))
            if (folder.Length > 0 && Named(folder, clean, role).Any()) return folder;
        return "";
    }

    public bool HasNoParentOwners(string folder) => files.TryGetValue(folder, out var file) && file.NoParentOwners;

    public bool HasAutoApproveUnownedSubfolders(string folder) =>
        files.TryGetValue(folder, out var file) && file.AutoApproveUnownedSubfolders;

    /// <summary>The OWNERS file that speaks for exactly this folder.</summary>
    public OwnersFile? FileFor(string folder) => files.GetValueOrDefault(folder);

    /// <summary>Whom the OWNERS of exactly this folder names for the path.</summary>
    public IEnumerable<string> Named(string folder, string path, OwnersRole role)
    {
        if (!files.TryGetValue(folder, out var file)) return [];
        var relative = OwnersPath.Relative(folder, path);
        return file.Lists.Where(lists => lists.Holds(role, relative)).SelectMany(lists => lists.Of(role));
    }
}
