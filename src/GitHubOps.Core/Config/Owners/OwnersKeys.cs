namespace GitHubOps.Core;

/// <summary>Keys of an OWNERS file that nobody reads, or that nobody else does.</summary>
internal static class OwnersKeys
{
    private static readonly string[] OfLists =
    [
        .. OwnersFile.Roles.Select(OwnersFile.KeyOf), OwnersShape.ApproversEmeritus, OwnersShape.ReviewersEmeritus,
    ];

    private static readonly string[] OfFile = [.. OfLists, "options", "filters"];
    private static readonly string[] OfOptions = ["no_parent_owners", "auto_approve_unowned_subfolders"];

    /// <param name="root">The map at the top.</param>
    /// <param name="file">Its name in problems.</param>
    /// <param name="readsFilters">The shape with filters was taken; then lists at the top are empty.</param>
    /// <param name="problems">Where they go.</param>
    public static void Check(OwnersNode root, string file, bool readsFilters, ProblemList problems)
    {
        Unknown(root, OfFile, "", file, problems);
        Twins(root, file, problems);
        Emeritus(root, file, problems);
        if (root.Find("options")?.Value is { Kind: OwnersKind.Map } options)
        {
            Unknown(options, OfOptions, " of `options`", file, problems);
            Twins(options, file, problems);
        }

        foreach (var filter in readsFilters ? root.Find("filters")?.Value.Entries ?? [] : [])
            Filter(filter, file, problems);
    }

    /// <summary>
    /// Only what was surely meant: the front matter of a document holds other people's keys too.
    /// </summary>
    public static void CheckFrontMatter(OwnersNode root, string file, ProblemList problems)
    {
        string[] known = [.. OfLists, "options"];
        foreach (var entry in root.Entries.Where(entry => !Knows(known, entry.Key)))
            if (entry.Key.Length > 4 && Problems.Nearest(entry.Key, known) is { } near
                && Math.Abs(near.Length - entry.Key.Length) < 2)
                Say(entry, near);
        Twins(root, file, problems);
        Emeritus(root, file, problems);

        void Say(OwnersEntry entry, string near) => problems.Notice(ProblemCodes.Owners, entry.At.In(file),
            $"nobody reads `{Problems.Shown(entry.Key)}`", $"Did you mean `{near}`?");
    }

    private static void Filter(OwnersEntry filter, string file, ProblemList problems)
    {
        if (filter.Value.Find("options") is { } options)
            problems.Warning(ProblemCodes.Owners, options.At.In(file), "`options` inside a filter is not read",
                "Move it to the top of the file.");
        foreach (var entry in filter.Value.Entries.Where(entry => !IsOptions(entry)))
            if (!Knows(OfLists, entry.Key)) Say(entry, OfLists, " of a filter", file, problems);
        Twins(filter.Value, file, problems);
        Emeritus(filter.Value, file, problems);

        static bool IsOptions(OwnersEntry entry) => entry.Key.Equals("options", StringComparison.OrdinalIgnoreCase);
    }

    private static void Unknown(OwnersNode map, string[] known, string of, string file, ProblemList problems)
    {
        foreach (var entry in map.Entries)
            if (!Knows(known, entry.Key)) Say(entry, known, of, file, problems);
    }

    private static void Say(OwnersEntry entry, string[] known, string of, string file, ProblemList problems)
    {
        var near = Problems.Nearest(entry.Key, known);
        problems.Warning(ProblemCodes.Owners, entry.At.In(file),
            $"nobody reads the key `{Problems.Shown(entry.Key)}`{of}",
            near is null ? "Take it away, or make it a comment." : $"Did you mean `{near}`?");
    }

    /// <summary>Keys that differ only by case mean the same: the one that sorts last counts.</summary>
    private static void Twins(OwnersNode map, string file, ProblemList problems)
    {
        foreach (var twins in map.Entries.GroupBy(entry => entry.Key, StringComparer.OrdinalIgnoreCase))
        {
            if (!twins.Skip(1).Any() || !Knows(OfFile, twins.Key)) continue;
            var counts = map.Find(twins.Key)!;
            var other = twins.First(entry => entry != counts);
            problems.Warning(ProblemCodes.Owners, other.At.In(file),
                $"`{other.Key}` and `{counts.Key}` are the same key; only `{counts.Key}` counts", "Keep one of them.");
        }
    }

    private static void Emeritus(OwnersNode map, string file, ProblemList problems)
    {
        foreach (var key in (string[])[OwnersShape.ApproversEmeritus, OwnersShape.ReviewersEmeritus])
        {
            if (map.Find(key) is not { } entry) continue;
            problems.Notice(ProblemCodes.Owners, entry.At.In(file),
                $"`{key}` makes nobody an owner; whom it names is never assigned by a rule");
            if (entry.Value.Kind is not (OwnersKind.List or OwnersKind.Null))
                problems.Warning(ProblemCodes.Owners, entry.Value.In(file), $"`{key}` is not a list; nobody is read",
                    "Write a list of logins.");
            foreach (var item in entry.Value.Items) StillOwner(map, item, file, problems);
        }
    }

    private static void StillOwner(OwnersNode map, OwnersNode item, string file, ProblemList problems)
    {
        var name = OwnersFile.NormalLogin(item.AsText);
        var role = OwnersFile.Roles.Where(role => role != OwnersRole.Labels).Select(OwnersFile.KeyOf).FirstOrDefault(
            key => map.Find(key)?.Value.Items.Any(one => OwnersFile.NormalLogin(one.AsText) == name) == true);
        if (role is null || name.Length == 0) return;
        problems.Warning(ProblemCodes.Owners, item.In(file),
            $"`{Problems.Shown(name)}` is emeritus and stands in `{role}` too: an owner still, but never assigned",
            "Take the name out of one of the lists.");
    }

    private static bool Knows(string[] known, string key) => known.Contains(key, StringComparer.OrdinalIgnoreCase);
}
