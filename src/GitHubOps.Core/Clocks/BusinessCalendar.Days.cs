using NodaTime;

namespace GitHubOps.Core;

/// <content>Business days: dates on which hours start.</content>
public sealed partial class BusinessCalendar
{
    public bool IsBusinessDate(LocalDate date) =>
        date.Year is >= YearMin and <= YearMax &&
        Year(date.Year).BusinessDates.BinarySearch(OpenPieces.DayNumber(date)) >= 0;

    /// <summary>
    /// The open time of a business target that starts then. <c>Nbd</c> lasts until the same wall time on the N-th
    /// following
    /// business date, moved on to the next opening; a start on a date that is no business date first moves to the next
    /// opening. Not for clock targets.
    /// </summary>
    public Duration OpenTime(Target target, Instant start)
    {
        if (!target.IsBusiness)
            throw new ArgumentException($"{target} is clock time and needs no calendar", nameof(target));
        if (target.FixedLength is { } length) return length;
        for (var days = target.Amount; ; days++)
        {
            // Hours that start later than the wall time of the start (a special day) may leave nothing in between.
            var open = Elapsed(start, AddBusinessDays(start, days));
            if (open > Duration.Zero) return open;
        }
    }

    /// <summary>
    /// The same wall time that many business dates later (or earlier), moved on to the next opening (back to the last
    /// close). A start on no business date first moves to the next opening (back to the last close).
    /// </summary>
    public Instant AddBusinessDays(Instant start, int days, bool snapToOpen = true)
    {
        var (date, local) = BusinessDateOf(start, forward: days >= 0, snapToOpen);
        var shift = Period.DaysBetween(date, local.Date);
        var target = NthBusinessDate(date, days).PlusDays(shift).At(local.TimeOfDay);
        var instant = LocalPoint.ToInstant(target, Zone);
        if (!snapToOpen) return instant;
        return days >= 0 ? NextOpening(instant) : LastCloseBefore(instant) ?? instant;
    }

    /// <summary>The date that an instant counts for, and the wall time that is kept.</summary>
    private (LocalDate Date, LocalDateTime Local) BusinessDateOf(Instant start, bool forward, bool snapToOpen)
    {
        var local = start.InZone(Zone).LocalDateTime;
        if (IsBusinessDate(local.Date)) return (local.Date, local);
        var evening = local.Date.PlusDays(-1);
        if (IsOpen(start) && IsBusinessDate(evening)) return (evening, local);
        if (snapToOpen)
        {
            var moved = forward ? NextOpening(start) : LastCloseBefore(start) ?? start;
            local = moved.InZone(Zone).LocalDateTime;
            if (IsBusinessDate(local.Date)) return (local.Date, local);
        }

        var date = NthBusinessDate(local.Date, forward ? 1 : -1);
        return (date, date.At(local.TimeOfDay));
    }

    private LocalDate NthBusinessDate(LocalDate from, int days)
    {
        if (days == 0) return from;
        var number = Math.Clamp(from.Year, YearMin, YearMax);
        var at = Year(number).BusinessDates.BinarySearch(OpenPieces.DayNumber(from));
        var index = days > 0 ? (at < 0 ? ~at - 1 : at) + days : (at < 0 ? ~at : at) + days;
        while (index >= Year(number).BusinessDates.Length)
        {
            index -= Year(number).BusinessDates.Length;
            if (++number > YearMax) throw NeverOpens(Instant.FromUtc(from.Year, 1, 1, 0, 0));
        }

        while (index < 0)
        {
            if (--number < YearMin) throw NeverOpens(Instant.FromUtc(from.Year, 1, 1, 0, 0));
            index += Year(number).BusinessDates.Length;
        }

        return OpenPieces.DateOf(Year(number).BusinessDates[index]);
    }
}
