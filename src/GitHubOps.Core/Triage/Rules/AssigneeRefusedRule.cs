namespace GitHubOps.Core;

/// <summary>GitHub took the request and assigned nobody: the person has left, or never could.</summary>
internal sealed class AssigneeRefusedRule : TriageRule
{
    public override string Id => "assignee-refused";

    public override string Help =>
        "When GitHub does not assign the person that a rule chose, the next one who can gets the issue. The " +
        "turn of the refused person is given back, so that one issue costs one turn.";

    public override Draft Apply(Draft draft)
    {
        if (draft.Facts.Event is not AssigneeRefused { Person: var refused }) return draft;
        if (draft.State.Assignee is { ByPerson: true } named && named.Value == refused && named.IsByCommand())
            return Tell(draft, refused);
        if (!draft.MayAssign()) return draft;
        if (draft.State.Assignee is not { } has || has.Value != refused) return draft;
        var freed = GiveBack(draft, refused) with
        {
            State = draft.State with { Assignee = null, TurnFrom = null, HadIt = draft.State.HadIt.Remove(refused) },
        };
        return draft.Rotation() is { } rotation
            ? freed.AssignTo(new AssignTarget(rotation.Name), draft.Seen.CreatedAt, Id)
            : freed.AssignAreaOwner(Id);
    }

    /// <summary>Whoever had the shift, or leads the area, took no turn.</summary>
    private Draft GiveBack(Draft draft, Login refused) => draft.State.TurnFrom is { } ledger
        ? draft.Note(new Effect.TakeTurn(ledger, refused, Back: true), Id, $"GitHub did not assign {refused}")
        : draft;

    /// <summary>Whom a person named: nobody takes their place unasked.</summary>
    private static Draft Tell(Draft draft, Login refused)
    {
        var state = draft.State with
        {
            Assignee = null,
            HadIt = draft.State.HadIt.Remove(refused),
            RemovedByPerson = draft.State.RemovedByPerson.With(TakenAway.Assignee),
        };
        return draft with
        {
            State = state.Tell(draft.At, $"GitHub did not assign `{CommentWords.InCode(refused.Value)}`"),
        };
    }
}
