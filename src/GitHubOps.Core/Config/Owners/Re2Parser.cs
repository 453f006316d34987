using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>
/// Reads the syntax of RE2 as Go has it: look-around, back-references, <c>\Z</c> and comments are not in it.
/// </summary>
internal sealed partial class Re2Parser
{
    private const int DepthMax = 100;
    private const int RepeatMax = 1_000;

    private readonly int[] text;
    private readonly HashSet<string> names = new(StringComparer.Ordinal);
    private int at;
    private int depth;
    private bool ignoresCase;
    private bool isMultiline;
    private bool dotTakesNewline;
    private string? error;

    private Re2Parser(string pattern) => text = [.. pattern.EnumerateRunes().Select(rune => rune.Value)];

    public static (Re2Node? Node, string? Error) Parse(string pattern)
    {
        var parser = new Re2Parser(pattern);
        var node = parser.ReadChoice();
        if (parser.error is null && parser.at < parser.text.Length) parser.Fail("`)` closes nothing");
        if (parser.error is null && RepeatsOf(node) > RepeatMax) parser.Fail($"it repeats more than {RepeatMax} times");
        return parser.error is null ? (node, null) : (null, parser.error);
    }

    private static long RepeatsOf(Re2Node node) => node switch
    {
        Re2Node.Repeat repeat =>
            RepeatsOf(repeat.Of) * Math.Max(1, repeat.Max is > 1 || repeat.Min > 1 ? repeat.Max ?? repeat.Min : 1),
        Re2Node.Sequence sequence => sequence.Parts.Select(RepeatsOf).DefaultIfEmpty(1).Max(),
        Re2Node.Choice choice => choice.Options.Select(RepeatsOf).DefaultIfEmpty(1).Max(),
        _ => 1,
    };

    private bool More => at < text.Length && error is null;

    private bool Next(char c) => at < text.Length && text[at] == c;

    private bool NextText(string word)
    {
        for (var i = 0; i < word.Length; i++)
            if (at + i >= text.Length || text[at + i] != word[i]) return false;
        return true;
    }

    private void Fail(string why) => error ??= why;

    private Re2Node ReadChoice()
    {
        var options = ImmutableArray.CreateBuilder<Re2Node>();
        options.Add(ReadSequence());
        while (More && Next('|'))
        {
            at++;
            options.Add(ReadSequence());
        }

        return options.Count == 1 ? options[0] : new Re2Node.Choice(options.ToImmutable());
    }

    private Re2Node ReadSequence()
    {
        var parts = ImmutableArray.CreateBuilder<Re2Node>();
        while (More && !Next('|') && !Next(')'))
        {
            if (NextText(@"\Q"))
            {
                ReadQuoted(parts);
                continue;
            }

            if (ReadAtom() is { } atom) parts.Add(atom);
            ReadRepeats(parts);
        }

        return new Re2Node.Sequence(parts.ToImmutable());
    }

    private void ReadQuoted(ImmutableArray<Re2Node>.Builder parts)
    {
        for (at += 2; at < text.Length && !NextText(@"\E"); at++) parts.Add(Literal(text[at]));
        at = Math.Min(text.Length, at + 2);
        ReadRepeats(parts);
    }

    /// <summary>One repetition may follow an atom, with an idle <c>?</c>; a second one is refused.</summary>
    private void ReadRepeats(ImmutableArray<Re2Node>.Builder parts)
    {
        for (var count = 0; More && ReadCount() is { } repeat; count++)
        {
            if (count > 0 || parts.Count == 0)
            {
                Fail(count > 0 ? "a repetition of a repetition" : "nothing stands before a repetition");
                return;
            }

            if (Next('?')) at++;
            parts[^1] = new Re2Node.Repeat(parts[^1], repeat.Min, repeat.Max);
        }
    }

