using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// Words made safe for a comment: no mention, no link, no markup, no way out of a code span. Only the policy's own
/// words stand in prose; what the public wrote stands in code spans or not at all.
/// </summary>
internal static class CommentWords
{
    private const int CharsMax = 120;

    private const string Marks = " .,:;()'/+-_?%";

    /// <summary>The policy's words as prose: letters, digits and plain punctuation, on one line.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= CharsMax) break;
            if (Rune.IsLetterOrDigit(rune)) plain.Append(rune);
            else if (Rune.IsWhiteSpace(rune)) plain.Append(' ');
            else if (rune.IsAscii && Marks.Contains((char)rune.Value, StringComparison.Ordinal)) plain.Append(rune);
        }

        return string.Join(' ', plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// Text between backticks: without backticks, line ends and control characters, it cannot leave them.
    /// </summary>
    public static string InCode(string text)
    {
        var code = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (code.Length >= CharsMax) break;
            if (rune.Value == '`' || rune.Value is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x2069) continue;
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) code.Append(' ');
            else code.Append(rune);
        }

        return code.ToString().Trim() is { Length: > 0 } kept ? kept : "?";
    }

    /// <summary>A login without what could be more than a name.</summary>
    public static string Person(Login person) =>
        string.Concat(person.Value.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'));

    /// <summary>
    /// A form's label in the middle of a sentence: <c>Extension version</c> → extension version; <c>OS</c> stays.
    /// </summary>
    public static string InSentence(string label)
    {
        var plain = Plain(label).TrimEnd('?', ':', '.');
        return plain.Length > 1 && char.IsUpper(plain[0]) && !char.IsUpper(plain[1])
            ? char.ToLowerInvariant(plain[0]) + plain[1..]
            : plain;
    }
}
