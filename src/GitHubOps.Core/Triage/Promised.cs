using NodaTime;

namespace GitHubOps.Core;

/// <summary>What is promised on one issue.</summary>
internal static class Promised
{
    /// <summary>
    /// What the severity has, and to a design partner what <c>feedback.sla</c> has; of both whichever ends sooner,
    /// counted from the opening. Null: nothing is promised.
    /// </summary>
    public static Target? TargetOf(this Draft draft, Metric metric, Severity severity)
    {
        var own = OwnOf(draft, metric, severity);
        if (draft.State.Partner is null || draft.Policy.Later.Feedback?.Sla is not { } feedback) return own;
        var theirs = metric switch
        {
            Metric.Respond => feedback.Respond,
            Metric.Decide => feedback.Decide,
            _ => null,
        };
        return own is { } one && theirs is { } other ? Sooner(draft, one, other) : own ?? theirs;
    }

    /// <summary>
    /// A question has a time for its answer and none for a fix; a first-time contributor waits no longer than for s3.
    /// </summary>
    private static Target? OwnOf(Draft draft, Metric metric, Severity severity)
    {
        if (draft.IsQuestion() && metric is Metric.Fix or Metric.Update) return null;
        var answer = draft.IsQuestion() && metric == Metric.Respond
            ? draft.Policy.Later.Support?.Questions?.AnswerWithin : null;
        var isMild = draft.State.IsNewcomer && metric == Metric.Respond && severity == Severity.S4;
        return answer ?? draft.Policy.Targets.GetValueOrDefault(metric)?.For(isMild ? Severity.S3 : severity);
    }

    /// <summary>It has become a partner's, or is one's no longer, by this event.</summary>
    public static bool IsPartnerNew(this Draft draft) => draft.State.Partner != draft.Facts.State?.Partner;

    private static Target Sooner(Draft draft, Target one, Target other)
    {
        var calendar = draft.CalendarOfAssignee();
        if (one == other || (other.IsBusiness && calendar is null)) return one;
        return Due(other) < Due(one) ? other : one;

        Instant Due(Target target) => ClockTransitions
            .Start(Metric.Respond, target, calendar, draft.Seen.CreatedAt)
            .DueAt(target.IsBusiness ? calendar : null)!.Value;
    }
}
