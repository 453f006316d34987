using NodaTime;

namespace GitHubOps.Core;

/// <content>Changes of what is promised: labels that come and go, and new versions of the files.</content>
public static partial class ClockTransitions
{
    /// <summary>
    /// The severity is changing: what was promised before the first of the changes that follow closely is remembered.
    /// </summary>
    public static Clock Unsettle(this Clock clock, Instant at)
    {
        if (clock.IsOver) return clock;
        var before = clock.Before is { } first && at < first.SettledAt
            ? first with { ChangedAt = Instant.Max(first.ChangedAt, at) }
            : new PromiseBefore(clock.Target, clock.Severity, clock.Calendar, clock.Hours, clock.TargetTime,
                clock.CountedFrom, clock.UsedBefore, at);
        return clock with { Before = before };
    }

    /// <summary>Whether a severity is the one of before, come back so soon that nothing has changed.</summary>
    public static bool IsTakenBack(this Clock clock, Severity severity, Instant at) =>
        clock.Before is { } before && at < before.SettledAt && before.Severity == severity;

    /// <summary>Promises again what was promised before the changes that were taken back.</summary>
    public static Clock TakeBack(this Clock clock) => clock.Before is not { } before ? clock : clock with
    {
        Target = before.Target,
        Severity = before.Severity,
        Calendar = before.Calendar,
        Hours = before.Hours,
        TargetTime = before.TargetTime,
        CountedFrom = before.CountedFrom,
        UsedBefore = before.UsedBefore,
    };

    /// <summary>Takes back the end of a clock that had ended at an earlier instant, as was told later.</summary>
    public static Clock Rewind(this Clock clock, Instant at) => clock with
    {
        StoppedAt = null,
        Outcome = null,
        Because = null,
        BreachedAt = clock.BreachedAt < at ? clock.BreachedAt : null,
        Pauses =
        [
            .. clock.Pauses.Where(pause => pause.From < at)
                .Select(pause => pause.To > at ? pause with { To = at } : pause),
        ],
    };

    /// <summary>
    /// The files say that their targets and hours have always held: counted from the start, its pauses kept, once for
    /// each time that files say so. Where the target is used up already, people get <paramref name="grace"/> from then.
    /// </summary>
    /// <param name="at">Since when the files are in force; what has started later has never known others.</param>
    public static Clock CountBack(this Clock clock, Target target, BusinessCalendar? calendar, Instant at,
        Duration grace)
    {
        if (clock.IsOver || clock.StartedAt >= at || clock.CountedBackAt >= at) return clock;
        var hours = target.IsBusiness ? calendar : null;
        var next = clock with
        {
            Target = target,
            Calendar = hours?.Name,
            Hours = hours?.Print,
            TargetTime = TargetTime(target, hours, clock.StartedAt),
            CountedFrom = null,
            UsedBefore = Duration.Zero,
            CountedBackAt = at,
        };
        return next.BreachedAt is null && next.IsMissed(at, hours)
            ? next with { TargetTime = next.Elapsed(at, hours) + grace } : next;
    }

    /// <summary>
    /// The files promise something else, or in other hours, from an instant on. Time up to then stays counted as it
    /// was, later time is counted anew. Where the new target is used up already, people get <paramref name="grace"/>
    /// from then.
    /// </summary>
    /// <param name="before">The hours in which it was counted until then; null counts clock time.</param>
    /// <param name="after">The hours in which it counts from then on; not used for a clock target.</param>
    public static Clock Recount(
        this Clock clock, Target target, BusinessCalendar? before, BusinessCalendar? after, Instant at, Duration grace)
    {
        if (clock.IsOver) return clock;
        var hours = target.IsBusiness ? after : null;
        var next = clock with { Target = target, Calendar = hours?.Name, Hours = hours?.Print };
        if (target != clock.Target) next = next with { TargetTime = TargetTime(target, hours, clock.StartedAt) };

        // Otherwise it was begun under the new files already, and only told of late.
        if (at > ClockArithmetic.CountsFrom(clock))
            next = next with { UsedBefore = clock.Elapsed(at, before), CountedFrom = at };
        var isUsedUp = next.BreachedAt is null && !clock.IsMissed(at, before) && next.UsedBefore > next.TargetTime;
        return isUsedUp ? next with { TargetTime = next.UsedBefore + grace } : next;
    }
}
