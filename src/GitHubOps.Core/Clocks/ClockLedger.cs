using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

public enum LedgerKind
{
    /// <summary>The promise begins.</summary>
    Started,

    /// <summary>Time used before <see cref="LedgerLine.To"/>, in the hours of then.</summary>
    CountedBefore,

    /// <summary>Something else is promised, or in other hours, from here on.</summary>
    Changed,

    /// <summary>A stretch that counts.</summary>
    Counted,

    /// <summary>A stretch that does not count.</summary>
    StoodStill,

    /// <summary>The whole target is used.</summary>
    Due,

    /// <summary>An answer after this is late.</summary>
    LateAfter,

    /// <summary>It was kept, missed or ended.</summary>
    Ended,

    /// <summary>It stands still with so much left.</summary>
    Left,
}

/// <summary>One line of a clock's account.</summary>
/// <param name="To">Null: a moment, or it still lasts.</param>
/// <param name="Counted">How much of the target is used by it.</param>
/// <param name="Words">Why; without user text outside code spans.</param>
public sealed record LedgerLine(LedgerKind Kind, Instant From, Instant? To, Duration Counted, string Words);

/// <summary>
/// Why a promise is due when it is: every stretch that counts, every standstill with its reason and what shows it,
/// every change of what is promised. What counts adds up to what is used, to the second.
/// </summary>
public static class ClockLedger
{
    /// <param name="calendar">The hours of the clock; null counts clock time.</param>
    /// <param name="now">How far the account of a clock that stands still goes.</param>
    public static ImmutableArray<LedgerLine> Of(Clock clock, BusinessCalendar? calendar, Instant now)
    {
        var hours = clock.Calendar is null ? null : calendar;
        var due = clock.DueAt(hours);
        var end = clock.StoppedAt ?? due ?? Instant.Max(now, ClockArithmetic.CountsFrom(clock));
        List<LedgerLine> lines = [.. Changes(clock), .. Standstills(clock), .. Counted(clock, hours, end)];
        return
        [
            new LedgerLine(LedgerKind.Started, clock.StartedAt, null, Duration.Zero, LedgerWords.Promise(clock)),
            .. lines.OrderBy(line => line.From).ThenBy(line => line.Kind).ThenBy(line => line.To ?? Instant.MaxValue),
            .. Ends(clock, hours, due, now),
        ];
    }

    private static IEnumerable<LedgerLine> Changes(Clock clock)
    {
        if (clock.CountedFrom is { } from)
        {
            yield return new LedgerLine(
                LedgerKind.CountedBefore, clock.StartedAt, from, clock.UsedBefore, "counted in the hours of then");
            yield return new LedgerLine(LedgerKind.Changed, from, null, Duration.Zero,
                "the files promise something else, or have other hours, from here on");
        }

        if (clock.Before is { } before && before.Severity != clock.Severity)
            yield return new LedgerLine(LedgerKind.Changed, before.ChangedAt, null, Duration.Zero,
                $"the severity changed from {LedgerWords.Of(before.Severity)} ({before.Target}) to " +
                $"{LedgerWords.Of(clock.Severity)} ({clock.Target}); counted anew from the start");
    }

    private static IEnumerable<LedgerLine> Standstills(Clock clock) => clock.Pauses
        .Where(pause => pause.To is null || pause.To > pause.From)
        .Select(pause => new LedgerLine(
            LedgerKind.StoodStill, pause.From, pause.To, Duration.Zero, LedgerWords.Of(pause)));

    /// <summary>The open stretches between the standstills.</summary>
    private static IEnumerable<LedgerLine> Counted(Clock clock, BusinessCalendar? hours, Instant end)
    {
        var cursor = ClockArithmetic.CountsFrom(clock);
        foreach (var (from, to) in ClockArithmetic.MergedPauses(clock))
        {
            foreach (var line in Open(hours, cursor, Instant.Min(from, end))) yield return line;
            if (to is null) yield break;
            cursor = to.Value;
        }

        foreach (var line in Open(hours, cursor, end)) yield return line;
    }

    private static IEnumerable<LedgerLine> Open(BusinessCalendar? hours, Instant from, Instant to)
    {
        if (to <= from) yield break;
        if (hours is null)
        {
            yield return new LedgerLine(LedgerKind.Counted, from, to, to - from, "clock time");
            yield break;
        }

        foreach (var stretch in hours.OpenAfter(from))
        {
            if (stretch.Start >= to) yield break;
            var last = Instant.Min(stretch.End, to);
            yield return new LedgerLine(LedgerKind.Counted, stretch.Start, last, last - stretch.Start, "open");
        }
    }

    private static IEnumerable<LedgerLine> Ends(Clock clock, BusinessCalendar? hours, Instant? due, Instant now)
    {
        if (due is { } at) yield return new LedgerLine(LedgerKind.Due, at, null, clock.TargetTime,
            "the whole target is used");
        if (due is not null && clock.BreachAt(hours) is { } breach && breach != due)
            yield return new LedgerLine(LedgerKind.LateAfter, breach, null, Duration.Zero,
                LedgerWords.LateAfter(clock, breach));
        if (clock.StoppedAt is { } stopped)
            yield return new LedgerLine(
                LedgerKind.Ended, stopped, null, clock.Elapsed(stopped, hours), LedgerWords.End(clock));
        else if (due is null)
            yield return new LedgerLine(LedgerKind.Left, now, null, clock.Remaining(now, hours),
                "is left while it stands still");
    }
}
