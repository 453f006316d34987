using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// Text of strangers on a page of GitHub: in code spans that it cannot close, or with every mark escaped.
/// </summary>
public static class Markdown
{
    /// <summary>A word of a stranger as a code span that also fits into a table.</summary>
    public static string Cell(string text)
    {
        var shown = Problems.ShownPath(text).Replace("|", "\\|", StringComparison.Ordinal).Trim();
        return shown.Length == 0 ? "" : $"`{shown}`";
    }

    /// <summary>
    /// A sentence of ours: its code spans stay, everything else that could be a mark or a mention is escaped.
    /// </summary>
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

    /// <summary>A problem as an item of a list: level, place, what is wrong, what to write instead.</summary>
    public static string Item(Problem problem)
    {
        var text = new StringBuilder("- **").Append(problem.Level.ToString().ToLowerInvariant()).Append("** ")
            .Append(problem.Code).Append(' ');
        if (problem.File is { } file)
            text.Append(Cell(problem.Line > 0 ? $"{file}:{problem.Line}" : file)).Append(' ');
        text.Append(Sentence(problem.Text));
        if (problem.Remedy is not null) text.Append("<br>").Append(Sentence(problem.Remedy));
        return text.Append('\n').ToString();
    }

    /// <summary>As many whole lines as have room, and then <paramref name="end"/> where some have not.</summary>
    /// <returns>Nothing where not even one line has room.</returns>
    public static string Fit(string text, long bytesMax, string end)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytesMax) return text;
        var room = bytesMax - Encoding.UTF8.GetByteCount(end);
        var kept = new StringBuilder();
        foreach (var line in text.Split('\n'))
        {
            room -= Encoding.UTF8.GetByteCount(line) + 1;
            if (room < 0) break;
            kept.Append(line).Append('\n');
        }

        return kept.Length == 0 ? "" : kept + end;
    }

    private static void Escape(string text, StringBuilder into)
    {
        foreach (var c in text)
        {
            if (c is '<' or '>' or '&') into.Append($"&#{(int)c};");

            // Escaped they would still call people and name issues.
            else if (c is '@' or '#') into.Append('`').Append(c).Append('`');
            else if (c is '\\' or '*' or '_' or '[' or ']' or '|' or '~' or '!') into.Append('\\').Append(c);
            else into.Append(char.IsControl(c) ? ' ' : c);
        }
    }
}
