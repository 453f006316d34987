namespace GitHubOps.Core;

/// <summary>A wish that turns out to be a fault is promised a fix like every other fault.</summary>
internal sealed class ClockLateStartRule : TriageRule
{
    public override string Id => "clock-late-start";

    public override string Help =>
        "When the severity changes to one that has a target which the former one lacked, that promise begins too: " +
        "counted from the opening, pauses kept, with at least half an hour left to people.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsFirst || draft.Seen.IsClosed || draft.State.Severity is null) return draft;
        foreach (var metric in (Metric[])[Metric.Triage, Metric.Fix])
            if (TakenBack(draft, metric) is { } same) draft = GoOn(draft, same);
            else if (draft.State.Clocks.LastOrDefault(clock => clock.Metric == metric) is var last && LacksTarget(last))
                draft = Start(draft, metric, (last?.Cycle ?? 0) + 1);
        return draft;
    }

    /// <summary>The one that was cancelled by a severity which did not last.</summary>
    private static Clock? TakenBack(Draft draft, Metric metric) =>
        draft.State.Clocks.LastOrDefault(clock => clock.Metric == metric) is { } last && last.IsOver &&
        LacksTarget(last) && last.IsTakenBack(draft.State.Severity!.Value, draft.At) ? last : null;

    private static Draft GoOn(Draft draft, Clock clock) => draft with
    {
        State = draft.State with
        {
            Clocks = draft.State.Clocks.Replace(
                clock, (clock.TakeBack() with { StoppedAt = null, Outcome = null, Because = null }).Unsettle(draft.At)),
        },
    };

    private static bool LacksTarget(Clock? last) =>
        last is null or { Outcome: ClockOutcome.Cancelled, Because: IssueClocks.NoTarget };

    private static Draft Start(Draft draft, Metric metric, int cycle)
    {
        var severity = draft.State.Severity!.Value;
        return draft.TargetOf(metric, severity) is { } target &&
            draft.StartLate(metric, target, severity, cycle) is { } clock
            ? draft with { State = draft.State with { Clocks = draft.State.Clocks.Add(clock) } } : draft;
    }
}
