using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>Escapes and classes of characters.</summary>
internal sealed partial class Re2Parser
{
    private Re2Node? ReadEscape()
    {
        if (at + 1 >= text.Length)
        {
            Fail(@"it ends with `\`");
            return null;
        }

        Re2Assertion? assertion = text[at + 1] switch
        {
            'A' => Re2Assertion.BeginText,
            'z' => Re2Assertion.EndText,
            'b' => Re2Assertion.WordBoundary,
            'B' => Re2Assertion.NoWordBoundary,
            _ => null,
        };
        if (assertion is not null)
        {
            at += 2;
            return new Re2Node.Assert(assertion.Value);
        }

        if (ReadNamedClass() is { } set) return new Re2Node.Take(set with { IgnoresCase = ignoresCase });
        return ReadEscapedRune() is { } rune ? Literal(rune) : null;
    }

    /// <summary><c>\d</c>, <c>\pL</c>, <c>\p{^Lu}</c>; null where something else stands here, or on an error.</summary>
    private Re2Class? ReadNamedClass()
    {
        if (error is not null || !Next('\\') || at + 1 >= text.Length) return null;
        var letter = text[at + 1];
        if (letter < 128 && Re2Class.OfPerl((char)letter) is { } perl)
        {
            at += 2;
            return perl;
        }

        if (letter is not ('p' or 'P')) return null;
        at += 2;
        var name = ReadUnicodeName();
        var isTurned = letter == 'P' ^ name.StartsWith('^');
        var set = Re2Class.OfUnicode(name.TrimStart('^'), isTurned);
        if (set is null) Fail(@"the class after `\p` is not known here");
        return set;
    }

    private string ReadUnicodeName()
    {
        if (at >= text.Length) return "";
        if (text[at] != '{') return char.ConvertFromUtf32(text[at++]);
        var end = Array.IndexOf(text, '}', at);
        if (end < 0) return "";
        var name = string.Concat(text[(at + 1)..end].Select(char.ConvertFromUtf32));
        at = end + 1;
        return name;
    }

    private int? ReadEscapedRune()
    {
        if (error is not null) return null;
        var c = at + 1 < text.Length ? text[at + 1] : -1;
        at += 2;
        switch (c)
        {
            case 'a': return 7;
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'v': return 11;
            case 'x': return ReadHex();
            case '0' or (>= '1' and <= '7') when c == '0' || (at < text.Length && text[at] is >= '0' and <= '7'):
                var value = c - '0';
                for (var i = 0; i < 2 && at < text.Length && text[at] is >= '0' and <= '7'; i++)
                    value = (value * 8) + (text[at++] - '0');
                return value;
            default:
                if (c is > 0 and < 128 && !char.IsAsciiLetterOrDigit((char)c)) return c;
                Fail(c < 0 ? @"it ends with `\`" : @$"`\{char.ConvertFromUtf32(c)}` is not in RE2");
                return null;
        }
    }

    private int? ReadHex()
    {
        var isBraced = Next('{');
        if (isBraced) at++;
        var (start, value) = (at, 0);
        while (at < text.Length && at - start < (isBraced ? 8 : 2) && text[at] < 128
            && char.IsAsciiHexDigit((char)text[at]))
            value = (value * 16) + Convert.ToInt32(((char)text[at++]).ToString(), 16);
        var isWhole = isBraced ? at > start && Next('}') : at - start == 2;
        if (isBraced) at++;
        if (isWhole && Rune.IsValid(value)) return value;
        Fail(@"the number after `\x` is wrong");
        return null;
    }

    private Re2Node? ReadClass()
    {
        at++;
        var isTurned = Next('^');
        if (isTurned) at++;
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        var sets = ImmutableArray.CreateBuilder<Re2Class>();
        for (var first = true; More && (first || !Next(']')); first = false)
        {
            if (ReadPosix() is { } posix) sets.Add(posix);
            else if (ReadNamedClass() is { } named) sets.Add(named);
            else ReadRange(ranges);
        }

        if (!Next(']')) Fail("a `[` is not closed");
        at++;
        return error is not null ? null : new Re2Node.Take(new Re2Class
        {
            Ranges = ranges.ToImmutable(),
            Sets = sets.ToImmutable(),
            IsTurned = isTurned,
            IgnoresCase = ignoresCase,
        });
    }

    private Re2Class? ReadPosix()
    {
        if (!NextText("[:")) return null;
        var end = at + 2;
        while (end + 1 < text.Length && !(text[end] == ':' && text[end + 1] == ']')) end++;
        if (end + 1 >= text.Length) return null;
        var name = string.Concat(text[(at + 2)..end].Select(char.ConvertFromUtf32));
        var set = Re2Class.OfPosix(name.TrimStart('^'), name.StartsWith('^'));
        if (set is null) Fail("the class between `[:` and `:]` is not known");
        at = end + 2;
        return set;
    }

    private void ReadRange(ImmutableArray<(int, int)>.Builder ranges)
    {
        if (ReadClassRune() is not { } from) return;
        var to = from;
        if (Next('-') && at + 1 < text.Length && text[at + 1] != ']')
        {
            at++;
            if (ReadClassRune() is not { } end) return;
            to = end;
        }

        if (to < from) Fail("a range runs backwards");
        ranges.Add((from, to));
    }

    private int? ReadClassRune()
    {
        if (!More)
        {
            Fail("a `[` is not closed");
            return null;
        }

        return Next('\\') ? ReadEscapedRune() : text[at++];
    }
}
