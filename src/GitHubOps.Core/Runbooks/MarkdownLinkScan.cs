using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Goes through a Markdown text once, line by line, for its links and headings.</summary>
internal sealed class MarkdownLinkScan
{
    /// <summary>Links past these are not looked at: no document for people has more.</summary>
    private const int LinksMax = 2_000;
    private const int LineMax = 20_000;

    /// <summary>Stands where a mark of a code span stood, so that columns stay; no anchor has it.</summary>
    private const char Hidden = '\u001F';

    private readonly ImmutableArray<MarkdownLink>.Builder _links = ImmutableArray.CreateBuilder<MarkdownLink>();
    private readonly HashSet<string> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _slugs = new(StringComparer.Ordinal);
    private readonly string _text;
    private string? _fence;
    private bool _inComment;
    private bool _inList;
    private Range _before;

    private MarkdownLinkScan(string text) => _text = text;

    public static MarkdownLinks Of(string text)
    {
        var scan = new MarkdownLinkScan(text);
        var number = 0;
        for (var start = 0; start < text.Length; number++)
        {
            var end = text.IndexOf('\n', start) is var at and >= 0 ? at : text.Length;
            var line = text.AsSpan(start, end - start).TrimEnd('\r');
            if (line.Length <= LineMax) scan.Take(line, number + 1);
            scan._before = start..(start + line.Length);
            start = end + 1;
        }

        return new(scan._links.ToImmutable(), scan._anchors);
    }

    private ReadOnlySpan<char> Before => _text.AsSpan()[_before];

