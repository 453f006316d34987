using NodaTime;
using NodaTime.TimeZones;

namespace GitHubOps.Core;

/// <summary>
/// Where a wall-clock reading lies on the time line. A reading that a change of the clocks skips means the end of the
/// gap,
/// so that order is kept; one that comes twice means the first time. Stretches of time do not use this rule: see
/// <see cref="BusinessCalendar"/>.
/// </summary>
public static class LocalPoint
{
    private static readonly ZoneLocalMappingResolver Rule =
        Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    public static Instant ToInstant(LocalDateTime local, DateTimeZone zone) =>
        zone.ResolveLocal(local, Rule).ToInstant();

    /// <summary>The zone of an IANA id, or null.</summary>
    public static DateTimeZone? FindZone(string? id) =>
        string.IsNullOrEmpty(id) ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(id);
}
