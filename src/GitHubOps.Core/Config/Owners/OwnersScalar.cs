using System.Globalization;
using System.Numerics;

namespace GitHubOps.Core;

/// <summary>What a word without quotes is, by YAML 1.1 as Go's reader has it, and what text it becomes.</summary>
internal static class OwnersScalar
{
    public static OwnersKind KindOf(string word) => word switch
    {
        "" or "~" or "null" or "Null" or "NULL" => OwnersKind.Null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" =>
            OwnersKind.Boolean,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" =>
            OwnersKind.Boolean,
        ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf"
            or "-.Inf" or "-.INF" => OwnersKind.Number,
        _ => IsNumber(word) ? OwnersKind.Number : OwnersKind.Text,
    };

    /// <summary>
    /// A boolean or a number as Go writes it where a text is wanted: <c>Yes</c> is <c>true</c>, <c>1_000</c> is
    /// <c>1000</c>, <c>010</c> is <c>8</c>, <c>1e3</c> is <c>1000</c>.
    /// </summary>
    public static string Canonical(string word)
    {
        if (KindOf(word) == OwnersKind.Boolean)
            return word[0] is 't' or 'T' or 'y' or 'Y' || word is "on" or "On" or "ON" ? "true" : "false";
        var digits = word.Replace("_", "", StringComparison.Ordinal);
        var (isNegative, unsigned) = (digits.StartsWith('-'), digits.TrimStart('+', '-'));
        if (Whole(unsigned) is { } whole) return (isNegative ? -whole : whole).ToString(CultureInfo.InvariantCulture);
        return float.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var real)
            ? Written(real) : word;
    }

    private static string Written(float real)
    {
        var text = real.ToString(CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal)) return text.Replace('E', 'e');
        if (Math.Abs(real) < 1e6f) return text;
        var figures = text.Replace(".", "", StringComparison.Ordinal).TrimStart('-').TrimEnd('0');
        var rest = figures.Length > 1 ? $".{figures[1..]}" : "";
        return $"{(real < 0 ? "-" : "")}{figures[..1]}{rest}e+06";
    }

    private static BigInteger? Whole(string unsigned)
    {
        var (digits, radix) = unsigned switch
        {
            ['0', 'x' or 'X', ..] => (unsigned[2..], 16),
            ['0', 'b' or 'B', ..] => (unsigned[2..], 2),
            ['0', 'o' or 'O', ..] => (unsigned[2..], 8),
            ['0', _, ..] => (unsigned[1..], 8),
            _ => (unsigned, 10),
        };
        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var figure = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (figure >= radix) return null;
            value = (value * radix) + figure;
        }

        return digits.Length is > 0 and < 40 && value <= ulong.MaxValue ? value : null;
    }

    private static bool IsNumber(string word)
    {
        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (digits.Length == 0 || !(char.IsAsciiDigit(digits[0]) || digits[0] is '+' or '-' or '.')) return false;
        var unsigned = digits[0] is '+' or '-' ? digits[1..] : digits;
        if (unsigned.Length > 1 && unsigned[0] == '0' && char.IsAsciiLetter(unsigned[1])
            && unsigned[1] is 'x' or 'X' or 'b' or 'B' or 'o' or 'O')
            return Whole(unsigned) is not null;
        return unsigned.Length > 0 && char.IsAsciiDigit(unsigned.TrimStart('.').FirstOrDefault()) &&
            double.TryParse(unsigned, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out _);
    }
}
