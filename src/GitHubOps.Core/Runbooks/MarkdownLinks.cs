using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GitHubOps.Core;

/// <summary>A place that a document sends its reader to.</summary>
/// <param name="Target">As it is written, without title and angle brackets.</param>
/// <param name="Line">In the text that was scanned, from 1.</param>
public sealed record MarkdownLink(string Target, int Line, int Column, bool IsImage);

/// <summary>
/// The links and headings of a Markdown text: enough to say that a target is not there, and no more. Code, comments and
/// what is no link to a reader are left out.
/// </summary>
public sealed class MarkdownLinks(ImmutableArray<MarkdownLink> links, IReadOnlySet<string> anchors)
{
    public ImmutableArray<MarkdownLink> Links => links;

    /// <summary>What <c>#…</c> can mean here: headings as GitHub names them, and anchors written by hand.</summary>
    public bool HasAnchor(string anchor) => anchors.Contains(anchor.ToLowerInvariant());

    public static MarkdownLinks Of(string text) => MarkdownLinkScan.Of(text);

    /// <summary>
    /// A heading as GitHub names its anchor: small letters, blanks as hyphens, no punctuation.
    /// </summary>
    public static string SlugOf(string heading)
    {
        var slug = new StringBuilder(heading.Length);
        var plain = Plain(heading).Trim().ToLowerInvariant();
        foreach (var rune in plain.EnumerateRunes())
        {
            if (!rune.IsAscii) slug.Append(IsWord(rune) ? rune.ToString() : "");
            else if (rune.Value == ' ') slug.Append('-');
            else if ((char)rune.Value is '-' or '_' or (>= 'a' and <= 'z') or (>= '0' and <= '9'))
                slug.Append((char)rune.Value);
        }

        return slug.ToString();
    }

    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or
        UnicodeCategory.EnclosingMark or UnicodeCategory.ConnectorPunctuation;

    /// <summary>The heading as it is read: a link's words without its target.</summary>
    private static string Plain(string heading)
    {
        var plain = new StringBuilder(heading.Length);
        for (var i = 0; i < heading.Length; i++)
        {
            if (heading[i] == ']' && i + 1 < heading.Length && heading[i + 1] == '(' &&
                heading.IndexOf(')', i) is > 0 and var end) i = end;
            else if (heading[i] is not ('[' or ']' or '`' or '*')) plain.Append(heading[i]);
        }

        return plain.ToString();
    }
}
