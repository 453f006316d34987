using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads the two shapes of OWNERS. The simple one is tried first; the one with <c>filters</c> counts only where the
/// simple one is wrong or names nobody. A wrong type anywhere in a shape voids that shape, as it does elsewhere; here,
/// it is said.
/// </summary>
internal static class OwnersFileReader
{
    private static readonly ImmutableArray<string> RoleKeys =
        ["approvers", "reviewers", "required_reviewers", "labels"];

    /// <summary>Null where the file counts as absent.</summary>
    public static OwnersFile? Read(RepoFile file, string speaksFor, ProblemList problems)
    {
        var (root, problem) = OwnersYaml.Read(file.Text, file.Path);
        if (problem is not null)
        {
            problems.Add(problem);
            return null;
        }

        if (root is null or { Kind: OwnersKind.Null }) return new OwnersFile { Path = file.Path, For = speaksFor };
        if (root.Kind != OwnersKind.Map)
        {
            Say(problems, file.Path, root, "an OWNERS file is a map; the whole file counts as absent",
                "Write `approvers:` and a list of logins.");
            return null;
        }

        return Choose(root, file.Path, speaksFor, problems);
    }

    /// <summary>
    /// The front matter of a Markdown file, which has the simple shape; null where there is none that counts.
    /// </summary>
    public static OwnersFile? ReadFrontMatter(RepoFile file, ProblemList problems)
    {
        if (!file.Text.StartsWith("---\n", StringComparison.Ordinal)) return null;
        var end = file.Text.LastIndexOf("\n---", StringComparison.Ordinal);
        if (end < 4) return null;
        var (root, problem) = OwnersYaml.Read(file.Text[..(end + 4)], file.Path);
        if (problem is not null) problems.Add(problem);
        return root is { Kind: OwnersKind.Map } && new ShapeReader(file.Path, file.Path).Simple(root) is { } simple
            ? simple : null;
    }

    private static OwnersFile? Choose(OwnersNode root, string path, string speaksFor, ProblemList problems)
    {
        var shapes = new ShapeReader(path, speaksFor);
        var simple = shapes.Simple(root);
        if (simple is { IsEmpty: false })
        {
            if (Field(root, "filters") is { } unread)
                Say(problems, path, unread, "`filters` is not read in a file that also names people itself",
                    "Move the lists under the filter `.*`.");
            return simple;
        }

        var wrong = shapes.Problem;
        var full = shapes.Full(root, problems);
        var problem = wrong is not null && full is not { IsEmpty: false } ? wrong : shapes.Problem;
        if (problem is not null) problems.Add(problem);
        // Where the second shape is wrong too, not even the options count.
        if (full is not null || simple is null) return full;
        return simple with { NoParentOwners = false, AutoApproveUnownedSubfolders = false };
    }

