using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// The moments at which shifts change hands: wall times, counted from an anchor in both directions, each mapped to the
/// time
/// line by itself. So a shift is an hour shorter or longer when the clocks change, and never drifts.
/// </summary>
public sealed record HandOffs(LocalDateTime Anchor, RotationLength Length, DateTimeZone Zone)
{
    /// <summary>Counts chosen days of the week only; null: all time counts.</summary>
    public DayRotation? Days { get; init; }

    private static readonly LocalDate FirstMonday = new(1970, 1, 5);

    /// <summary>
    /// The first <paramref name="starts"/> on or after a date; without one, on or after Monday 1970-01-05.
    /// </summary>
    public static LocalDateTime FirstStart(RotationStart starts, LocalDate? onOrAfter = null)
    {
        var date = onOrAfter ?? FirstMonday;
        return (date.DayOfWeek == starts.Day ? date : date.Next(starts.Day)).At(starts.Time);
    }

    /// <summary>
    /// Hand-off k: the anchor and k lengths later, on the wall clock. Months keep the day, or end the month.
    /// </summary>
    public Instant At(long k)
    {
        if (Days is not null) return LocalPoint.ToInstant(Days.FirstDayOf(k).At(Anchor.TimeOfDay), Zone);
        var steps = checked((int)(k * Length.Every));
        var local = Length.Unit switch
        {
            RotationUnit.Hours => Anchor.PlusHours(steps),
            RotationUnit.Days => Anchor.PlusDays(steps),
            RotationUnit.Weeks => Anchor.PlusWeeks(steps),
            RotationUnit.Months => Anchor.PlusMonths(steps),
            _ => throw new InvalidOperationException($"not a unit: {Length.Unit}"),
        };
        return LocalPoint.ToInstant(local, Zone);
    }

    /// <summary>The last hand-off at or before then.</summary>
    public long IndexAt(Instant t)
    {
        var local = t.InZone(Zone).LocalDateTime;
        if (Days is not null) return Near(Days.TurnBy(local.Date), t);
        var days = Period.DaysBetween(Anchor.Date, local.Date);
        var units = Length.Unit switch
        {
            RotationUnit.Hours => (days * 24L) + local.Hour - Anchor.Hour,
            RotationUnit.Days => days,
            RotationUnit.Weeks => days / 7,
            _ => ((local.Year - Anchor.Year) * 12L) + local.Month - Anchor.Month,
        };
        return Near(units / Length.Every, t);
    }

    // A quotient is near; a change of the clocks or the end of a month may put it off by a few.
    private long Near(long k, Instant t)
    {
        while (At(k + 1) <= t) k++;
        while (At(k) > t) k--;
        return k;
    }

    /// <summary>The first hand-off at or after then.</summary>
    public long IndexAtOrAfter(Instant t)
    {
        var k = IndexAt(t);
        while (At(k) < t) k++;
        while (At(k - 1) >= t) k--;
        return k;
    }
}
