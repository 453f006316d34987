namespace GitHubOps.Core;

/// <summary>
/// Says of each line of a Markdown text whether it is shown as the writer's own prose, as GitHub shows it: not in a
/// fence, a quotation (with the lines that lazily belong to it), an HTML comment or what HTML shows as code. Where it
/// is not sure it says no.
/// </summary>
internal struct MarkdownBlock
{
    private static readonly string[] Raw = ["pre", "script", "style", "textarea"];

    private char fence;
    private int fenceLength;
    private string? endsWith;
    private bool isParagraphComment;
    private bool isQuote;

    /// <param name="line">One of GitHub's lines.</param>
    /// <param name="opensComment">It holds what opens an HTML comment.</param>
    public bool IsProse(ReadOnlySpan<char> line, bool opensComment)
    {
        // The most of every text.
        if (fenceLength == 0 && endsWith is null && !opensComment && line.Length > 0
            && char.IsAsciiLetterOrDigit(line[0]))
            return !isQuote;
        var indent = Indent(line);
        var text = line.TrimStart(" \t").TrimEnd();
        if (fenceLength > 0) return CloseFence(text, indent);
        if (endsWith is not null) return CloseHtml(text);
        if (text.IsEmpty) return isQuote = false;
        if (indent < 4 && OpensFence(text)) return isQuote = false;
        if (indent < 4 && text[0] == '>')
        {
            isQuote = true;
            return false;
        }

        return !OpensHtml(text, indent) && !isQuote && indent == 0;
    }

    private static int Indent(ReadOnlySpan<char> line)
    {
        var columns = 0;
        foreach (var c in line)
        {
            if (c == ' ') columns++;
            else if (c == '\t') columns += 4;
            else break;
        }

        return columns;
    }

    private bool OpensFence(ReadOnlySpan<char> text)
    {
        if (text[0] is not ('`' or '~')) return false;
        var length = Run(text, text[0]);
        if (length < 3 || (text[0] == '`' && text[length..].Contains('`'))) return false;
        (fence, fenceLength) = (text[0], length);
        return true;
    }

    private bool CloseFence(ReadOnlySpan<char> text, int indent)
    {
        if (indent >= 4 || text.IsEmpty || text[0] != fence) return false;
        var length = Run(text, fence);
        if (length >= fenceLength && length == text.Length) fenceLength = 0;
        return false;
    }

    /// <summary>True: the line belongs to something that HTML hides or shows as code.</summary>
    private bool OpensHtml(ReadOnlySpan<char> text, int indent)
    {
        if (indent < 4 && text[0] == '<')
        {
            foreach (var name in Raw)
                if (Begins(text[1..], name)) return Hide(text, $"</{name}", isInParagraph: false);
            if (text.StartsWith("<!--", StringComparison.Ordinal)) return Hide(text, "-->", isInParagraph: false);
        }

        var open = text.IndexOf("<!--", StringComparison.Ordinal);
        if (open < 0 || text[open..].Contains("-->", StringComparison.Ordinal)) return false;
        (endsWith, isParagraphComment) = ("-->", true);
        return false;
    }

    private bool Hide(ReadOnlySpan<char> text, string end, bool isInParagraph)
    {
        if (!text.Contains(end, StringComparison.OrdinalIgnoreCase))
            (endsWith, isParagraphComment) = (end, isInParagraph);
        return true;
    }

    private bool CloseHtml(ReadOnlySpan<char> text)
    {
        if (text.Contains(endsWith, StringComparison.OrdinalIgnoreCase) || (isParagraphComment && text.IsEmpty))
            endsWith = null;
        return false;
    }

    private static bool Begins(ReadOnlySpan<char> text, string name) =>
        text.StartsWith(name, StringComparison.OrdinalIgnoreCase) &&
        (text.Length == name.Length || text[name.Length] is ' ' or '\t' or '>');

    private static int Run(ReadOnlySpan<char> text, char of)
    {
        var length = text.IndexOfAnyExcept(of);
        return length < 0 ? text.Length : length;
    }
}
