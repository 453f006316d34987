namespace GitHubOps.Core;

/// <summary>
/// A comment in which some houses keep what others keep in front matter:
/// <c>&lt;!--* freshness: { owner: 'ana' reviewed: '2020-sep-21' } *--&gt;</c>, with or without commas and line breaks.
/// </summary>
internal static class FreshnessComment
{
    private const string Begin = "<!--*";
    private const string End = "*-->";
    private const string Mark = "freshness:";
    private const int WordsMax = 50;

    /// <summary>The words of the first such comment by their keys; null where there is none.</summary>
    public static Dictionary<string, YamlScalar>? Read(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, FrontMatter.BytesMax));
        var open = head.IndexOf(Begin, StringComparison.Ordinal);
        if (open < 0 || head[open..].IndexOf(End, StringComparison.Ordinal) is not (> 0 and var length)) return null;
        var comment = head.Slice(open, length);
        var mark = comment.IndexOf(Mark, StringComparison.Ordinal);
        if (mark < 0 || comment[mark..].IndexOf('{') is not (> 0 and var brace)) return null;
        var at = open + mark + brace + 1;
        var words = new Dictionary<string, YamlScalar>(StringComparer.Ordinal);
        while (words.Count < WordsMax && ReadPair(text, ref at, open + length) is var (key, value))
            words.TryAdd(key, value);
        return words;
    }

    // owner: 'ana'
    private static (string Key, YamlScalar Value)? ReadPair(string text, ref int at, int end)
    {
        while (at < end && (char.IsWhiteSpace(text[at]) || text[at] == ',')) at++;
        var start = at;
        while (at < end && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-')) at++;
        if (at == start || at >= end || text[at] != ':') return null;
        var key = text[start..at++];
        while (at < end && text[at] == ' ') at++;
        if (at >= end) return null;
        var (from, quote) = text[at] is '\'' or '"' ? (at + 1, text[at]) : (at, '\0');
        at = from;
        while (at < end && (quote == '\0' ? text[at] is not (' ' or ',' or '}' or '\n' or '\r') : text[at] != quote))
            at++;
        if (at >= end) return null;
        var value = At(text, from, at);
        if (quote != '\0') at++;
        return (key, value);
    }

    private static YamlScalar At(string text, int from, int to)
    {
        var before = text.AsSpan(0, from);
        return new(text[from..to], false, before.Count('\n') + 1, from - before.LastIndexOf('\n'));
    }
}
