namespace GitHubOps.Core;

/// <summary>A person asked for silence on one issue.</summary>
internal sealed class NoBotRule : TriageRule
{
    public override string Id => IssueLabels.NoBot;

    public override string Help =>
        "While the label `no-bot` is on an issue, and after `/quiet`, nothing is written there and nobody is woken. " +
        "What happens is still watched, so that taking the label off goes on from the truth.";

    public override Draft Apply(Draft draft)
    {
        if (!draft.State.IsQuiet && !draft.CanonicalLabels().Contains(IssueLabels.NoBot)) return draft;

        // What this event would have changed stays undecided, but for what people did and the clocks.
        var before = draft.Facts.State ?? new IssueState { Repo = draft.State.Repo, Seen = draft.Seen };
        return draft with
        {
            State = draft.State with
            {
                Alarms = [],
                Comment = before.Comment,
                StepsDone = before.StepsDone,
                Assignee = IsAPersonsChoice(draft.State) ? draft.State.Assignee : before.Assignee,
                HadIt = before.HadIt,
            },
            Extra = draft.Extra.RemoveAll(one => !IsTheirWord(one.Effect)),
            Stop = true,
        };
    }

    private static bool IsTheirWord(Effect effect) =>
        effect is Effect.React or Effect.Say or Effect.AgreeOnSwap or Effect.Steer or Effect.KeepEvidence
            or Effect.Close
            or Effect.Reopen or Effect.Follow or Effect.Unfollow;

    private static bool IsAPersonsChoice(IssueState state) => state.Assignee is { } has
        ? has.ByPerson
        : state.RemovedByPerson.Contains(TakenAway.Assignee);
}
