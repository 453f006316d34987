using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>Times as sentences show them: in the hours of the people who wait or work, with the place named.</summary>
public static class HumanTime
{
    // A text is read as a pattern each time it is used as one.
    private static readonly LocalDateTimePattern Due =
        LocalDateTimePattern.CreateWithInvariantCulture("ddd d MMM, HH:mm");

    /// <summary><c>Mon 2 Nov, 12:00 (Los Angeles)</c></summary>
    public static string DueText(Instant due, DateTimeZone zone) =>
        $"{Due.Format(due.InZone(zone).LocalDateTime)} ({CityOf(zone)})";

    /// <summary>
    /// The city in a zone's name: <c>America/Argentina/Buenos_Aires</c> → Buenos Aires; <c>Etc/UTC</c> → UTC.
    /// </summary>
    public static string CityOf(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
