namespace GitHubOps.Core;

/// <summary>
/// Reads the two shapes of OWNERS. The simple one is tried first; the one with <c>filters</c> counts only where the
/// simple one is wrong or names nobody. A wrong type anywhere in a shape voids that shape, as it does elsewhere; here,
/// it is said.
/// </summary>
internal static class OwnersFileReader
{
    /// <summary>Null where the file counts as absent.</summary>
    public static OwnersFile? Read(RepoFile file, string speaksFor, ProblemList problems)
    {
        if (!OwnersYaml.TryRead(file.Text, file.Path, problems, out var root)) return null;
        if (OwnersYaml.SecondDocument(file.Text, file.Path) is { } second)
            problems.Warning(ProblemCodes.Owners, second,
                "a second YAML document begins here; nobody reads beyond the first", "Take the `---` away.");
        if (root is null or { Kind: OwnersKind.Null }) return new OwnersFile { Path = file.Path, For = speaksFor };
        if (root.Kind == OwnersKind.Map) return Choose(root, file.Path, speaksFor, problems);
        problems.Warning(ProblemCodes.Owners, root.In(file.Path),
            "an OWNERS file is a map; the whole file counts as absent", "Write `approvers:` and a list of logins.");
        return null;
    }

    private static OwnersFile? Choose(OwnersNode root, string path, string speaksFor, ProblemList problems)
    {
        var first = new OwnersShape(path, speaksFor);
        var simple = first.Simple(root);
        if (simple is { IsEmpty: false })
        {
            problems.AddAll(first.Notes);
            OwnersKeys.Check(root, path, readsFilters: false, problems);
            if (root.Find("filters") is { } unread)
                problems.Warning(ProblemCodes.Owners, unread.At.In(path),
                    "`filters` is not read in a file that also names people itself",
                    "Move the lists under the filter `.*`.");
            return simple;
        }

        var second = new OwnersShape(path, speaksFor);
        var full = second.Full(root);
        problems.AddAll(second.Notes);
        OwnersKeys.Check(root, path, readsFilters: true, problems);
        if (first.Problem is { } wrong && full is { IsEmpty: false })
            problems.Add(wrong with
            {
                Text = wrong.Text.Replace(
                "the whole file counts as absent", "only `filters` counts", StringComparison.Ordinal)
            });
        else if ((first.Problem ?? second.Problem) is { } why) problems.Add(why);
        // Where the second shape is wrong too, not even the options count.
        if (full is not null || simple is null) return full;
        return simple with { NoParentOwners = false, NoParentOwnersLine = 0, AutoApproveUnownedSubfolders = false };
    }
}
