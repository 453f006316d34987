using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What an index is built with; the defaults are those of the original.</summary>
internal sealed record OwnersOptions
{
    public static OwnersOptions Default { get; } = new();

    /// <summary>Folders whose path one of these matches are not looked into.</summary>
    public ImmutableArray<string> DeniedFolders { get; init; } = [@"\.git$", "_output$", "vendor/.*/.*"];

    /// <summary>Read the front matter of Markdown files too.</summary>
    public bool MarkdownFrontMatter { get; init; }

    /// <summary>Approvers and reviewers who are none of these are left out; null: nobody is.</summary>
    public ImmutableHashSet<string>? Collaborators { get; init; }
}

/// <summary>Who owns a path: the nearest OWNERS first, then those of the folders above, layer by layer.</summary>
internal sealed class OwnersIndex
{
    private readonly Dictionary<string, OwnersFile> files;

    private OwnersIndex(Dictionary<string, OwnersFile> files, OwnersAliases aliases)
    {
        this.files = files;
        Aliases = aliases;
    }

    public OwnersAliases Aliases { get; }

    /// <summary>Everybody whom some file lists as emeritus, folded.</summary>
    public IEnumerable<string> Emeritus => files.Values.SelectMany(file => file.Emeritus);

    public static OwnersIndex Build(
        IEnumerable<RepoFile> repoFiles, OwnersAliases aliases, OwnersOptions options, ProblemList problems)
    {
        var denied = options.DeniedFolders.Select(text => Re2.TryParse(text, out var pattern, out _) ? pattern : null)
            .OfType<Re2>().ToList();
        var byFolder = new Dictionary<string, OwnersFile>(StringComparer.Ordinal);
        foreach (var file in repoFiles)
        {
            if (FoldersOf(file.Path).Any(folder => denied.Any(pattern => pattern.IsMatch(folder)))) continue;
            var isOwners = file.Path == "OWNERS" || file.Path.EndsWith("/OWNERS", StringComparison.Ordinal);
            var read = isOwners ? OwnersFileReader.Read(file, FolderOf(file.Path), problems)
                : options.MarkdownFrontMatter && file.Path.EndsWith(".md", StringComparison.Ordinal)
                    ? OwnersFileReader.ReadFrontMatter(file, problems)
                : null;
            if (read is not null) byFolder[read.For] = Expand(read, aliases, options.Collaborators);
        }

        return new OwnersIndex(byFolder, aliases);
    }

    /// <summary>
    /// Layers of people (or labels) for a path: index 0 is the path itself, then its folders up to the root. Somebody
    /// named
    /// in a nearer layer is not named again. Empty where nothing can be found at all (a leading '/').
    /// </summary>
    /// <param name="path">A file or a folder.</param>
    /// <param name="role">Whom to look for.</param>
    /// <param name="nearestOnly">Stop at the first layer that names somebody.</param>
    public ImmutableArray<ImmutableArray<string>> Layers(string path, OwnersRole role, bool nearestOnly = false)
    {
        if (path.StartsWith('/')) return [];
        var clean = Clean(path);
        var layers = new List<ImmutableArray<string>> { ImmutableArray<string>.Empty };
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var (folder, layer) = (clean, 0); ; folder = FolderOf(folder), layer++)
        {
            var lists = MatchingLists(folder, clean, role);
            if (lists.Count > 0)
            {
                while (layers.Count <= layer) layers.Add([]);
                layers[layer] = [.. lists.SelectMany(list => list).Where(seen.Add)];
            }

            if (folder.Length == 0 || (seen.Count > 0 && (nearestOnly || HasNoParentOwners(folder)))) break;
        }

        return [.. layers];
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
        var clean = path.StartsWith('/') ? "" : Clean(path);
        for (var folder = clean; folder.Length > 0; folder = FolderOf(folder))
            if (MatchingLists(folder, clean, role).Any(list => !list.IsEmpty)) return folder;
        return "";
    }

    public bool HasNoParentOwners(string folder) => files.TryGetValue(folder, out var file) && file.NoParentOwners;

    public bool HasAutoApproveUnownedSubfolders(string folder) =>
        files.TryGetValue(folder, out var file) && file.AutoApproveUnownedSubfolders;

    /// <summary>The OWNERS file that speaks for exactly this folder.</summary>
    public OwnersFile? FileFor(string folder) => files.GetValueOrDefault(folder);

    /// <summary>Whom the OWNERS of exactly this folder names for the path.</summary>
    public IEnumerable<string> Named(string folder, string path, OwnersRole role) =>
        MatchingLists(folder, path, role).SelectMany(list => list);

    private List<ImmutableArray<string>> MatchingLists(string folder, string path, OwnersRole role)
    {
        if (!files.TryGetValue(folder, out var file)) return [];
        var relative = folder.Length == 0 ? path : folder.Length >= path.Length ? "." : path[(folder.Length + 1)..];
        return [.. file.Lists
            .Where(lists => !lists.Of(role).IsDefault && (lists.Pattern is null || lists.Pattern.IsMatch(relative)))
            .Select(lists => lists.Of(role))];
    }

    /// <summary>
    /// A list that was given stays given, even where nobody of it is left: default means that it was not.
    /// </summary>
    private static OwnersFile Expand(OwnersFile file, OwnersAliases aliases, ImmutableHashSet<string>? collaborators) =>
        file with
        {
            Lists = [.. file.Lists.Select(lists => lists with
        {
            ByRole = [.. Enum.GetValues<OwnersRole>().Select(role => lists.Of(role) is { IsEmpty: false } list
                ? role == OwnersRole.Labels ? [.. list.Distinct(StringComparer.Ordinal)]
                    : Filter(aliases.Expand(list), role, collaborators)
                : default)],
        })],
        };

    private static ImmutableArray<string> Filter(
        ImmutableArray<string> people, OwnersRole role, ImmutableHashSet<string>? collaborators) =>
        collaborators is null || role is OwnersRole.RequiredReviewers
            ? people
            : [.. people.Where(collaborators.Contains)];

    private static string FolderOf(string path) => path.LastIndexOf('/') is >= 0 and var slash ? path[..slash] : "";

    private static IEnumerable<string> FoldersOf(string path)
    {
        yield return ".";
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
            yield return path[..slash];
    }

    private static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part is "" or ".") continue;
            if (part == ".." && parts.Count > 0 && parts[^1] != "..") parts.RemoveAt(parts.Count - 1);
            else parts.Add(part);
        }

        return string.Join('/', parts);
    }
}
