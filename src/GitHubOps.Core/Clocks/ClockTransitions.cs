using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>From when a new target counts.</summary>
public enum RetargetFrom
{
    Start,
    Change,
}

/// <summary>What can happen to a clock. What does not apply to its state leaves it as it is.</summary>
public static partial class ClockTransitions
{
    /// <summary>A pause list longer than this is an attack or a loop, not work: later pauses are not taken.</summary>
    public const int PausesMax = 500;

    /// <summary>
    /// Starts a cycle. The calendar must be given for a business target, and is not used for a clock target.
    /// </summary>
    public static Clock Start(
        Metric metric,
        Target target,
        BusinessCalendar? calendar,
        Instant at,
        Severity? severity = null,
        int cycle = 1) =>
        new()
        {
            Metric = metric,
            Cycle = cycle,
            Target = target,
            Calendar = target.IsBusiness ? calendar?.Name : null,
            Hours = target.IsBusiness ? calendar?.Print : null,
            Severity = severity,
            StartedAt = at,
            TargetTime = TargetTime(target, calendar, at),
        };

    public static Clock Pause(this Clock clock, PauseReason reason, Instant at, string? evidence = null)
    {
        if (clock.IsOver || clock.Pauses.Length >= PausesMax || clock.PauseReasons.Contains(reason)) return clock;
        return clock with
        {
            Pauses = clock.Pauses.Add(new ClockPause(reason, Instant.Max(at, clock.StartedAt), null, evidence)),
        };
    }

    /// <summary>Ends the pause for one reason. What was said before the pause began does not end it.</summary>
    public static Clock Resume(this Clock clock, PauseReason reason, Instant at)
    {
        if (clock.IsOver) return clock;
        var open = clock.Pauses.FirstOrDefault(p => p.Reason == reason && p.To is null);
        if (open is null || at < open.From) return clock;
        return clock with { Pauses = clock.Pauses.Replace(open, open with { To = at }) };
    }

    /// <summary>Stops the clock: met when at most the target is used, else missed.</summary>
    public static Clock Stop(this Clock clock, Instant at, BusinessCalendar? calendar)
    {
        if (clock.IsOver) return clock;
        at = Instant.Max(at, clock.StartedAt);
        var stopped = clock.MarkBreached(at, calendar) with { Pauses = ClosePauses(clock, at), StoppedAt = at };
        return stopped with { Outcome = stopped.IsMissed(at, calendar) ? ClockOutcome.Missed : ClockOutcome.Met };
    }

    public static Clock Cancel(this Clock clock, Instant at, string because)
    {
        if (clock.IsOver) return clock;
        at = Instant.Max(at, clock.StartedAt);
        return clock with
        {
            Pauses = ClosePauses(clock, at),
            StoppedAt = at,
            Outcome = ClockOutcome.Cancelled,
            Because = because,
        };
    }

    /// <summary>Goes on after a stop, in the same cycle; the time between is a pause.</summary>
    public static Clock Reopen(this Clock clock, Instant at)
    {
        if (!clock.IsOver || clock.StoppedAt is not { } stopped) return clock;
        var pause = new ClockPause(PauseReason.Closed, stopped, Instant.Max(at, stopped));
        return clock with { Pauses = clock.Pauses.Add(pause), StoppedAt = null, Outcome = null, Because = null };
    }

    /// <summary>Records that the target is missed, if it is and was not yet recorded.</summary>
    public static Clock MarkBreached(this Clock clock, Instant now, BusinessCalendar? calendar)
    {
        if (clock.IsOver || clock.BreachedAt is not null || !clock.IsMissed(now, calendar)) return clock;
        if (clock.BreachAt(calendar) is not { } breach || breach > now) return clock;
        return clock with { BreachedAt = breach, BreachedSeverity = clock.Severity };
    }

    /// <summary>
    /// Gives the clock another target, keeping its start and its pauses. When a more severe target is already used up,
    /// the
    /// people get <paramref name="grace"/> from now. A miss that is recorded stays recorded with the severity of then.
    /// </summary>
    /// <param name="calendar">The calendar of the new target; null when it has none.</param>
    /// <param name="before">The calendar that the clock ran in until now; used with <see
    /// cref="RetargetFrom.Change"/>.</param>
    public static Clock Retarget(
        this Clock clock,
        Target target,
        Severity? severity,
        BusinessCalendar? calendar,
        Instant at,
        Duration grace,
        RetargetFrom from = RetargetFrom.Start,
        BusinessCalendar? before = null)
    {
        if (clock.IsOver) return clock;
        var next = clock with
        {
            Target = target,
            Severity = severity,
            Calendar = target.IsBusiness ? calendar?.Name : null,
            Hours = target.IsBusiness ? calendar?.Print : null,
        };
        var counts = target.IsBusiness ? calendar : null;
        if (from == RetargetFrom.Change)
        {
            var used = clock.Elapsed(at, before);
            var whole = used + TargetTime(target, calendar, at);
            return next with { CountedFrom = at, UsedBefore = used, TargetTime = whole };
        }

        // Time that was counted in the same calendar's earlier revision stays counted as it was.
        if (next.Calendar != clock.Calendar) next = next with { CountedFrom = null, UsedBefore = Duration.Zero };
        next = next with { TargetTime = TargetTime(target, calendar, clock.StartedAt) };
        var isUpgrade = severity is { } s && (clock.Severity is not { } old || s.IsWorseThan(old));
        if (!isUpgrade || !next.IsMissed(at, counts)) return next;
        return next with { TargetTime = Duration.Max(next.TargetTime, next.Elapsed(at, counts) + grace) };
    }

    private static Duration TargetTime(Target target, BusinessCalendar? calendar, Instant at)
    {
        if (!target.IsBusiness) return target.FixedLength!.Value;
        return calendar is not null
            ? calendar.OpenTime(target, at)
            : throw new ArgumentException($"{target} is business time and needs a calendar", nameof(calendar));
    }

    private static ImmutableArray<ClockPause> ClosePauses(Clock clock, Instant at) =>
        [.. clock.Pauses.Select(p => p.To is null ? p with { To = Instant.Max(at, p.From) } : p)];
}
