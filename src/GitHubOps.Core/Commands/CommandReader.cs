using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>One line of a comment that asks for something: <c>/sev s2 because it is blocked</c>.</summary>
/// <param name="Verb">Lower case, without the slash.</param>
/// <param name="Rest">What stands behind it, trimmed; a person's own text.</param>
/// <param name="IsInCode">It stood between backticks: meant, perhaps, and not run.</param>
public sealed record CommandLine(string Verb, string Rest, bool IsInCode = false);

/// <summary>The commands of a text, at most <see cref="CommandReader.LinesMax"/> of them.</summary>
/// <param name="Lines">In the order of the text.</param>
/// <param name="More">How many more there were.</param>
public sealed record CommandText(ImmutableArray<CommandLine> Lines, int More)
{
    public static CommandText None { get; } = new([], 0);
}

/// <summary>
/// Reads commands out of what people write: a slash at the very beginning of a line of its own, which is not shown as
/// code, as a quotation or not at all. In one pass, without a regex; no text makes it throw.
/// </summary>
public static class CommandReader
{
    /// <summary>Of one comment.</summary>
    public const int LinesMax = 10;

    /// <summary>Longer texts are read up to here: GitHub takes no longer ones.</summary>
    public const int CharsMax = 65_536;

    private const int VerbCharsMax = 24;
    private const int RestCharsMax = 300;

    public static CommandText Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return CommandText.None;
        var whole = text.AsSpan(0, Math.Min(text.Length, CharsMax));

        // Most comments ask for nothing, and are read no further.
        var end = LastCandidate(whole);
        if (end < 0) return CommandText.None;
        var lines = ImmutableArray.CreateBuilder<CommandLine>();
        var more = 0;
        var block = new MarkdownBlock();
        var comment = NextComment(whole, 0);
        for (var rest = whole; !rest.IsEmpty && whole.Length - rest.Length <= end;)
        {
            var start = whole.Length - rest.Length;
            var line = NextLine(ref rest);
            if (comment < start) comment = NextComment(whole, start);
            if (!block.IsProse(line, comment < start + line.Length) || line is not ['/' or '`', ..]) continue;
            if (ReadLine(line) is not { } command) continue;
            if (lines.Count < LinesMax) lines.Add(command);
            else more++;
        }

        return lines.Count == 0 ? CommandText.None : new CommandText(lines.ToImmutable(), more);
    }

    /// <summary>
    /// Where the last line begins that could be a command by its first characters; below zero: none does.
    /// </summary>
    private static int LastCandidate(ReadOnlySpan<char> text)
    {
        for (var at = text.LastIndexOf('/'); at >= 0; at = text[..at].LastIndexOf('/'))
        {
            var start = at > 0 && text[at - 1] == '`' ? at - 1 : at;
            if (start == 0 || text[start - 1] is '\r' or '\n') return start;
        }

        return -1;
    }

    /// <summary>Where the next HTML comment opens; behind the text: none does.</summary>
    private static int NextComment(ReadOnlySpan<char> text, int from)
    {
        var at = text[from..].IndexOf("<!--");
        return at < 0 ? text.Length + 1 : from + at;
    }

    /// <summary>It stops writing, or lets it go on.</summary>
    public static bool IsSteering(string? text) =>
        text is not null && text.Contains("/ops", StringComparison.OrdinalIgnoreCase) &&
        Read(text).Lines.Any(line => line is { Verb: "ops", IsInCode: false });

    /// <summary>Of an edited text only what it holds more often than before.</summary>
    public static CommandText ReadAdded(string? before, string? now)
    {
        var text = Read(now);
        if (text.Lines.IsEmpty) return text;
        var known = Read(before).Lines.ToList();
        return text with { Lines = text.Lines.RemoveAll(known.Remove) };
    }

    /// <summary>
    /// Lines as GitHub has them. Other characters that some take for a line's end must not begin one here: whoever
    /// quotes a text puts a mark before each of GitHub's lines, and would say what stands behind them.
    /// </summary>
    private static ReadOnlySpan<char> NextLine(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOfAny('\r', '\n');
        var line = end < 0 ? rest : rest[..end];
        rest = end < 0 ? [] : rest[(end + (rest[end..].StartsWith("\r\n", StringComparison.Ordinal) ? 2 : 1))..];
        return line;
    }

    /// <summary>Null: the line asks for nothing.</summary>
    internal static CommandLine? ReadLine(ReadOnlySpan<char> line)
    {
        var said = line.TrimEnd();
        var isInCode = said.Length > 3 && said[0] == '`' && said[^1] == '`' && said[1] == '/';
        if (isInCode) said = said[1..^1];
        if (said.Length < 2 || said[0] != '/') return null;
        var end = 1;
        while (end < said.Length && IsOfVerb(said[end])) end++;
        if (end == 1 || end > VerbCharsMax || (end < said.Length && said[end] is not (' ' or '\t'))) return null;
        if (!char.IsAsciiLetter(said[1])) return null;
        var rest = said[end..].Trim();
        return new CommandLine(
            said[1..end].ToString().ToLowerInvariant(), WellFormed(rest[..Math.Min(rest.Length, RestCharsMax)]),
            isInCode);
    }

    /// <summary>
    /// Half a character, of a text that was cut or never whole, is stored as another: a line must stay the same.
    /// </summary>
    private static string WellFormed(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyInRange('\uD800', '\uDFFF')) return text.ToString();
        var whole = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) whole.Append(rune.ToString());
        return whole.ToString();
    }

    private static bool IsOfVerb(char c) => char.IsAsciiLetter(c) || c == '-';
}
