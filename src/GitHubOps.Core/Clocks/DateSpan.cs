using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>
/// Whole days as people write them, the last one included: <c>2026-12-20..2027-01-05</c>, <c>12-20..01-05</c>,
/// <c>2026-11-03..07</c>, <c>12-24</c>.
/// </summary>
public sealed record DateSpan(LocalDate First, LocalDate Last)
{
    private const int YearMin = 1971;
    private const int YearMax = 2099;

    public int Days => Period.DaysBetween(First, Last) + 1;

    public Instant From(DateTimeZone zone) => LocalPoint.ToInstant(First.AtMidnight(), zone);

    public Instant To(DateTimeZone zone) => LocalPoint.ToInstant(Last.PlusDays(1).AtMidnight(), zone);

    /// <summary>
    /// Without a year it is the next time that the days are not over yet. Null where the text is no days.
    /// </summary>
    public static DateSpan? TryParse(string text, LocalDate today)
    {
        if (text.Split("..") is not { Length: 1 or 2 } parts) return null;
        if (Whole(parts[0]) is { } first) return Until(first, parts[^1]);
        for (var year = today.Year - 1; year <= today.Year + 4; year++)
            if (Whole($"{year}-{parts[0]}") is { } day && Until(day, parts[^1]) is { } span && span.Last >= today)
                return span;
        return null;
    }

    public override string ToString() => First == Last ? Print(First) : $"{Print(First)}..{Print(Last)}";

    private static string Print(LocalDate day) => LocalDatePattern.Iso.Format(day);

    private static DateSpan? Until(LocalDate first, string text)
    {
        var last = Whole(text) ?? Whole($"{first.Year}-{text}") ?? Whole($"{first.Year}-{first.Month:00}-{text}");
        if (last < first && !text.StartsWith($"{first.Year}", StringComparison.Ordinal))
            last = Whole($"{first.Year + 1}-{text}");
        return last is { } day && day >= first ? new DateSpan(first, day) : null;
    }

    private static LocalDate? Whole(string text) =>
        LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var day) && day.Year is >= YearMin and <= YearMax
            ? day : null;
}