    private void Take(ReadOnlySpan<char> line, int number)
    {
        if (IsCode(line)) return;
        NoteList(line);
        // Most lines hold nothing of this: they are passed over without a copy.
        if (!_inComment && line.IndexOfAny("`]<#=") < 0 && !IsUnderline(line)) return;
        var text = Seen(line.ToString());
        TakeAnchors(text);
        TakeHeading(text);
        TakeDefinition(text, number);
        var open = 0;
        for (var i = 0; i < text.Length && _links.Count < LinksMax; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '[') open++;
            else if (text[i] == ']' && open-- > 0 && i + 1 < text.Length && text[i + 1] == '(')
                i = TakeInline(text, i, number);
            open = Math.Max(0, open);
        }
    }

    // A fence opens with three or more of a mark and closes with at least as many.
    private bool IsCode(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimStart(' ');
        var mark = trimmed.IsEmpty ? '\0' : trimmed[0];
        var length = mark is '`' or '~' ? trimmed.IndexOfAnyExcept(mark) is var n and >= 0 ? n : trimmed.Length : 0;
        if (_fence is null)
        {
            if (length < 3 || _inComment || (mark == '`' && trimmed[length..].Contains('`'))) return IsIndented(line);
            _fence = new string(mark, length);
            return true;
        }

        if (length >= _fence.Length && mark == _fence[0] && trimmed[length..].IsWhiteSpace()) _fence = null;
        return true;
    }

    // Four blanks after an empty line are code, unless they go on with a list.
    private bool IsIndented(ReadOnlySpan<char> line) =>
        (line.StartsWith("    ") || line.StartsWith("\t")) && Before.IsWhiteSpace() && !_inList;

    // The line below a heading: all `=` or all `-`.
    private static bool IsUnderline(ReadOnlySpan<char> line) =>
        line.TrimEnd() is { IsEmpty: false } marks &&
        (marks.IndexOfAnyExcept('=') < 0 || marks.IndexOfAnyExcept('-') < 0);

    /// <summary>The line with code spans and comments blanked, so that columns stay.</summary>
    private string Seen(string line)
    {
        var text = line.ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (_inComment)
            {
                if (line.AsSpan(i).StartsWith("-->"))
                {
                    _inComment = false;
                    text.AsSpan(i, 3).Fill(' ');
                    i += 2;
                }
                else text[i] = ' ';
            }
            else if (line.AsSpan(i).StartsWith("<!--"))
            {
                _inComment = true;
                text[i] = ' ';
            }
            else if (line[i] == '`')
            {
                i = BlankSpan(line, text, i);
            }
        }

        return new string(text);
    }

    private void NoteList(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimStart();
        if (trimmed.IsEmpty) return;
        var isItem = trimmed is ['-' or '*' or '+', ' ', ..] ||
            (char.IsAsciiDigit(trimmed[0]) && trimmed.IndexOfAny('.', ')') is > 0 and < 10);
        if (isItem) _inList = true;
        else if (line[0] is not (' ' or '\t')) _inList = false;
    }

    private static int BlankSpan(string line, char[] text, int start)
    {
        var ticks = line.AsSpan(start).IndexOfAnyExcept('`') is var n and >= 0 ? n : line.Length - start;
        for (var at = start + ticks; at < line.Length; at++)
        {
            if (line[at] != '`') continue;
            var length = line.AsSpan(at).IndexOfAnyExcept('`') is var m and >= 0 ? m : line.Length - at;
            if (length == ticks)
            {
                // Headings keep the words of their code spans; links in them are no links.
                for (var i = start; i < at + length; i++)
                    if (text[i] is '[' or ']' or '(' or '<' or '#') text[i] = Hidden;
                return at + length - 1;
            }

            at += length - 1;
        }

        return start + ticks - 1;
    }

    private void TakeHeading(string text)
    {
        var marks = text.AsSpan().TrimStart(' ');
        var level = marks.IndexOfAnyExcept('#');
        if (level is >= 1 and <= 6 && marks[level] is ' ' or '\t')
            AddSlug(marks[level..].Trim().TrimEnd('#').Trim().ToString());
        else if (IsUnderline(text) && Before is [not (' ' or '\t' or '-' or '#'), ..])
            AddSlug(Before.Trim().ToString());
    }

    private void AddSlug(string heading)
    {
        var slug = MarkdownLinks.SlugOf(heading);
        var again = _slugs.GetValueOrDefault(slug);
        _slugs[slug] = again + 1;
        _anchors.Add(again == 0 ? slug : $"{slug}-{again}");
    }

    // <a name="here">, <h2 id="there">
    private void TakeAnchors(string text)
    {
        foreach (var key in (ReadOnlySpan<string>)["name=", "id="])
            for (var at = text.IndexOf(key, StringComparison.OrdinalIgnoreCase); at >= 0;
                at = text.IndexOf(key, at + 1, StringComparison.OrdinalIgnoreCase))
            {
                var start = at + key.Length;
                if (start >= text.Length || text[start] is not ('"' or '\'')) continue;
                if (text.IndexOf(text[start], start + 1) is > 0 and var end)
                    _anchors.Add(text[(start + 1)..end].ToLowerInvariant());
            }
    }

    // [name]: target "title"
    private void TakeDefinition(string text, int number)
    {
        if (!text.StartsWith('[') || text.StartsWith("[^", StringComparison.Ordinal)) return;
        var end = text.IndexOf("]:", StringComparison.Ordinal);
        if (end < 2 || text.IndexOf(']', StringComparison.Ordinal) != end) return;
        var start = end + 2;
        while (start < text.Length && text[start] == ' ') start++;
        var target = text[start..].Split(' ')[0].Trim('<', '>');
        if (target.Length > 0) _links.Add(new MarkdownLink(target, number, start + 1, false));
    }

    /// <summary>Where to go on after <c>](target "title")</c>.</summary>
    private int TakeInline(string text, int bracket, int number)
    {
        var start = bracket + 2;
        while (start < text.Length && text[start] == ' ') start++;
        if (start >= text.Length) return bracket;
        var isAngled = text[start] == '<';
        var end = isAngled ? text.IndexOf('>', start) : EndOfTarget(text, start);
        if (end < 0) return bracket;
        var target = isAngled ? text[(start + 1)..end] : text[start..end];
        var open = text.LastIndexOf('[', bracket);
        if (target.Length > 0)
            _links.Add(new MarkdownLink(target, number, start + 1, open > 0 && text[open - 1] == '!'));
        return end;
    }

    // A target ends at a blank or at the bracket that closes it; brackets inside it come in pairs.
    private static int EndOfTarget(string text, int start)
    {
        var depth = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == ' ') return i;
            if (text[i] == '(') depth++;
            if (text[i] == ')' && depth-- == 0) return i;
        }

        return -1;
    }
}
