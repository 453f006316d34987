using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>Moments as people write them on a command line.</summary>
internal static class Moments
{
    public const string Example = "`2026-12-24T15:00`, `2026-12-24` or, with an offset, `2026-12-24T15:00:00Z`";

    private static readonly LocalDateTimePattern[] Local =
    [
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd' 'HH:mm"),
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd"),
    ];

    private static readonly OffsetDateTimePattern[] WithOffset =
    [
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss;FFFFFFo<G>"),
        OffsetDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mmo<G>"),
    ];

    /// <summary>
    /// A moment with its offset, or a wall time in the zone; <paramref name="otherwise"/> without a text.
    /// </summary>
    public static Instant Read(string? text, string option, DateTimeZone zone, Instant otherwise)
    {
        if (string.IsNullOrEmpty(text)) return otherwise;
        foreach (var pattern in WithOffset)
            if (pattern.Parse(text).TryGetValue(default, out var moment)) return Known(moment.ToInstant(), option);
        foreach (var pattern in Local)
            if (pattern.Parse(text).TryGetValue(default, out var local) && local.Year is > 1950 and < 2200)
                return Known(LocalPoint.ToInstant(local, zone), option);
        throw new UsageException($"{option} is no moment. Write {Example}");
    }

    // Calendars answer for so many years; a typing mistake in the year is told, not searched for.
    private static Instant Known(Instant t, string option) =>
        t.InUtc().Year is > BusinessCalendar.YearMin and < BusinessCalendar.YearMax
            ? t : throw new UsageException($"{option} is too far away. Write {Example}");
}
