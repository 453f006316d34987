using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// The promises on one issue: in which hours they run, which one is shown, and when somebody is to be woken.
/// </summary>
internal static class IssueClocks
{
    /// <summary>What is left to people when a raised severity's target is already used up.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(30);

    /// <summary>Why a clock was cancelled that would go on when the issue is reopened.</summary>
    public const string Closed = "closed";

    /// <summary>Why a clock was cancelled that would start anew with another severity.</summary>
    public const string NoTarget = "the severity has no such target";

    /// <summary>Why a clock was cancelled of which the files know no longer.</summary>
    public const string NotPromised = "the files promise it no longer";

    private static readonly ImmutableArray<Metric> Order =
        [Metric.Respond, Metric.Reply, Metric.Triage, Metric.Decide, Metric.Fix, Metric.Update, Metric.Route];

    /// <summary>
    /// The calendar of the rotation the assignee came from; of an area's owner the area's; else the first.
    /// </summary>
    public static BusinessCalendar? CalendarOfAssignee(this Draft draft)
    {
        var name = draft.Rotation() is { } rotation ? rotation.CalendarName : draft.AreaPolicy()?.Calendar;
        return draft.Policy.Calendar(name) ?? draft.Policy.Calendar(draft.Policy.DefaultCalendar);
    }

    /// <summary>The calendar that the clock names; null for clock time.</summary>
    public static BusinessCalendar? CalendarOf(this RepoPolicy policy, Clock clock) => policy.Calendar(clock.Calendar);

    /// <summary>A clock whose calendar is gone from the policy cannot be counted: it is left as it is.</summary>
    public static bool CanCount(this RepoPolicy policy, Clock clock) =>
        clock.Calendar is null || policy.Calendars.ContainsKey(clock.Calendar);

    /// <summary>The one promise that people read of: the first answer, then triage, a decision, the fix.</summary>
    public static Clock? Promise(this Draft draft)
    {
        foreach (var metric in Order)
            foreach (var clock in draft.State.Clocks)
                if (clock.Metric == metric && metric != Metric.Route && !clock.IsOver) return clock;
        return null;
    }

    /// <summary>The promise that was shown last, when none is open any more.</summary>
    public static Clock? LastPromise(this Draft draft) =>
        Order.Select(metric => draft.State.Clocks.LastOrDefault(
            clock => clock.Metric == metric && clock.Outcome is not ClockOutcome.Cancelled
                && draft.Policy.CanCount(clock)))
            .FirstOrDefault(clock => clock is not null);

    /// <summary>The time zone in which this issue's times are shown.</summary>
    public static DateTimeZone Zone(this Draft draft) =>
        (draft.Promise() is { } promise ? draft.Policy.CalendarOf(promise)?.Zone : null) ??
        draft.CalendarOfAssignee()?.Zone ?? draft.Rotation()?.Zone ?? DateTimeZone.Utc;

    public static Draft EachClock(this Draft draft, Func<Clock, Clock> change)
    {
        var policy = draft.Policy;
        var clocks = draft.State.Clocks.Select(clock => policy.CanCount(clock) ? change(clock) : clock);
        return draft with { State = draft.State with { Clocks = [.. clocks] } };
    }

    /// <summary>
    /// One that begins late, counted from the opening: what stood still for the others stood still for it, and where it
    /// is used up already people get some time. Null: it is business time and there is no calendar.
    /// </summary>
    public static Clock? StartLate(this Draft draft, Metric metric, Target target, Severity severity, int cycle)
    {
        var calendar = draft.CalendarOfAssignee();
        if (target.IsBusiness && calendar is null) return null;
        var pauses = draft.State.Clocks.Select(clock => clock.Pauses).MaxBy(list => list.Length);
        var clock = ClockTransitions.Start(metric, target, calendar, draft.Seen.CreatedAt, severity: null, cycle) with
        {
            Pauses = pauses.IsDefault ? [] : pauses,
            TrackedFrom = draft.TrackedFrom(),
        };
        return clock.Retarget(target, severity, calendar, draft.At, Grace);
    }

    /// <summary>
    /// What was opened before its files were in force is watched from then on: nothing is missed before. Null: from the
    /// start.
    /// </summary>
    public static Instant? TrackedFrom(this Draft draft) =>
        draft.Facts.PolicySince is { } since && since > draft.Seen.CreatedAt ? since : null;

    public static Draft CancelClocks(this Draft draft, string because) =>
        draft with
        {
            State = draft.State with
            {
                Clocks = [.. draft.State.Clocks.Select(clock => clock.Cancel(draft.At, because))],
            },
        };

    /// <summary>A missed target that is still not answered.</summary>
    public static bool IsLate(this IssueState state) =>
        state.Clocks.Any(clock => !clock.IsOver && clock.BreachedAt is not null);

    /// <summary>When to look at each running clock again. A step that was done is never set again.</summary>
    public static ImmutableArray<PendingAlarm> PendingAlarms(this Draft draft)
    {
        var alarms = ImmutableArray.CreateBuilder<PendingAlarm>();
        foreach (var clock in draft.State.Clocks)
        {
            if (clock.IsOver || !draft.Policy.CanCount(clock)) continue;
            foreach (var percent in draft.Policy.Shares(clock))
            {
                var key = new AlarmKey(clock.Metric, clock.Cycle, percent);
                if (draft.State.StepsDone.Contains(key)) continue;
                if (draft.StepAt(clock, percent) is { } at) alarms.Add(new PendingAlarm(key, at));
            }
        }

        if (Questions.Alarm(draft.State) is { } over) alarms.Add(over);
        if (draft.State.Snooze is { Until: { } until }) alarms.Add(new PendingAlarm(AlarmKey.SnoozeEnds, until));
        if (Takings.Alarm(draft) is { } look) alarms.Add(look);
        return alarms.ToImmutable();
    }

    /// <summary>
    /// Null while the clock is paused before that share. Nobody is woken while the severity may still be changing.
    /// </summary>
    public static Instant? RingsAt(this RepoPolicy policy, Clock clock, int percent)
    {
        var at = percent == 100
            ? clock.BreachAlarmAt(policy.CalendarOf(clock))
            : clock.InstantAtShare(percent, policy.CalendarOf(clock));
        return at is { } time && clock.Before is { } before ? Instant.Max(time, before.SettledAt) : at;
    }

    /// <summary>The ladder's steps for a clock; the missed target itself is always looked at.</summary>
    public static IEnumerable<int> Shares(this RepoPolicy policy, Clock clock) =>
        policy.Ladder(clock).Keys.Append(100).Distinct();

    public static ImmutableSortedDictionary<int, EscalationStep> Ladder(this RepoPolicy policy, Clock clock) =>
        policy.Escalation.For(clock.Severity ?? Severity.S4);

    private static BusinessCalendar? Calendar(this RepoPolicy policy, string? name) =>
        name is null ? null : policy.Calendars.GetValueOrDefault(name);
}
