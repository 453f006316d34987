using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads the YAML that people write most: block maps and lists of single values, each on its line. Whatever it is not
/// sure of it leaves to the whole reader, errors included; what it reads is what that one would read, places too.
/// Front matter takes it a tenth of the time.
/// </summary>
internal sealed class PlainYaml
{
    private const int LineMax = 1_000;

    /// <summary>Instead of an indentation: behind the last line, and at a line that is not plain.</summary>
    private const int AtEnd = -1;
    private const int NotPlain = -2;

    private readonly string text;
    private readonly YamlLimits limits;
    private readonly int linesBefore;
    private int nodes;

    // The line that is read next: blank lines and lines of comments are passed over.
    private int start;
    private int end;
    private int indent;
    private int number;
    private int next;

    private PlainYaml(string text, YamlLimits limits, int linesBefore)
    {
        (this.text, this.limits, this.linesBefore) = (text, limits, linesBefore);
        Move();
    }

    /// <summary>Null where the text is anything but plain.</summary>
    public static YamlMap? TryRead(string text, YamlLimits limits, int linesBefore)
    {
        var reader = new PlainYaml(text, limits, linesBefore);
        return reader.indent == 0 && reader.ReadMap(depth: 1) is { } map && reader.indent == AtEnd ? map : null;
    }

    private int Line => linesBefore + number;

    /// <summary>To the next line that says something.</summary>
    private void Move()
    {
        while (next < text.Length)
        {
            start = next;
            var length = text.AsSpan(start).IndexOf('\n');
            (end, next) = length < 0 ? (text.Length, text.Length) : (start + length, start + length + 1);
            number++;
            if (end > start && text[end - 1] == '\r') end--;
            var blanks = text.AsSpan(start, end - start).IndexOfAnyExcept(' ');
            if (blanks < 0 || text[start + blanks] == '#') continue;
            var line = text.AsSpan(start, end - start);
            indent = line.Length > LineMax || line[^1] == ' ' || line.Contains('\t') ? NotPlain : blanks;
            start += blanks;
            return;
        }

        (start, end, indent) = (text.Length, text.Length, AtEnd);
    }

    private YamlMap? ReadMap(int depth)
    {
        var (mine, line, column) = (indent, Line, indent + 1);
        if (!Count(depth)) return null;
        var entries = ImmutableArray.CreateBuilder<YamlEntry>();
        while (indent == mine)
        {
            var lineStart = start - indent;
            if (ReadKey(out var colon) is not { } key) return null;
            foreach (var entry in entries)
                if (entry.Key.Text == key.Text) return null;
            if (!Count(depth + 1)) return null;
            var at = colon + 1;
            while (at < end && text[at] == ' ') at++;
            YamlValue? value;
            if (at < end)
            {
                value = at == colon + 1 ? null : ReadOnLine(at, lineStart, depth + 1);
                Move();
                // A deeper line would go on with the value.
                if (value is null || indent > mine || indent == NotPlain) return null;
            }
            else
            {
                Move();
                value = IsItem() ? indent >= mine ? ReadItems(depth + 1) : null
                    : indent > mine ? ReadMap(depth + 1) : null;
                if (value is null || indent > mine || indent == NotPlain) return null;
            }

            entries.Add(new(key, value));
        }

        return indent > mine || indent == NotPlain ? null : new(entries.ToImmutable(), line, column);
    }

    private bool IsItem() => indent >= 0 && end - start >= 2 && text[start] == '-' && text[start + 1] == ' ';

    private YamlList? ReadItems(int depth)
    {
        var (mine, line, column) = (indent, Line, indent + 1);
        if (!Count(depth)) return null;
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (indent == mine && IsItem())
        {
            var at = start + 2;
            while (at < end && text[at] == ' ') at++;
            if (ReadScalar(at, end, start - indent, isInFlow: false) is not { } item || !Count(depth + 1)) return null;
            items.Add(item);
            Move();
            if (indent > mine || indent == NotPlain) return null;
        }

        return new(items.ToImmutable(), line, column);
    }

