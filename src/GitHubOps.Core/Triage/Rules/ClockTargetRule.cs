using NodaTime;

namespace GitHubOps.Core;

/// <summary>Another severity or other people's hours mean another time.</summary>
internal sealed class ClockTargetRule : TriageRule
{
    public override string Id => "clock-target";

    public override string Help =>
        "When the severity changes, or the issue goes to people with other hours, running promises are counted " +
        "anew from their start, pauses kept. After a raise people have at least half an hour left. A miss that " +
        "was recorded stays. Labels that come and go within 90 seconds are one change: the last ones count, who " +
        "takes back what he did has changed nothing, and nobody is woken before.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsFirst) return draft;
        if (draft.State.Severity?.Value != draft.Facts.State?.Severity?.Value)
            draft = draft.EachClock(clock => clock.Unsettle(draft.At));
        return draft.State.Severity is null ? draft : draft.EachClock(clock => Retarget(draft, clock));
    }

    private static Clock Retarget(Draft draft, Clock clock)
    {
        if (clock.IsOver) return clock;
        var severity = draft.State.Severity!.Value;
        var isNewSeverity = clock.Severity != severity;
        var calendar = draft.CalendarOfAssignee();
        var isOtherHours = IsReassigned(draft) &&
            clock.Calendar is { } now && calendar is not null && calendar.Name != now;
        if (!isNewSeverity && !(isOtherHours && clock.BreachedAt is null)) return clock;
        if (!isOtherHours && clock.IsTakenBack(severity, draft.At)) return clock.TakeBack();
        var target = draft.TargetOf(clock.Metric, severity);
        if (target is null) return clock.Cancel(draft.At, IssueClocks.NoTarget);
        var hours = isOtherHours || clock.Calendar is null ? calendar : draft.Policy.CalendarOf(clock);
        if (target.Value.IsBusiness && hours is null) return clock;
        return clock.Retarget(target.Value, severity, hours, draft.At, IssueClocks.Grace);
    }

    private static bool IsReassigned(Draft draft) =>
        draft.State.Assignee is { ByPerson: false } now && now.Value != draft.Facts.State?.Assignee?.Value;
}
