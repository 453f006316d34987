using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>
/// A moment as people write it in a file: <c>2026-12-24T12:00</c> in a zone that is known, or with an offset of its
/// own.
/// </summary>
public static class MomentText
{
    public const string Example = "2026-12-24T12:00";
    private const int YearMin = 1970;
    private const int YearMax = 2100;

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
    ];

    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:sso<G>"),
    ];

    /// <summary>Null where it is none, or not of the years 1970 to 2100.</summary>
    public static Instant? Parse(string text, DateTimeZone zone)
    {
        foreach (var pattern in WithOffset)
            if (pattern.Parse(text).TryGetValue(default, out var moment) && IsNear(moment.Year))
                return moment.ToInstant();
        foreach (var pattern in Local)
            if (pattern.Parse(text).TryGetValue(default, out var local) && IsNear(local.Year))
                return LocalPoint.ToInstant(local, zone);
        return null;
    }

    /// <summary>A day: <c>2026-12-24</c>. Null as above.</summary>
    public static LocalDate? ParseDate(string text) =>
        LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date) && IsNear(date.Year) ? date : null;

    private static bool IsNear(int year) => year is >= YearMin and <= YearMax;
}
