using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// When a step is taken whose time has come: not while somebody is on it, and in the hours that it has.
/// </summary>
internal static class EscalationHold
{
    /// <summary>
    /// Null while the clock is paused before that share. A missed target is looked at when it is missed, whatever holds
    /// its step back.
    /// </summary>
    public static Instant? StepAt(this Draft draft, Clock clock, int percent)
    {
        if (draft.Policy.RingsAt(clock, percent) is not { } at) return null;
        return percent == 100 && clock.BreachedAt is null ? at : draft.ActsAt(clock, percent, at);
    }

    /// <param name="reachedAt">When so much time was used.</param>
    public static Instant ActsAt(this Draft draft, Clock clock, int percent, Instant reachedAt)
    {
        if (draft.Policy.Ladder(clock).GetValueOrDefault(percent) is not { } step) return reachedAt;
        var at = draft.AckedUntil() is { } until ? Instant.Max(reachedAt, until) : reachedAt;
        return draft.HoursOf(step) is { SkipsOutside: false } hours && draft.CalendarOf(hours) is { } calendar
            ? calendar.NextOpening(at) : at;
    }

    /// <summary>How long the steps are held back because somebody is on it; null: nobody is.</summary>
    public static Instant? AckedUntil(this Draft draft)
    {
        if (draft.State.Ack is not { } ack) return null;
        if (draft.Policy.Escalation.AckFor?.For(draft.State.Severity?.Value ?? Severity.S4) is not { } length)
            return null;
        var calendar = length.IsBusiness ? draft.CalendarOfAssignee() : null;
        return !length.IsBusiness ? ack.At + length.FixedLength!.Value
            : calendar?.Deadline(ack.At, calendar.OpenTime(length, ack.At));
    }

    /// <summary>Its hours are over, and it is not taken later.</summary>
    public static bool IsSkipped(this Draft draft, EscalationStep step, Instant at) =>
        draft.HoursOf(step) is { SkipsOutside: true } hours && draft.CalendarOf(hours) is { } calendar
            && !calendar.IsOpen(at);

    /// <summary>
    /// What is said is not said before; without hours of its own, not while those of the promise are closed.
    /// </summary>
    public static Instant NotBefore(this Draft draft, EscalationStep step, Clock clock)
    {
        var now = draft.Facts.Now;
        var calendar = draft.HoursOf(step) is { } hours ? draft.CalendarOf(hours) : draft.Policy.CalendarOf(clock);
        return calendar?.NextOpening(now) ?? now;
    }

    private static StepHours? HoursOf(this Draft draft, EscalationStep step) =>
        draft.Policy.Escalation.Hours.GetValueOrDefault(step.Verb);

    /// <summary>Null: any hour.</summary>
    private static BusinessCalendar? CalendarOf(this Draft draft, StepHours hours) => hours.Name switch
    {
        StepHours.Any => null,
        StepHours.Theirs => draft.CalendarOfAssignee(),
        var name => draft.Policy.Calendars.GetValueOrDefault(name),
    };
}
