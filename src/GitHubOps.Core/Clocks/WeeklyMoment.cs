using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>A time of day on some days of the week: when a hand-off is announced, when a digest goes out.</summary>
public sealed record WeeklyMoment(ImmutableArray<IsoDayOfWeek> Days, LocalTime Time)
{
    /// <summary>The next such moment strictly later.</summary>
    public Instant NextAfter(Instant t, DateTimeZone zone)
    {
        var today = t.InZone(zone).Date;
        // A week and a day: today's may be over, and a change of the clocks may move a moment over midnight.
        for (var day = 0; day <= 8; day++)
        {
            var date = today.PlusDays(day);
            if (!Days.Contains(date.DayOfWeek)) continue;
            var moment = LocalPoint.ToInstant(date.At(Time), zone);
            if (moment > t) return moment;
        }

        throw new InvalidOperationException("a weekly moment needs at least one day");
    }
}