    /// <summary>The value of a key, whatever its case; of several, the one that sorts last, as in Go's JSON.</summary>
    private static OwnersNode? Field(OwnersNode map, string name) => map.Entries
        .Where(entry => string.Equals(entry.Key, name, StringComparison.OrdinalIgnoreCase))
        .OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => entry.Value)
        .LastOrDefault();

    private static void Say(ProblemList problems, string path, OwnersNode at, string text, string remedy) =>
        problems.Warning(ProblemCodes.Owners, new Place(path, Math.Max(1, at.Line), Math.Max(1, at.Column)), text,
            remedy);

    /// <summary>
    /// Reads one shape after the other; a shape with a wrong type is null and <see cref="Problem"/> says why.
    /// </summary>
    private sealed class ShapeReader(string path, string speaksFor)
    {
        public Problem? Problem { get; private set; }

        public OwnersFile? Simple(OwnersNode root)
        {
            Problem = null;
            var lists = Lists(root, pattern: null);
            var file = WithOptions(root);
            if (Problem is not null) return null;
            return lists is null ? file : file with { Lists = [lists] };
        }

        public OwnersFile? Full(OwnersNode root, ProblemList problems)
        {
            Problem = null;
            var file = WithOptions(root);
            var filters = Field(root, "filters");
            var lists = ImmutableArray.CreateBuilder<OwnersLists>();
            if (filters is { Kind: not (OwnersKind.Map or OwnersKind.Null) }) Refuse(filters, "`filters` is not a map");
            foreach (var (key, value) in filters?.Entries ?? [])
            {
                if (value.Kind is not (OwnersKind.Map or OwnersKind.Null))
                    Refuse(value, $"the filter `{key}` is not a map");
                var (pattern, error) = Compile(key);
                if (error is not null)
                    Say(problems, path, value,
                        $"the filter `{key}` is no regular expression of RE2 ({error}) and is left out", "Correct it.");
                else if (Lists(value, pattern) is { } found) lists.Add(found);
            }

            return Problem is null ? file with { Lists = lists.ToImmutable() } : null;
        }

        private static (Re2? Pattern, string? Error) Compile(string key)
        {
            if (key == ".*") return (null, null);
            return Re2.TryParse(key, out var pattern, out var error) ? (pattern, null) : (null, error);
        }

        private OwnersFile WithOptions(OwnersNode root)
        {
            var options = Field(root, "options");
            if (options is { Kind: not (OwnersKind.Map or OwnersKind.Null) }) Refuse(options, "`options` is not a map");
            return new OwnersFile
            {
                Path = path,
                For = speaksFor,
                NoParentOwners = IsSet(options, "no_parent_owners"),
                AutoApproveUnownedSubfolders = IsSet(options, "auto_approve_unowned_subfolders"),
                Emeritus = [.. Emeritus(root, "emeritus_approvers"), .. Emeritus(root, "emeritus_reviewers")],
            };
        }

        private bool IsSet(OwnersNode? options, string name)
        {
            var value = options is { Kind: OwnersKind.Map } ? Field(options, name) : null;
            if (value is null or { Kind: OwnersKind.Null }) return false;
            if (value.Kind == OwnersKind.Boolean) return value.IsTrue;
            Refuse(value, $"`{name}` is not true or false");
            return false;
        }

        /// <summary>Nobody else reads these keys, so a wrong type in them voids nothing.</summary>
        private static IEnumerable<string> Emeritus(OwnersNode root, string name) =>
            Field(root, name)?.Items.Where(item => item.Kind == OwnersKind.Text)
                .Select(item => OwnersFile.NormalLogin(item.Text)) ?? [];

        private OwnersLists? Lists(OwnersNode map, Re2? pattern)
        {
            ImmutableArray<ImmutableArray<string>> byRole = [.. RoleKeys.Select(key => List(map, key))];
            return byRole.All(list => list.IsEmpty) ? null : new OwnersLists(pattern, byRole);
        }

        private ImmutableArray<string> List(OwnersNode map, string key)
        {
            var list = Field(map, key);
            if (list is null or { Kind: OwnersKind.Null }) return [];
            if (list.Kind != OwnersKind.List)
            {
                Refuse(list, $"`{key}` is not a list");
                return [];
            }

            foreach (var item in list.Items.Where(item => item.Kind is not (OwnersKind.Text or OwnersKind.Null)))
                Refuse(item, item.Items.Count + item.Entries.Count > 0
                    ? $"`{key}` holds a list or a map"
                    : $"`{item.Text}` without quotes is a {item.Kind.ToString().ToLowerInvariant()}, not a login");
            var texts = list.Items.Select(item => item.Kind == OwnersKind.Null ? "" : item.Text);
            return [.. key == "labels" ? texts : texts.Select(OwnersFile.NormalLogin)];
        }

        private void Refuse(OwnersNode at, string text) => Problem ??= Core.Problem.Warning(
            ProblemCodes.Owners, $"{text}; the whole file counts as absent", path,
            Math.Max(1, at.Line), Math.Max(1, at.Column),
            at.Kind is OwnersKind.Number or OwnersKind.Boolean ? "Put it into quotes." : "Write a list of logins.");
    }
}
