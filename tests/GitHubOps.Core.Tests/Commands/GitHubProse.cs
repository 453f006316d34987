using System.Text;
using System.Text.RegularExpressions;

namespace GitHubOps.Core.Tests;

/// <summary>
/// What GitHub would make of a comment of ours, read as GitHub reads it: knows nothing of how the service writes. Code
/// spans are taken out first, as CommonMark has them; of the rest nobody may be called and nothing may be linked.
/// </summary>
internal static partial class GitHubProse
{
    /// <summary>Null: nothing is found.</summary>
    public static string? FindLink(string body)
    {
        foreach (var paragraph in Paragraphs(body))
        {
            if (!TryTakeOutCode(paragraph, out var prose)) return $"a code span is left open: {paragraph}";
            foreach (var tag in (string[])["<details>", "</details>", "<summary>", "</summary>"])
                prose = prose.Replace(tag, " ", StringComparison.Ordinal);
            if (Link().Match(prose) is { Success: true } link) return $"{link.Value} in: {paragraph}";
        }

        return null;
    }

    /// <summary>A code span does not reach over a blank line, nor over an item of a list.</summary>
    private static IEnumerable<string> Paragraphs(string body)
    {
        var kept = new StringBuilder();
        foreach (var line in body.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Trim().Length == 0 || line.StartsWith("- ", StringComparison.Ordinal))
            {
                if (kept.Length > 0) yield return kept.ToString();
                kept.Clear();
            }

            kept.Append(line).Append('\n');
        }

        if (kept.Length > 0) yield return kept.ToString();
    }

    private static bool TryTakeOutCode(string text, out string prose)
    {
        var rest = new StringBuilder();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] != '`')
            {
                rest.Append(text[at++]);
                continue;
            }

            var length = Run(text, at);
            var end = at + length;
            while (end < text.Length && (text[end] != '`' || Run(text, end) != length))
                end += text[end] == '`' ? Run(text, end) : 1;
            if (end >= text.Length)
            {
                prose = "";
                return false;
            }

            rest.Append(' ');
            at = end + length;
        }

        prose = rest.ToString();
        return true;
    }

    private static int Run(string text, int at)
    {
        var end = at;
        while (end < text.Length && text[end] == '`') end++;
        return end - at;
    }

    // A mention, an issue (#1, GH-1, o/r#1), a commit, an address, an entity, a tag that is not one of ours.
    [GeneratedRegex(@"@|\uFF20|#\d|(?i:\bgh-\d)|\b[0-9a-fA-F]{7,40}\b|(?i:https?:|www\.|ftp:)|&[#a-zA-Z]|<|\]\(",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex Link();
}
