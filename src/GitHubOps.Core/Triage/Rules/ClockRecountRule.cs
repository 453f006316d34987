using NodaTime;

namespace GitHubOps.Core;

/// <summary>The files promise something else now: what has passed has passed.</summary>
internal sealed class ClockRecountRule : TriageRule
{
    public override string Id => "clock-recount";

    public override string Help =>
        "When a target or the hours of a calendar change in the files, running promises are counted by the new ones " +
        "from then on; time that has passed stays counted as it was, and a kept or missed promise stays as it is. " +
        "Where the new target is used up already, people have half an hour. What the files promise no longer is not " +
        "judged. The same holds for an issue that becomes a partner's or a question, or is one no longer. Files that " +
        "say `sla.retroactive` count running promises from their start, once.";

    public override Draft Apply(Draft draft) => draft.IsFirst && draft.CameFrom() is null ? draft : draft with
    {
        State = draft.State with { Clocks = [.. draft.State.Clocks.Select(clock => Recount(draft, clock))] },
    };

    private static Clock Recount(Draft draft, Clock clock)
    {
        var target = draft.TargetOf(clock.Metric, clock.Severity ?? Severity.S4);

        // A question that turns out to be a fault is promised a fix like every other.
        if (target is null && !clock.IsOver && draft.IsQuestionNew())
            return clock.Cancel(draft.At, IssueClocks.NoTarget);
        return clock.Under(
            target, draft.Policy.CalendarOf(clock) ?? draft.CalendarOfAssignee(),
            draft.Facts.FormerHours.GetValueOrDefault(clock.Hours ?? ""), SinceWhen(draft),
            draft.Facts.CountsBack && !draft.IsFirst && !IsOfAnotherKind(draft));
    }

    private static bool IsOfAnotherKind(Draft draft) => draft.IsPartnerNew() || draft.IsQuestionNew();

    private static Instant SinceWhen(Draft draft) => draft.IsFirst ? draft.Seen.UpdatedAt
        : IsOfAnotherKind(draft) ? draft.At : draft.Facts.PolicySince ?? draft.At;
}
