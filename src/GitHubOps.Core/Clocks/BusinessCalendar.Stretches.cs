using NodaTime;

namespace GitHubOps.Core;

/// <content>The open stretches themselves, in order.</content>
public sealed partial class BusinessCalendar
{
    /// <summary>
    /// The open stretches after an instant, the first one cut off at it. Hours that touch are one stretch.
    /// </summary>
    public IEnumerable<Interval> OpenAfter(Instant t)
    {
        (long Opens, long Closes)? pending = null;
        var at = t.ToUnixTimeTicks();
        for (var number = YearNumber(t); number <= YearMax; number++)
        {
            var year = Year(number);
            for (var i = Math.Max(0, year.LastOpeningAtOrBefore(at)); i < year.Count; i++)
            {
                var (opens, closes) = year[i];
                if (closes <= at) continue;
                // A stretch over New Year lies in two years.
                if (pending is { } before && before.Closes == opens) opens = before.Opens;
                else if (pending is not null) yield return ToInterval(pending.Value);
                pending = (Math.Max(opens, at), closes);
            }
        }

        if (pending is not null) yield return ToInterval(pending.Value);
    }

    /// <summary>The open stretches before an instant, latest first, the first one cut off at it.</summary>
    public IEnumerable<Interval> OpenBefore(Instant t)
    {
        (long Opens, long Closes)? pending = null;
        var at = t.ToUnixTimeTicks();
        for (var number = YearNumber(t); number >= YearMin; number--)
        {
            var year = Year(number);
            for (var i = year.LastOpeningAtOrBefore(at - 1); i >= 0; i--)
            {
                var (opens, closes) = year[i];
                if (pending is { } after && after.Opens == closes) closes = after.Closes;
                else if (pending is not null) yield return ToInterval(pending.Value);
                pending = (opens, Math.Min(closes, at));
            }
        }

        if (pending is not null) yield return ToInterval(pending.Value);
    }

    /// <summary>The whole open stretch that an instant lies in, or the next one.</summary>
    public Interval StretchAt(Instant t)
    {
        var next = OpenAfter(t).FirstOrDefault();
        if (next == default) throw NeverOpens(t);
        return next.Start == t && OpenBefore(t).FirstOrDefault() is { HasStart: true } before && before.End == t
            ? new Interval(before.Start, next.End)
            : next;
    }

    private static Interval ToInterval((long Opens, long Closes) stretch) =>
        new(Instant.FromUnixTimeTicks(stretch.Opens), Instant.FromUnixTimeTicks(stretch.Closes));
}
