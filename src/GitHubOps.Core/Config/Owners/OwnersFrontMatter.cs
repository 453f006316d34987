namespace GitHubOps.Core;

/// <summary>
/// Owners of one Markdown file, in its front matter: between a first line <c>---</c> and the LAST line that begins
/// with <c>---</c>. Only the simple shape counts.
/// </summary>
internal static class OwnersFrontMatter
{
    private static readonly string[] Keys =
        [.. OwnersFile.Roles.Select(OwnersFile.KeyOf)];

    /// <summary>Null where there is none that counts.</summary>
    public static OwnersFile? Read(RepoFile file, ProblemList problems)
    {
        if (!file.Text.StartsWith("---\n", StringComparison.Ordinal))
        {
            if (file.Text.TrimStart('\uFEFF').StartsWith("---", StringComparison.Ordinal) && MentionsOwners(file.Text))
                problems.Warning(ProblemCodes.Owners, new Place(file.Path, 1, 1),
                    "the owners in this front matter are not read: its first line must be `---` and end with a line " +
                    "feed alone", "Write the file with Unix line ends and without a byte order mark.");
            return null;
        }

        var end = file.Text.LastIndexOf("\n---", StringComparison.Ordinal);
        if (end < 4) return null;
        var found = new ProblemList();
        var read = ReadTo(file, end + 4, found);
        // A document that begins with a rule (a line of dashes) is no front matter, and nobody's mistake.
        if (MentionsOwners(file.Text[..end]))
        {
            problems.AddAll(found);
            if (read is null && file.Text.IndexOf("\n---", 3, StringComparison.Ordinal) < end)
                problems.Notice(ProblemCodes.Owners, LineOf(file, end + 1),
                    "the front matter is taken to reach to this line, the last one that begins with `---`",
                    "Write other rules in the text as `***`.");
        }

        return read;
    }

    private static OwnersFile? ReadTo(RepoFile file, int end, ProblemList problems)
    {
        if (!OwnersYaml.TryRead(file.Text[..end], file.Path, problems, out var root)) return null;
        if (root is not { Kind: OwnersKind.Map })
        {
            problems.Warning(ProblemCodes.Owners, new Place(file.Path, 1, 1),
                "the front matter is no map; its owners are not read", "Write `approvers:` and a list of logins.");
            return null;
        }

        var shape = new OwnersShape(file.Path, file.Path);
        var simple = shape.Simple(root);
        problems.AddAll(shape.Notes);
        OwnersKeys.CheckFrontMatter(root, file.Path, problems);
        if (shape.Problem is { } problem) problems.Add(problem);
        return simple;
    }

    private static Place LineOf(RepoFile file, int at) =>
        new(file.Path, file.Text.AsSpan(0, at).Count('\n') + 1, 1);

    private static bool MentionsOwners(string text) => Keys.Any(key =>
        text.Contains($"\n{key}:", StringComparison.OrdinalIgnoreCase));
}
