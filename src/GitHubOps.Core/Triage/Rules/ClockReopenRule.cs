using NodaTime;

namespace GitHubOps.Core;

/// <summary>It was not solved after all.</summary>
internal sealed class ClockReopenRule : TriageRule
{
    /// <summary>Reopened later than this it is a new piece of work, and nobody's promise of then.</summary>
    private static readonly Duration ResumeWithin = Duration.FromDays(14);

    public override string Id => "clock-reopen";

    public override string Help =>
        "An issue that is reopened within 14 days goes on with the promises that its closing ended; the time between does " +
        "not count. The promise of an answer that was given is not made again.";

    public override Draft Apply(Draft draft)
    {
        if (draft.Seen.IsClosed || draft.Facts.State is not { Seen: { IsClosed: true } before }) return draft;
        if (before.ClosedAt is { } closed && draft.At - closed > ResumeWithin) return draft;
        return draft.EachClock(clock => EndedByClosing(clock) ? clock.Reopen(draft.At) : clock);
    }

    private static bool EndedByClosing(Clock clock) =>
        clock is { Outcome: ClockOutcome.Cancelled, Because: IssueClocks.Closed } or
            { Metric: Metric.Fix, Outcome: ClockOutcome.Met or ClockOutcome.Missed };
}
