using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// What follows from a clock. The calendar is the one that the clock names; null counts clock time. Everything derives
/// from
/// one definition: elapsed time is the measure of the open instants that no pause covers.
/// </summary>
public static class ClockArithmetic
{
    /// <summary>Open, unpaused time used up to then; not past the stop.</summary>
    public static Duration Elapsed(this Clock clock, Instant at, BusinessCalendar? calendar)
    {
        var end = clock.StoppedAt is { } stop && stop < at ? stop : at;
        var cursor = CountsFrom(clock);
        var used = clock.UsedBefore;
        foreach (var (from, to) in MergedPauses(clock))
        {
            if (from >= end) break;
            used += Open(calendar, cursor, from);
            cursor = Instant.Max(cursor, Instant.Min(to ?? end, end));
        }

        return used + Open(calendar, cursor, end);
    }

    /// <summary>Used time over target time: 1 is the whole target.</summary>
    public static double ShareUsed(this Clock clock, Instant at, BusinessCalendar? calendar) =>
        clock.TargetTime <= Duration.Zero ? 1 : clock.Elapsed(at, calendar) / clock.TargetTime;

    /// <summary>What is left of the target; negative when it is overrun.</summary>
    public static Duration Remaining(this Clock clock, Instant at, BusinessCalendar? calendar) =>
        clock.TargetTime - clock.Elapsed(at, calendar);

    /// <summary>
    /// The earliest instant at which the whole target is used: the closing instant, not the next opening. Null while
    /// the
    /// clock is paused with time left.
    /// </summary>
    public static Instant? DueAt(this Clock clock, BusinessCalendar? calendar) =>
        EarliestWith(clock, clock.TargetTime, calendar);

    /// <summary>
    /// The first running instant at or after the due instant, and not before the clock was watched. At this very
    /// instant an
    /// answer is still in time: see <see cref="IsMissed"/>. Null while the clock is paused with time left.
    /// </summary>
    public static Instant? BreachAt(this Clock clock, BusinessCalendar? calendar) =>
        clock.DueAt(calendar) is { } due ? FirstRunning(clock, Latest(due, clock.TrackedFrom), calendar) : null;

    /// <summary>
    /// When to look whether the target is missed: one second, the precision of GitHub's times, after the breach.
    /// </summary>
    public static Instant? BreachAlarmAt(this Clock clock, BusinessCalendar? calendar) =>
        clock.BreachAt(calendar) is { } breach ? breach + Duration.FromSeconds(1) : null;

    /// <summary>
    /// The first running instant by which so many percent of the target are used. Null while the clock is paused before
    /// that.
    /// </summary>
    public static Instant? InstantAtShare(this Clock clock, int percent, BusinessCalendar? calendar) =>
        clock.InstantAt(clock.TargetTime * percent / 100, calendar);

    /// <summary>
    /// The first running instant by which so much time is used. It follows from the start alone: steps never drift,
    /// however late one of them was taken.
    /// </summary>
    public static Instant? InstantAt(this Clock clock, Duration used, BusinessCalendar? calendar) =>
        EarliestWith(clock, used, calendar) is { } at ? FirstRunning(clock, at, calendar) : null;

    /// <summary>Whether more than the target is used: exactly the target is still met.</summary>
    public static bool IsMissed(this Clock clock, Instant at, BusinessCalendar? calendar) =>
        clock.Outcome != ClockOutcome.Cancelled && clock.Elapsed(at, calendar) > clock.TargetTime;

    internal static Duration Open(BusinessCalendar? calendar, Instant from, Instant to) =>
        to <= from ? Duration.Zero : calendar is null ? to - from : calendar.Elapsed(from, to);

    internal static Instant CountsFrom(Clock clock) => clock.CountedFrom ?? clock.StartedAt;

    private static Instant? EarliestWith(Clock clock, Duration used, BusinessCalendar? calendar)
    {
        var left = used - clock.UsedBefore;
        var cursor = CountsFrom(clock);
        foreach (var (from, to) in MergedPauses(clock))
        {
            if (left <= Duration.Zero) return cursor;
            var open = Open(calendar, cursor, from);
            if (open >= left) break;
            left -= open;
            if (to is null) return null;
            cursor = to.Value;
        }

        return Deadline(calendar, cursor, left);
    }

    private static Instant Deadline(BusinessCalendar? calendar, Instant start, Duration open) =>
        open <= Duration.Zero ? start : calendar is null ? start + open : calendar.Deadline(start, open);

    // Null where an open pause begins before the clock would run again.
    private static Instant? FirstRunning(Clock clock, Instant at, BusinessCalendar? calendar)
    {
        at = calendar?.NextOpening(at) ?? at;
        foreach (var (from, to) in MergedPauses(clock))
        {
            if (at < from) break;
            if (to is null) return null;
            if (at < to.Value) at = calendar?.NextOpening(to.Value) ?? to.Value;
        }

        return at;
    }

    // They begin in order, but for news that were told late.
    private static ImmutableArray<ClockPause> InOrder(ImmutableArray<ClockPause> pauses)
    {
        for (var i = 1; i < pauses.Length; i++)
            if (pauses[i].From < pauses[i - 1].From) return [.. pauses.OrderBy(pause => pause.From)];
        return pauses;
    }

    // An open end is later than any other.
    private static Instant? Later(Instant? one, Instant? other) =>
        one is { } a && other is { } b ? Instant.Max(a, b) : null;

    private static Instant Latest(Instant one, Instant? other) => other is { } o && o > one ? o : one;

    /// <summary>
    /// The pauses as one set of instants after the counted start: sorted, apart, the last one perhaps open.
    /// </summary>
    internal static List<(Instant From, Instant? To)> MergedPauses(Clock clock)
    {
        var start = CountsFrom(clock);
        var merged = new List<(Instant From, Instant? To)>(clock.Pauses.Length);
        foreach (var pause in InOrder(clock.Pauses))
        {
            var from = Instant.Max(pause.From, start);
            if (pause.To <= from) continue;
            if (merged is [.., var last] && (last.To is null || from <= last.To))
                merged[^1] = (last.From, Later(last.To, pause.To));
            else
                merged.Add((from, pause.To));
        }

        return merged;
    }
}
