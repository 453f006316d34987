using NodaTime;

namespace GitHubOps.Core;

/// <summary>The files promise something else now: what has passed has passed.</summary>
internal sealed class ClockRecountRule : TriageRule
{
    public override string Id => "clock-recount";

    public override string Help =>
        "When a target or the hours of a calendar change in the files, running promises are counted by the new ones " +
        "from then on; time that has passed stays counted as it was, and a kept or missed promise stays as it is. Where " +
        "the new target is used up already, people have half an hour. What the files promise no longer is not judged. The same " +
        "holds for an issue that becomes a partner's, or is one's no longer. Files that say `sla.retroactive` count running " +
        "promises from their start, once.";

    public override Draft Apply(Draft draft) => draft.IsFirst && draft.CameFrom() is null ? draft : draft with
    {
        State = draft.State with { Clocks = [.. draft.State.Clocks.Select(clock => Recount(draft, clock))] },
    };

    private static Clock Recount(Draft draft, Clock clock) => clock.Under(
        draft.TargetOf(clock.Metric, clock.Severity ?? Severity.S4), draft.Policy.CalendarOf(clock) ?? draft.CalendarOfAssignee(),
        draft.Facts.FormerHours.GetValueOrDefault(clock.Hours ?? ""), SinceWhen(draft),
        draft.Facts.CountsBack && !draft.IsFirst && !draft.IsPartnerNew());

    private static Instant SinceWhen(Draft draft) => draft.IsFirst ? draft.Seen.UpdatedAt
        : draft.IsPartnerNew() ? draft.At : draft.Facts.PolicySince ?? draft.At;
}
