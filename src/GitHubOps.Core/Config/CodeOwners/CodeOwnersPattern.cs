using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// A pattern of CODEOWNERS as OWNERS can say it: the folder whose file speaks, and a filter on what lies below it.
/// </summary>
/// <param name="Folder"><c>""</c> is the root.</param>
/// <param name="Filter">A regular expression of RE2; <c>.*</c> is everything below the folder.</param>
internal sealed record CodeOwnersPattern(string Folder, string Filter)
{
    public const string Everything = ".*";

    public bool IsEverything => Filter == Everything;

    /// <summary>True where all that this pattern matches lies in what the other says of a whole folder.</summary>
    public bool LiesIn(CodeOwnersPattern other) =>
        other.IsEverything && (other.Folder.Length == 0 || Folder == other.Folder
            || Folder.StartsWith(other.Folder + "/", StringComparison.Ordinal));

    /// <param name="pattern">As it stands in the file.</param>
    /// <param name="isFolder">What the repository has at a path; without it, a name may be a file or a folder.</param>
    public static CodeOwnersPattern Of(string pattern, Func<string, bool> isFolder)
    {
        var isAnchored = pattern.AsSpan(0, pattern.Length - 1).Contains('/');
        List<string> parts = [.. pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        if (pattern.EndsWith('/') || (isAnchored && isFolder(string.Join('/', parts)))) parts.Add("**");
        if (!isAnchored && parts[0] != "**" && parts is not ["*"]) parts.Insert(0, "**");
        if (parts is ["*"] && !isAnchored) parts = ["**"];
        var plain = parts.FindIndex(part => part.AsSpan().IndexOfAny('*', '?') >= 0);
        // The last part may be a file or a folder, nobody can tell from here: a filter of its parent holds for both.
        var depth = plain < 0 ? parts.Count - 1 : plain;
        var folder = string.Join('/', parts.Take(depth));
        return new CodeOwnersPattern(folder, Regex(parts.Skip(depth).ToList()));
    }

    private static string Regex(List<string> parts)
    {
        if (parts is ["**"] or ["**", "**"]) return Everything;
        var regex = new StringBuilder(parts[0] == "**" ? "" : "^");
        for (var i = 0; i < parts.Count; i++)
        {
            var isLast = i == parts.Count - 1;
            if (parts[i] == "**") regex.Append(i == 0 ? "(^|/)" : isLast ? "" : "(.*/)?");
            else regex.Append(Part(parts[i])).Append(isLast ? End(parts[i]) : "/");
        }

        return regex.ToString();
    }

    /// <summary>A name without wildcards may be a folder, whose files then belong to it.</summary>
    private static string End(string part) => part.AsSpan().IndexOfAny('*', '?') >= 0 ? "$" : "(/|$)";

    private static string Part(string part)
    {
        if (part == "*") return "[^/]+";
        var regex = new StringBuilder();
        foreach (var c in part)
        {
            if (c == '*') regex.Append("[^/]*");
            else if (c == '?') regex.Append("[^/]");
            else regex.Append(MeansItself(c) ? "" : "\\").Append(c);
        }

        return regex.ToString();
    }

    private static bool MeansItself(char c) => c >= 128 || char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ' ';
}
