using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Text of strangers on a page of GitHub: in code spans that it cannot close, or with every mark escaped.
/// </summary>
internal static class Markdown
{
    /// <summary>A word of a stranger as a code span that also fits into a table.</summary>
    public static string Cell(string text)
    {
        var shown = Problems.ShownPath(text).Replace("|", "\\|", StringComparison.Ordinal).Trim();
        return shown.Length == 0 ? "" : $"`{shown}`";
    }

    /// <summary>A sentence of ours: its code spans stay, everything else that could be a mark is escaped.</summary>
    public static string Sentence(string text)
    {
        var result = new StringBuilder();
        var parts = text.Split('`');
        for (var i = 0; i < parts.Length; i++)
        {
            var isCode = i % 2 == 1 && i < parts.Length - 1;
            if (isCode)
                result.Append('`')
                    .Append(parts[i].Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ")).Append('`');
            else Escape(parts[i], result);
        }

        return result.ToString();
    }

    private static void Escape(string text, StringBuilder into)
    {
        foreach (var c in text)
        {
            if (c is '<' or '>' or '&') into.Append($"&#{(int)c};");
            else if (c is '\\' or '*' or '_' or '[' or ']' or '|' or '~' or '#' or '!' or '@')
                into.Append('\\').Append(c);
            else into.Append(char.IsControl(c) ? ' ' : c);
        }
    }
}