    /// <summary><c>key:</c>, <c>"key":</c>; <paramref name="colon"/> is the place of the colon.</summary>
    private YamlScalar? ReadKey(out int colon)
    {
        colon = 0;
        var column = indent + 1;
        if (text[start] is '"' or '\'')
        {
            if (Quoted(start, end) is not { } close) return null;
            colon = close + 1;
            return colon < end && text[colon] == ':' ? new(text[(start + 1)..close], false, Line, column) : null;
        }

        var length = text.AsSpan(start, end - start).IndexOf(':');
        if (length <= 0) return null;
        colon = start + length;
        for (var i = start; i < colon; i++)
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] != '_' && (i == start || text[i] is not ('-' or '.')))
                return null;
        return new(text[start..colon], true, Line, column);
    }

    private YamlValue? ReadOnLine(int at, int lineStart, int depth) => text[at] == '['
        ? ReadFlow(at, lineStart, depth)
        : Count(depth) ? ReadScalar(at, end, lineStart, isInFlow: false) : null;

    // [a, "b, c", 'd']
    private YamlList? ReadFlow(int open, int lineStart, int depth)
    {
        if (!Count(depth) || text[end - 1] != ']') return null;
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        var at = open + 1;
        while (at < end - 1)
        {
            while (text[at] == ' ') at++;
            if (at == end - 1) return null;
            var stop = text[at] is '"' or '\'' ? Quoted(at, end) + 1 : EndOfPlain(at);
            if (stop is not { } found || !Count(depth + 1)) return null;
            if (ReadScalar(at, found, lineStart, isInFlow: true) is not { } item) return null;
            items.Add(item);
            if (found == end - 1) break;
            if (text[found] != ',') return null;
            at = found + 1;
            if (at == end - 1) return null;
        }

        return new(items.ToImmutable(), Line, open - lineStart + 1);
    }

    private int EndOfPlain(int at)
    {
        var length = text.AsSpan(at, end - 1 - at).IndexOf(',');
        return length < 0 ? end - 1 : at + length;
    }

    /// <summary>The single value that fills a place; null where it is not surely one.</summary>
    private YamlScalar? ReadScalar(int from, int to, int lineStart, bool isInFlow)
    {
        if (from >= to) return null;
        if (text[from] is '"' or '\'')
        {
            return Quoted(from, to) is { } close && close == to - 1
                ? new(text[(from + 1)..close], false, Line, from - lineStart + 1) : null;
        }

        if (!char.IsAsciiLetterOrDigit(text[from]) && text[from] is not ('/' or '_' or '.')) return null;
        for (var i = from; i < to; i++)
            if (!(isInFlow ? IsPlainInFlow(text[i]) : IsPlain(i, from, to))) return null;
        return text[to - 1] == ' ' ? null : new(text[from..to], true, Line, from - lineStart + 1);
    }

    /// <summary>A colon before a blank and a hash behind one would end the value.</summary>
    private bool IsPlain(int at, int from, int to) => text[at] switch
    {
        ':' => at + 1 < to && text[at + 1] != ' ',
        '#' => at > from && text[at - 1] != ' ',
        var c => IsText(c),
    };

    private static bool IsPlainInFlow(char c) =>
        IsText(c) && c is not (':' or '#' or '[' or ']' or '{' or '}' or '?' or '"' or '\'');

    private static bool IsText(char c) => c is >= ' ' and <= '~' || (c > '~' && char.IsLetter(c));

    /// <summary>Where a quote closes that opens here; null where it does not, or holds what must be decoded.</summary>
    private int? Quoted(int open, int to)
    {
        var quote = text[open];
        for (var i = open + 1; i < to; i++)
        {
            if (text[i] == quote) return i + 1 < to && text[i + 1] == quote ? null : i;
            if (!IsText(text[i]) || (text[i] == '\\' && quote == '"')) return null;
        }

        return null;
    }

    private bool Count(int depth) => ++nodes <= limits.NodesMax && depth <= limits.DepthMax;
}
