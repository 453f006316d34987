using System.Buffers;
using System.Text;

namespace GitHubOps.Core;

/// <summary>Which characters may stand in YAML, and how a text is written so that all of it can.</summary>
internal static class YamlCharacters
{
    /// <summary>
    /// Control characters that YAML does not allow anywhere, and line breaks that only YAML sees: with them a problem
    /// would stand at a line that no editor has. To the parser a NUL is the end: what stands behind it would be passed
    /// over in silence.
    /// </summary>
    private static readonly SearchValues<char> NotText = SearchValues.Create(
    [
        .. Enumerable.Range(0, 0x20).Append(0x7F).Select(code => (char)code).Except("\t\n\r"),
        '\u0085', '\u2028', '\u2029',
    ]);

    /// <summary>The first character that cannot stand where it stands, and what to do about it; null: none.</summary>
    public static (int Index, string Text, string Remedy)? FirstOdd(string text)
    {
        if (text.AsSpan().IndexOfAny(NotText) is >= 0 and var odd)
            return (odd, $"YAML: the character U+{(int)text[odd]:X4} cannot stand here",
                "Take it away: editors do not show it.");
        for (var at = text.IndexOf('\r'); at >= 0; at = text.IndexOf('\r', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] != '\n')
                return (at, "YAML: a line ends with a carriage return alone", "Save the file with line feeds (LF).");
        }

        return null;
    }

    /// <summary>The first control character that YAML allows nowhere; null: there is none.</summary>
    public static int? FirstControl(string text)
    {
        for (var at = 0; at < text.Length; at++)
            if ((char.IsControl(text[at]) && text[at] is not ('\t' or '\n' or '\r' or '\u0085'))
                || text[at] is '\uFFFE' or '\uFFFF')
                return at;
        return null;
    }

    /// <summary>A text in double quotes; the characters that matter inside them are escaped.</summary>
    public static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF') quoted.Append($"\\u{(int)c:x4}");
            else quoted.Append(c);
        }

        return quoted.Append('"').ToString();
    }
}
