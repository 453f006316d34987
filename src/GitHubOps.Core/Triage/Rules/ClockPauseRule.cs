namespace GitHubOps.Core;

/// <summary>Nobody's time runs while somebody else has the ball.</summary>
internal sealed class ClockPauseRule : TriageRule
{
    public override string Id => "clock-pause";

    public override string Help =>
        "Promises stand still while a label of `sla.pauses_on` is on the issue, and go on when it goes.";

    public override Draft Apply(Draft draft)
    {
        var reasons = Reasons(draft).ToHashSet();
        return draft.EachClock(clock =>
        {
            foreach (var reason in clock.PauseReasons.ToList())
                if (IsByLabel(reason) && !reasons.Contains(reason)) clock = clock.Resume(reason, draft.At);
            foreach (var reason in reasons) clock = clock.Pause(reason, draft.At);
            return clock;
        });
    }

    private static bool IsByLabel(PauseReason reason) =>
        reason is PauseReason.Author or PauseReason.Upstream or PauseReason.Blocked;

    private static IEnumerable<PauseReason> Reasons(Draft draft)
    {
        if (draft.Seen.IsClosed) yield break;
        var waiting = IssueLabels.For(draft.State.Waiting);
        foreach (var label in draft.Policy.PausesOn)
        {
            var isOn = label.StartsWith(IssueLabels.Waiting, StringComparison.Ordinal)
                ? label == waiting
                : draft.Seen.Has(draft.Policy.LabelFor(label));
            if (!isOn) continue;
            yield return IssueLabels.ReadWaiting(label) switch
            {
                Waiting.Reporter => PauseReason.Author,
                Waiting.Upstream => PauseReason.Upstream,
                _ => PauseReason.Blocked,
            };
        }
    }
}
