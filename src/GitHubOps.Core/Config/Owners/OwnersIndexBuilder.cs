using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>From the files of a repository to the index: which count, whom their aliases mean, what is odd.</summary>
internal sealed class OwnersIndexBuilder(OwnersAliases aliases, OwnersOptions options, ProblemList problems)
{
    private readonly ImmutableArray<Re2> denied = ReadDenied(options, problems);
    private readonly Dictionary<string, OwnersFile> byFolder = new(StringComparer.Ordinal);

    private readonly ImmutableHashSet<string>? collaborators = options.Collaborators?
        .Select(OwnersFile.NormalLogin).ToImmutableHashSet(StringComparer.Ordinal);

    public OwnersIndex Build(IEnumerable<RepoFile> files)
    {
        foreach (var file in files)
        {
            if (IsAbsent(file.Path)) continue;
            var read = IsOwners(file.Path)
                ? OwnersFileReader.Read(file, OwnersPath.FolderOf(file.Path), problems)
                : options.MarkdownFrontMatter && file.Path.EndsWith(".md", StringComparison.Ordinal)
                    ? OwnersFrontMatter.Read(file, problems)
                    : null;
            if (read is not null) byFolder[read.For] = Expand(read);
        }

        CheckCuts();
        if (options.Collaborators is not null) CheckShadows();
        return new OwnersIndex(byFolder, aliases);
    }

    private static bool IsOwners(string path) => Name(path) == "OWNERS";

    private static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];

    private static ImmutableArray<Re2> ReadDenied(OwnersOptions options, ProblemList problems)
    {
        var read = ImmutableArray.CreateBuilder<Re2>();
        foreach (var text in options.DeniedFolders)
        {
            if (Re2.TryParse(text, out var pattern, out var error)) read.Add(pattern);
            else problems.Add(Problem.Warning(ProblemCodes.Owners,
                $"the pattern `{Problems.Shown(text)}` of folders to pass over is no regular expression of RE2 " +
                $"({error}) and is left out", remedy: "Correct it."));
        }

        return read.ToImmutable();
    }

    /// <summary>Files that look like one of ours and are none, each told once.</summary>
    private bool IsAbsent(string path)
    {
        var name = Name(path);
        var at = new Place(path, 1, 1);
        if (name == "OWNERS_ALIASES" && path != name)
        {
            problems.Warning(ProblemCodes.Owners, at, "`OWNERS_ALIASES` is read in the root only",
                "Move its groups to the root's file.");
            return true;
        }

        if (name is not ("OWNERS" or "OWNERS_ALIASES") && name.ToUpperInvariant() is "OWNERS" or "OWNERS_ALIASES")
        {
            problems.Notice(ProblemCodes.Owners, at, $"`{name}` is not read: its name must be in capitals",
                $"Rename it to `{name.ToUpperInvariant()}`.");
            return true;
        }

        if (DeniedBy(path) is not { } pattern) return false;
        if (name == "OWNERS")
            problems.Notice(ProblemCodes.Owners, at,
                $"this file is not read: folders that match `{Problems.Shown(pattern.Text)}` are passed over");
        return true;
    }

    private Re2? DeniedBy(string path) => OwnersPath.FoldersTo(path)
        .Select(folder => denied.FirstOrDefault(pattern => pattern.IsMatch(folder)))
        .FirstOrDefault(pattern => pattern is not null);

    /// <summary>
    /// A list that was given stays given, even where nobody of it is left: default means that it was not.
    /// </summary>
    private OwnersFile Expand(OwnersFile file) => file with
    {
        Lists = [.. file.Lists.Select(lists => lists with
        {
            ByRole = [.. OwnersFile.Roles.Select(role => Expand(lists.Of(role), role))],
        })],
    };

    private ImmutableArray<string> Expand(ImmutableArray<string> list, OwnersRole role)
    {
        if (list.IsEmpty) return default;
        if (role == OwnersRole.Labels) return [.. list.Distinct(StringComparer.Ordinal)];
        var people = aliases.Expand(list);
        return collaborators is null || role == OwnersRole.RequiredReviewers
            ? people : [.. people.Where(collaborators.Contains)];
    }

    /// <summary>
    /// The option cuts a role off only where somebody was found for it before: a file that names nobody for a role
    /// passes on to its parents.
    /// </summary>
    private void CheckCuts()
    {
        foreach (var file in byFolder.Values.Where(file => file.NoParentOwners))
        {
            var passes = OwnersFile.Roles
                .Where(role => !file.NamesAlways(role) && ParentsOf(file).Any(parent => Names(parent, role)))
                .Select(role => $"`{OwnersFile.KeyOf(role)}`").ToList();
            var at = new Place(file.Path, file.NoParentOwnersLine, 1);
            if (file.For.Length == 0)
                problems.Notice(ProblemCodes.Owners, at, "`no_parent_owners` cuts nothing off in the root");
            else if (passes.Count > 0)
                problems.Notice(ProblemCodes.Owners, at,
                    $"`no_parent_owners` does not cut off {string.Join(", ", passes)}: " +
                    "it needs somebody in the same role for every path of the folder");
        }

        static bool Names(OwnersFile file, OwnersRole role) =>
            file.Lists.Any(lists => !lists.Of(role).IsDefaultOrEmpty);
    }

    private IEnumerable<OwnersFile> ParentsOf(OwnersFile file)
    {
        for (var folder = file.For; folder.Length > 0;)
        {
            folder = OwnersPath.FolderOf(folder);
            if (byFolder.TryGetValue(folder, out var parent)) yield return parent;
        }
    }

    private void CheckShadows()
    {
        foreach (var (name, alias) in aliases.Groups)
            if (collaborators!.Contains(name))
                problems.Warning(ProblemCodes.Owners, alias.At,
                    $"the alias `{Problems.Shown(alias.Name)}` hides the login of the same name",
                    "Give the alias another name.");
    }
}