    private (int Min, int? Max)? ReadCount()
    {
        (int, int?)? found = text[at] switch
        {
            '*' => (0, null),
            '+' => (1, null),
            '?' => (0, 1),
            _ => null,
        };
        if (found is not null)
        {
            at++;
            return found;
        }

        return Next('{') ? ReadBraces() : null;
    }

    /// <summary>Braces that are no count are ordinary characters.</summary>
    private (int Min, int? Max)? ReadBraces()
    {
        var start = at++;
        var min = ReadNumber();
        int? max = min;
        if (min is not null && Next(','))
        {
            at++;
            max = Next('}') ? null : ReadNumber() ?? -1;
        }

        if (min is null || max == -1 || !Next('}'))
        {
            at = start;
            return null;
        }

        at++;
        if (min > RepeatMax || max > RepeatMax || max < min) Fail("the count of a repetition is out of bounds");
        return (Math.Min(min.Value, RepeatMax), max);
    }

    private int? ReadNumber()
    {
        var start = at;
        var number = 0;
        for (; at < text.Length && text[at] is >= '0' and <= '9'; at++)
            number = Math.Min(100_000, (number * 10) + (text[at] - '0'));
        return at == start || (text[start] == '0' && at - start > 1) ? null : number;
    }

    /// <summary>Null for what takes no place: a change of flags.</summary>
    private Re2Node? ReadAtom()
    {
        switch (text[at])
        {
            case '(': return ReadGroup();
            case '[': return ReadClass();
            case '\\': return ReadEscape();
            case '*' or '+' or '?':
                Fail("nothing stands before a repetition");
                return null;
            case '^':
                at++;
                return new Re2Node.Assert(isMultiline ? Re2Assertion.BeginLine : Re2Assertion.BeginText);
            case '$':
                at++;
                return new Re2Node.Assert(isMultiline ? Re2Assertion.EndLine : Re2Assertion.EndText);
            case '.':
                at++;
                return new Re2Node.Take(dotTakesNewline ? Re2Class.Any : Re2Class.AnyButNewline);
            default: return Literal(text[at++]);
        }
    }

    private Re2Node.Take Literal(int rune) => new(Re2Class.OfRune(rune) with { IgnoresCase = ignoresCase });

    private Re2Node? ReadGroup()
    {
        var before = (ignoresCase, isMultiline, dotTakesNewline);
        at++;
        if (Next('?') && !ReadGroupHead()) return null;
        if (++depth > DepthMax) Fail("it is nested too deeply");
        if (error is not null) return null;
        var node = ReadChoice();
        depth--;
        if (Next(')')) at++;
        else Fail("a `(` is not closed");
        (ignoresCase, isMultiline, dotTakesNewline) = before;
        return node;
    }

    /// <summary>Behind <c>(?</c>. False: it was a change of flags for what follows, or an error.</summary>
    private bool ReadGroupHead()
    {
        at++;
        if (NextText("P<") || (Next('<') && !NextText("<=") && !NextText("<!"))) return ReadName();
        var isOn = true;
        for (var sawFlag = true; at < text.Length; at++)
        {
            switch (text[at])
            {
                case 'i': ignoresCase = isOn; break;
                case 'm': isMultiline = isOn; break;
                case 's': dotTakesNewline = isOn; break;
                case 'U': break;
                case '-' when isOn:
                    (isOn, sawFlag) = (false, false);
                    continue;
                case ':' or ')' when sawFlag:
                    return text[at++] == ':';
                default:
                    Fail("this kind of group is not in RE2");
                    return false;
            }

            sawFlag = true;
        }

        Fail("a `(` is not closed");
        return false;
    }

    private bool ReadName()
    {
        at += Next('P') ? 2 : 1;
        var name = new StringBuilder();
        for (; at < text.Length && text[at] != '>'; at++) name.Append(text[at] < 128 ? (char)text[at] : '?');
        at++;
        var isGood = name.Length > 0 && at <= text.Length
            && name.ToString().All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
        if (!isGood || !names.Add(name.ToString())) Fail("the name of a group is wrong or stands twice");
        return error is null;
    }
}
