using NodaTime;

namespace GitHubOps.Core;

/// <summary>Nobody's time runs while somebody else has the ball.</summary>
internal sealed class ClockPauseRule : TriageRule
{
    public override string Id => "clock-pause";

    public override string Help =>
        "Promises stand still while a label of `sla.pauses_on` is on the issue, and go on when it goes; and while a " +
        "person has put the issue aside. Each standstill keeps its reason and what shows it.";

    public override Draft Apply(Draft draft)
    {
        var reasons = new Dictionary<PauseReason, string>();
        foreach (var (reason, evidence) in Reasons(draft)) reasons.TryAdd(reason, evidence);
        return draft.EachClock(clock =>
        {
            foreach (var reason in clock.PauseReasons.ToList())
                if (IsOurs(reason) && !reasons.ContainsKey(reason)) clock = GoOn(clock, reason, draft.At);
            foreach (var (reason, evidence) in reasons) clock = clock.Pause(reason, draft.At, evidence);
            return clock;
        });
    }

    /// <summary>What ended it may be older than the promise itself, whose news came first.</summary>
    private static Clock GoOn(Clock clock, PauseReason reason, Instant at) => clock.Resume(
        reason, Instant.Max(at, clock.Pauses.First(pause => pause.Reason == reason && pause.To is null).From));

    private static bool IsOurs(PauseReason reason) =>
        reason is PauseReason.Author or PauseReason.Upstream or PauseReason.Blocked or PauseReason.Snooze;

    private static IEnumerable<(PauseReason Reason, string Evidence)> Reasons(Draft draft)
    {
        if (draft.Seen.IsClosed) yield break;
        if (draft.State.Snooze is { Until: not null, Because: var because } snooze)
            yield return (PauseReason.Snooze, $"`{because}` ({CommentWords.Person(snooze.By)})");
        var waiting = IssueLabels.For(draft.State.Waiting);
        foreach (var label in draft.Policy.PausesOn)
        {
            var isOn = label.StartsWith(IssueLabels.Waiting, StringComparison.Ordinal)
                ? label == waiting
                : draft.Seen.Has(draft.Policy.LabelFor(label));
            if (!isOn) continue;
            var reason = IssueLabels.ReadWaiting(label) switch
            {
                Waiting.Reporter => PauseReason.Author,
                Waiting.Upstream => PauseReason.Upstream,
                _ => PauseReason.Blocked,
            };
            yield return (reason, $"the label `{CommentWords.InCode(draft.Policy.LabelFor(label))}`");
        }
    }
}
