namespace GitHubOps.Core;

/// <summary>The files promise something else now: what has passed has passed.</summary>
internal sealed class ClockRecountRule : TriageRule
{
    public override string Id => "clock-recount";

    public override string Help =>
        "When a target or the hours of a calendar change in the files, running promises are counted by the new ones " +
        "from then on; time that has passed stays counted as it was, and a kept or missed promise stays as it is. Where " +
        "the new target is used up already, people have half an hour. What the files promise no longer is not judged. The same " +
        "holds for an issue that becomes a partner's, or is one's no longer.";

    public override Draft Apply(Draft draft) => draft.IsFirst && draft.CameFrom() is null ? draft : draft with
    {
        State = draft.State with { Clocks = [.. draft.State.Clocks.Select(clock => Recount(draft, clock))] },
    };

    private static Clock Recount(Draft draft, Clock clock)
    {
        if (clock.IsOver) return clock;
        var at = draft.IsFirst ? draft.Seen.UpdatedAt
            : draft.IsPartnerNew() ? draft.At : draft.Facts.PolicySince ?? draft.At;
        if (draft.TargetOf(clock.Metric, clock.Severity ?? Severity.S4) is not { } target)
            return clock.Cancel(at, IssueClocks.NotPromised);
        var hours = draft.Policy.CalendarOf(clock) ?? draft.CalendarOfAssignee();
        var areOther = clock.Calendar is not null && clock.Hours is not null && clock.Hours != hours?.Print;
        if ((target == clock.Target && !areOther) || (target.IsBusiness && hours is null)) return clock;
        var before = clock.Calendar is null ? null : areOther ? FormerHours(draft, clock) : hours;

        // In which hours it was counted nobody knows any more: then it was always in these.
        return areOther && before is null
            ? clock with { Calendar = hours!.Name, Hours = hours.Print }
            : clock.Recount(target, before, hours, at, IssueClocks.Grace);
    }

    private static BusinessCalendar? FormerHours(Draft draft, Clock clock) =>
        draft.Facts.FormerHours.GetValueOrDefault(clock.Hours!);
}
