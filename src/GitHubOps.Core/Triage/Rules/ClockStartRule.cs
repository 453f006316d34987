namespace GitHubOps.Core;

/// <summary>The promises begin when the issue was opened, not when we woke.</summary>
internal sealed class ClockStartRule : TriageRule
{
    public override string Id => "clock-start";

    public override string Help =>
        "Starts the promises that `sla` has for the issue's severity, at the time of opening, in the hours of " +
        "the rotation that the assignee comes from. The promise of an answer is not made to members of the " +
        "team. Of what was opened before the files were in force nothing counts as missed before then. " +
        "A question has the time of `support.questions.answer_within` for its answer and none for a fix; a " +
        "first-time contributor is answered as for s3 at the latest.";

    public override Draft Apply(Draft draft)
    {
        if (!draft.IsFirst) return draft;
        foreach (var metric in (Metric[])[Metric.Route, Metric.Respond, Metric.Triage, Metric.Fix])
            if (!(metric == Metric.Respond && draft.Policy.IsMember(draft.Seen.Author.Login)) &&
                draft.State.Clocks.All(clock => clock.Metric != metric))
                draft = Start(draft, metric);
        return draft;
    }

    private Draft Start(Draft draft, Metric metric)
    {
        var severity = draft.State.Severity?.Value ?? Severity.S4;
        if (draft.TargetOf(metric, severity) is not { } target) return draft;
        var calendar = draft.CalendarOfAssignee();
        if (target.IsBusiness && calendar is null)
            return draft.Note(
                new Effect.LeaveAlone($"{metric} target"), Id, $"{target} is business time and there is no calendar");
        var clock = ClockTransitions.Start(metric, target, calendar, draft.Seen.CreatedAt, severity) with
        {
            TrackedFrom = draft.TrackedFrom(),
        };
        return draft with { State = draft.State with { Clocks = draft.State.Clocks.Add(clock) } };
    }
}
