using NodaTime;

namespace GitHubOps.Core;

/// <summary>It was not solved after all.</summary>
internal sealed class ClockReopenRule : TriageRule
{
    /// <summary>Reopened later than this it is a new piece of work, and nobody's promise of then.</summary>
    private static readonly Duration ResumeWithin = Duration.FromDays(14);

    public override string Id => "clock-reopen";

    public override string Help =>
        "An issue that is reopened within 14 days goes on with the promises that its closing ended; the time " +
        "between does not count. Later, triage, decision and fix are promised anew, from the reopening. The answer " +
        "is promised once only, and a fix that a way round it has kept stays kept.";

    public override Draft Apply(Draft draft)
    {
        if (draft.Seen.IsClosed || draft.Facts.State is not { } known || !WasClosed(known)) return draft;
        return (known.Seen.ClosedAt ?? known.Life?.At) is { } closed && draft.At - closed > ResumeWithin
            ? PromiseAnew(draft)
            : draft.EachClock(clock => EndedByClosing(draft, clock) ? clock.Reopen(draft.At) : clock);
    }

    /// <summary>Our own writes may have shown it open before the news of the reopening came.</summary>
    private static bool WasClosed(IssueState known) =>
        known.Seen.IsClosed || known.Life is { IsClosed: true, WantedBy: null };

    private static Draft PromiseAnew(Draft draft)
    {
        foreach (var old in draft.State.Clocks.Where(clock => EndedByClosing(draft, clock)))
        {
            if (old.Metric is not (Metric.Triage or Metric.Fix or Metric.Decide)) continue;
            var calendar = draft.CalendarOfAssignee();
            if (old.Target.IsBusiness && calendar is null) continue;
            var anew = ClockTransitions.Start(old.Metric, old.Target, calendar, draft.At, old.Severity, old.Cycle + 1);
            draft = draft with { State = draft.State with { Clocks = draft.State.Clocks.Add(anew) } };
        }

        return draft;
    }

    private static bool EndedByClosing(Draft draft, Clock clock) =>
        clock is { Outcome: ClockOutcome.Cancelled, Because: IssueClocks.Closed } ||
        (clock is { Metric: Metric.Fix, Outcome: ClockOutcome.Met or ClockOutcome.Missed } &&
            draft.State.Workaround is null);
}
