using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>
/// The calendar as its definition reads, minute by minute: slow, and too plain to be wrong in the same way.
/// </summary>
internal sealed class MinuteModel(CalendarDefinition definition)
{
    public static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly DateTimeZone _zone = LocalPoint.FindZone(definition.Zone)!;

    public bool IsOpen(Instant t)
    {
        if (definition.Join is { } join)
            return join.Kind == JoinKind.Union
                ? join.Parts.Any(part => new MinuteModel(part).IsOpen(t))
                : join.Parts.All(part => new MinuteModel(part).IsOpen(t));
        var local = t.InZone(_zone).LocalDateTime;
        if (definition.Closures.Any(c => c.Contains(t))) return false;
        foreach (var back in (int[])[0, 1])
        {
            var started = local.Date.PlusDays(-back);
            var minute = (back * 1440) + (local.Hour * 60) + local.Minute;
            if (definition.Holidays.Contains(started)) continue;
            var hours = definition.SpecialDays.TryGetValue(started, out var special)
                ? special.AsEnumerable()
                : definition.Hours.Where(h => h.Day == started.DayOfWeek).Select(h => h.Hours);
            if (hours.Any(h => h.OpensMinute <= minute && minute < h.ClosesMinute)) return true;
        }

        return false;
    }

    public Duration Elapsed(Instant from, Instant to, Func<Instant, bool>? isPaused = null)
    {
        var minutes = 0L;
        for (var t = from; t < to; t += Minute)
            if (IsOpen(t) && isPaused?.Invoke(t) != true) minutes++;
        return Duration.FromMinutes(minutes);
    }

    /// <summary>
    /// The earliest minute with that many open minutes since the start; null when it is not before the limit.
    /// </summary>
    public Instant? Deadline(Instant start, int minutes, Instant limit, Func<Instant, bool>? isPaused = null)
    {
        for (var t = start; t <= limit; t += Minute)
        {
            if (minutes == 0) return t;
            if (IsOpen(t) && isPaused?.Invoke(t) != true) minutes--;
        }

        return null;
    }
}
