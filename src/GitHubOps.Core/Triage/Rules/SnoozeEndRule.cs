namespace GitHubOps.Core;

/// <summary>What was put aside comes back on its day.</summary>
internal sealed class SnoozeEndRule : TriageRule
{
    public override string Id => "snooze-end";

    public override string Help =>
        "An issue that `/snooze` put aside is awake again when its time is over: an alarm wakes it, and the promises " +
        "go on from that instant, however late we hear of it. Closing ends it, too.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Snooze is not { Until: { } until } snooze) return draft;
        if (draft.At < until && !draft.Seen.IsClosed) return draft;
        var awake = draft with
        {
            State = draft.State with { Snooze = snooze with { Until = null, Because = null } },
        };
        return draft.At < until ? awake : awake
            .EachClock(clock => clock.Resume(PauseReason.Snooze, until))
            .Remember(until, "the time for which it was put aside is over");
    }
}
