namespace GitHubOps.Core;

/// <summary>Who gives feedback is told in time what becomes of it.</summary>
internal sealed class ClockDecideRule : TriageRule
{
    public override string Id => "clock-decide";

    public override string Help =>
        "A partner's feedback is promised a decision within `feedback.sla.decide`, counted from the opening; where " +
        "it becomes a partner's later, people have at least half an hour left. `/decide` keeps the promise. Closing " +
        "without a decision ends it without judging it.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Ruling is { } ruling)
            return draft.EachClock(clock => clock.Metric == Metric.Decide
                ? clock.Stop(ruling.At, draft.Policy.CalendarOf(clock)) : clock);
        if (draft.Seen.IsClosed || draft.State.Partner is null) return draft;
        var last = draft.State.Clocks.LastOrDefault(clock => clock.Metric == Metric.Decide);
        return last is null or { Outcome: ClockOutcome.Cancelled, Because: IssueClocks.NotPromised }
            ? Start(draft, (last?.Cycle ?? 0) + 1)
            : draft;
    }

    private static Draft Start(Draft draft, int cycle)
    {
        var severity = draft.State.Severity?.Value ?? Severity.S4;
        return draft.TargetOf(Metric.Decide, severity) is { } target
            && draft.StartLate(Metric.Decide, target, severity, cycle)
            is { } clock ? draft with { State = draft.State with { Clocks = draft.State.Clocks.Add(clock) } } : draft;
    }
}
