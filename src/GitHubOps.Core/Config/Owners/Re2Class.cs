using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GitHubOps.Core;

/// <summary>A set of characters: ranges, Unicode categories, and other sets, each perhaps turned round.</summary>
internal sealed record Re2Class
{
    public ImmutableArray<(int From, int To)> Ranges { get; init; } = [];
    public ImmutableArray<UnicodeCategory> Categories { get; init; } = [];
    public ImmutableArray<Re2Class> Sets { get; init; } = [];
    public bool IsTurned { get; init; }
    public bool IgnoresCase { get; init; }

    public static Re2Class Any { get; } = Of((0, 0x10FFFF));

    public static Re2Class AnyButNewline { get; } = Of(('\n', '\n')) with { IsTurned = true };

    private static readonly Re2Class Digit = Of(('0', '9'));
    private static readonly Re2Class Word = Of(('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_'));
    private static readonly Re2Class Space = Of(('\t', '\n'), ('\f', '\r'), (' ', ' '));

    private static readonly Dictionary<string, Re2Class> Posix = new(StringComparer.Ordinal)
    {
        ["alnum"] = Of(('0', '9'), ('A', 'Z'), ('a', 'z')),
        ["alpha"] = Of(('A', 'Z'), ('a', 'z')),
        ["ascii"] = Of((0, 0x7F)),
        ["blank"] = Of(('\t', '\t'), (' ', ' ')),
        ["cntrl"] = Of((0, 0x1F), (0x7F, 0x7F)),
        ["digit"] = Digit,
        ["graph"] = Of(('!', '~')),
        ["lower"] = Of(('a', 'z')),
        ["print"] = Of((' ', '~')),
        ["punct"] = Of(('!', '/'), (':', '@'), ('[', '`'), ('{', '~')),
        ["space"] = Of(('\t', '\r'), (' ', ' ')),
        ["upper"] = Of(('A', 'Z')),
        ["word"] = Word,
        ["xdigit"] = Of(('0', '9'), ('A', 'F'), ('a', 'f')),
    };

    private static readonly Dictionary<string, UnicodeCategory[]> Unicode = new(StringComparer.Ordinal)
    {
        ["L"] = [UnicodeCategory.UppercaseLetter, UnicodeCategory.LowercaseLetter, UnicodeCategory.TitlecaseLetter,
            UnicodeCategory.ModifierLetter, UnicodeCategory.OtherLetter],
        ["Lu"] = [UnicodeCategory.UppercaseLetter],
        ["Ll"] = [UnicodeCategory.LowercaseLetter],
        ["Lt"] = [UnicodeCategory.TitlecaseLetter],
        ["Lm"] = [UnicodeCategory.ModifierLetter],
        ["Lo"] = [UnicodeCategory.OtherLetter],
        ["M"] = [UnicodeCategory.NonSpacingMark, UnicodeCategory.SpacingCombiningMark, UnicodeCategory.EnclosingMark],
        ["Mn"] = [UnicodeCategory.NonSpacingMark],
        ["Mc"] = [UnicodeCategory.SpacingCombiningMark],
        ["Me"] = [UnicodeCategory.EnclosingMark],
        ["N"] = [UnicodeCategory.DecimalDigitNumber, UnicodeCategory.LetterNumber, UnicodeCategory.OtherNumber],
        ["Nd"] = [UnicodeCategory.DecimalDigitNumber],
        ["Nl"] = [UnicodeCategory.LetterNumber],
        ["No"] = [UnicodeCategory.OtherNumber],
        ["P"] = [UnicodeCategory.ConnectorPunctuation, UnicodeCategory.DashPunctuation, UnicodeCategory.OpenPunctuation,
            UnicodeCategory.ClosePunctuation, UnicodeCategory.InitialQuotePunctuation,
            UnicodeCategory.FinalQuotePunctuation, UnicodeCategory.OtherPunctuation],
        ["Pc"] = [UnicodeCategory.ConnectorPunctuation],
        ["Pd"] = [UnicodeCategory.DashPunctuation],
        ["Ps"] = [UnicodeCategory.OpenPunctuation],
        ["Pe"] = [UnicodeCategory.ClosePunctuation],
        ["Pi"] = [UnicodeCategory.InitialQuotePunctuation],
        ["Pf"] = [UnicodeCategory.FinalQuotePunctuation],
        ["Po"] = [UnicodeCategory.OtherPunctuation],
        ["S"] = [UnicodeCategory.MathSymbol, UnicodeCategory.CurrencySymbol, UnicodeCategory.ModifierSymbol,
            UnicodeCategory.OtherSymbol],
        ["Sm"] = [UnicodeCategory.MathSymbol],
        ["Sc"] = [UnicodeCategory.CurrencySymbol],
        ["Sk"] = [UnicodeCategory.ModifierSymbol],
        ["So"] = [UnicodeCategory.OtherSymbol],
        ["Z"] = [UnicodeCategory.SpaceSeparator, UnicodeCategory.LineSeparator, UnicodeCategory.ParagraphSeparator],
        ["Zs"] = [UnicodeCategory.SpaceSeparator],
        ["Zl"] = [UnicodeCategory.LineSeparator],
        ["Zp"] = [UnicodeCategory.ParagraphSeparator],
        ["C"] = [UnicodeCategory.Control, UnicodeCategory.Format, UnicodeCategory.Surrogate,
            UnicodeCategory.PrivateUse],
        ["Cc"] = [UnicodeCategory.Control],
        ["Cf"] = [UnicodeCategory.Format],
        ["Co"] = [UnicodeCategory.PrivateUse],
        ["Cs"] = [UnicodeCategory.Surrogate],
    };

    public static Re2Class Of(params ReadOnlySpan<(int From, int To)> ranges) => new() { Ranges = [.. ranges] };

    public static Re2Class OfRune(int rune) => Of((rune, rune));

    /// <summary><c>\d \s \w</c> and, in capitals, what they are not; ASCII alone.</summary>
    public static Re2Class? OfPerl(char letter) => letter switch
    {
        'd' or 'D' => Digit with { IsTurned = letter == 'D' },
        's' or 'S' => Space with { IsTurned = letter == 'S' },
        'w' or 'W' => Word with { IsTurned = letter == 'W' },
        _ => null,
    };

    public static Re2Class? OfPosix(string name, bool isTurned) =>
        Posix.TryGetValue(name, out var found) ? found with { IsTurned = isTurned } : null;

    public static Re2Class? OfUnicode(string name, bool isTurned) =>
        name == "Any" ? Any with { IsTurned = isTurned }
        : Unicode.TryGetValue(name, out var categories)
            ? new Re2Class { Categories = [.. categories], IsTurned = isTurned }
        : null;

    public bool Holds(int rune)
    {
        if (!IgnoresCase) return HoldsExactly(rune) != IsTurned;
        var (upper, lower) = (Rune.ToUpperInvariant(new Rune(rune)), Rune.ToLowerInvariant(new Rune(rune)));
        return (HoldsExactly(rune) || HoldsExactly(upper.Value) || HoldsExactly(lower.Value)
            || HoldsExactly(Rune.ToLowerInvariant(upper).Value)) != IsTurned;
    }

    private bool HoldsExactly(int rune)
    {
        foreach (var (from, to) in Ranges)
            if (rune >= from && rune <= to) return true;
        foreach (var set in Sets)
            if (set.Holds(rune)) return true;
        return !Categories.IsEmpty && Categories.Contains(Rune.GetUnicodeCategory(new Rune(rune)));
    }
}
