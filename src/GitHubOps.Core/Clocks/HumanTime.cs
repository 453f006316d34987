using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Times as sentences show them: in the hours of the people who wait or work, with the place named.</summary>
public static class HumanTime
{
    /// <summary><c>Mon 2 Nov, 12:00 (Los Angeles)</c></summary>
    public static string DueText(Instant due, DateTimeZone zone) =>
        $"{due.InZone(zone).LocalDateTime.ToString("ddd d MMM, HH:mm", CultureInfo.InvariantCulture)} ({CityOf(zone)})";

    /// <summary>
    /// The city in a zone's name: <c>America/Argentina/Buenos_Aires</c> → Buenos Aires; <c>Etc/UTC</c> → UTC.
    /// </summary>
    public static string CityOf(DateTimeZone zone) => zone.Id[(zone.Id.LastIndexOf('/') + 1)..].Replace('_', ' ');
}
