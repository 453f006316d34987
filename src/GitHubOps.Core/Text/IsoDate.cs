using NodaTime;

namespace GitHubOps.Core;

/// <summary>Dates as files hold them, <c>2026-11-20</c>; a run reads and writes thousands of them.</summary>
public static class IsoDate
{
    private const int Length = 10;

    /// <summary>Null where the text is no day of the calendar.</summary>
    public static LocalDate? Read(ReadOnlySpan<char> text)
    {
        if (text.Length != Length || text[4] != '-' || text[7] != '-') return null;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..]));
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= CalendarSystem.Iso.GetDaysInMonth(year, month)
            ? new LocalDate(year, month, day) : null;
    }

    /// <param name="date">Of the years 1 to 9999.</param>
    public static string Of(LocalDate date)
    {
        Span<char> text = stackalloc char[Length];
        text.Fill('-');
        Write(text[..4], date.Year);
        Write(text[5..7], date.Month);
        Write(text[8..], date.Day);
        return new string(text);
    }

    private static void Write(Span<char> into, int number)
    {
        for (var i = into.Length - 1; i >= 0; i--, number /= 10) into[i] = (char)('0' + (number % 10));
    }

    /// <summary>-1 where a character is no digit.</summary>
    private static int Number(ReadOnlySpan<char> digits)
    {
        var number = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c)) return -1;
            number = (number * 10) + (c - '0');
        }

        return number;
    }
}
