using NodaTime;

namespace GitHubOps.Core;

/// <summary>What keeps a promise, and what ends it.</summary>
internal sealed class ClockStopRule : TriageRule
{
    public override string Id => "clock-stop";

    public override string Help =>
        "Route is kept by an area other than unknown; the answer by a comment of a member who is neither the " +
        "author nor a bot; triage by a person's agreement; the fix by a way round it or by closing as completed. " +
        "Closing otherwise ends the fix without judging it, and any closing ends the others.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Area is { Value: not IssueLabels.UnknownArea })
            draft = Stop(draft, Metric.Route, AreaSetAt(draft));
        if (draft.State.TriagedAt is { } triaged) draft = Stop(draft, Metric.Triage, triaged);
        if (draft.State.Workaround is { } around) draft = Stop(draft, Metric.Fix, around.At);
        if (AnsweredAt(draft) is { } answered) draft = Answer(draft, answered);
        return draft.Seen.IsClosed ? Close(draft) : draft;
    }

    private static Instant AreaSetAt(Draft draft) => draft.IsFirst ? draft.Seen.CreatedAt : draft.At;

    private static Instant? AnsweredAt(Draft draft) =>
        draft.Facts.Event is CommentCreated { Comment: var comment } && draft.IsAnswer(comment)
            ? comment.CreatedAt : null;

    /// <summary>Of answers that arrive out of order the earliest counts.</summary>
    private static Draft Answer(Draft draft, Instant at) => draft.EachClock(clock =>
    {
        if (clock.Metric != Metric.Respond) return clock;
        var isJudged = clock.Outcome != ClockOutcome.Cancelled || clock.Because == IssueClocks.Closed;
        if (clock.IsOver && isJudged && clock.StoppedAt > at) clock = clock.Rewind(at);
        return clock.Stop(at, draft.Policy.CalendarOf(clock));
    });

    private static Draft Stop(Draft draft, Metric metric, Instant at) =>
        draft.EachClock(clock => clock.Metric == metric ? clock.Stop(at, draft.Policy.CalendarOf(clock)) : clock);

    private static Draft Close(Draft draft)
    {
        var at = draft.Seen.ClosedAt ?? draft.At;
        var isDone = draft.Seen.CloseReason is null or CloseReason.Completed;
        return draft.EachClock(clock => clock.Metric == Metric.Fix && isDone
            ? clock.Stop(at, draft.Policy.CalendarOf(clock))
            : clock.Cancel(at, IssueClocks.Closed));
    }
}
