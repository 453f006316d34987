using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Tells in words how the owners of a path come about.</summary>
internal static class OwnersWhy
{
    public static ImmutableArray<string> Of(OwnersIndex index, string path)
    {
        var shown = Problems.ShownPath(path);
        if (path.StartsWith('/')) return [$"- {shown}: a path that begins with `/` has no owners"];
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add($"- {shown}");
        foreach (var role in OwnersFile.Roles)
        {
            lines.Add($"  {OwnersFile.KeyOf(role)}:");
            Walk(index, path, role, lines);
        }

        return lines.ToImmutable();
    }

    private static void Walk(
        OwnersIndex index, string path, OwnersRole role, ImmutableArray<string>.Builder lines)
    {
        var clean = OwnersPath.Clean(path);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var begin = lines.Count;
        foreach (var folder in OwnersPath.Upwards(path))
        {
            if (index.FileFor(folder) is not { } file) continue;
            var relative = OwnersPath.Relative(folder, clean);
            foreach (var lists in file.Lists.Where(lists => !lists.Of(role).IsDefault))
                lines.Add($"    {Layer(file, lists, role, relative, seen)}");
            if (!file.NoParentOwners) continue;
            lines.Add($"    {Cut(file, role, seen.Count > 0)}");
            if (seen.Count > 0) return;
        }

        lines.Add(lines.Count == begin ? "    nobody: no OWNERS from here up to the root gives this role"
            : seen.Count == 0 ? "    nobody: the search ends in the root"
            : "    the search ends in the root");
    }

    private static string Layer(
        OwnersFile file, OwnersLists lists, OwnersRole role, string relative, HashSet<string> seen)
    {
        var at = $"{Problems.ShownPath(file.Path)}:{lists.LineOf(role)}";
        var filter = lists.Pattern is { } pattern ? $" by the filter `{Problems.Shown(pattern.Text)}`" : "";
        if (!lists.Holds(role, relative))
            return $"{at}: passed over{filter}, which does not match {Problems.ShownPath(relative)}";
        var (fresh, again) = (lists.Of(role).Where(name => !seen.Contains(name)).ToList(),
            lists.Of(role).Where(seen.Contains).ToList());
        seen.UnionWith(fresh);
        var isNearest = seen.Count == fresh.Count && fresh.Count > 0 ? " (the nearest)" : "";
        var known = again.Count > 0 ? $"; named nearer already: {Names(again)}" : "";
        return $"{at}: {(fresh.Count > 0 ? Names(fresh) : "nobody new")}{filter}{isNearest}{known}";
    }

    private static string Cut(OwnersFile file, OwnersRole role, bool cuts) =>
        $"{Problems.ShownPath(file.Path)}:{file.NoParentOwnersLine}: `no_parent_owners` " +
        (cuts ? "ends the search here"
            : $"does not end the search: nobody was found for `{OwnersFile.KeyOf(role)}` yet");

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    private static string Name(string name) => name.Length == 0 ? "(an empty name)" : Problems.Shown(name);
}
