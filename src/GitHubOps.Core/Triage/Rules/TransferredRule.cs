using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>An issue that comes from another repository brings its promises along.</summary>
internal sealed class TransferredRule : TriageRule
{
    public override string Id => "transferred";

    public override string Help =>
        "An issue that was moved here from a repository in which it was looked after keeps its promises, with what " +
        "is used of them and why they stood still: they are kept or missed here, by the targets of these files from " +
        "then on. Otherwise it is only watched, as after `/quiet`: nothing is written, nobody is woken.";

    public override Draft Apply(Draft draft)
    {
        if (draft.CameFrom() is not { } from) return draft;
        return draft with
        {
            State = draft.State with
            {
                Clocks = [.. from.Clocks.Select(GoOn)],
                Talk = from.Talk,
                Snooze = from.Snooze,
                Workaround = from.Workaround,
                Ruling = from.Ruling,
                IsQuiet = true,
            },
        };
    }

    /// <summary>The news of its leaving may have come before those of its arrival.</summary>
    private static Clock GoOn(Clock clock)
    {
        if (clock is not { Outcome: ClockOutcome.Cancelled, Because: Transfers.MovedAway, StoppedAt: { } left })
            return clock;
        return clock with
        {
            StoppedAt = null,
            Outcome = null,
            Because = null,
            Pauses =
            [
                .. clock.Pauses.Select(pause => pause.To == left && pause.Reason != PauseReason.Closed
                    ? pause with { To = null } : pause),
            ],
        };
    }
}
