namespace GitHubOps.Core;

/// <summary>Somebody is on it: nobody else is called for a while.</summary>
internal sealed class AckRule : TriageRule
{
    public override string Id => "ack";

    public override string Help =>
        "Where `escalate.ack` has a length for the severity, the steps of an escalation are held back that long " +
        "after the assignee says `/ack`, comments, or takes the issue themselves; each further word of the team's " +
        "moves it. After that the same step is taken. Who gets the issue from somebody else has not said so yet.";

    public override Draft Apply(Draft draft)
    {
        if (draft.Policy.Escalation.AckFor is null) return draft;
        if (draft.State.Ack is { } ack && IsSomebodyElses(draft, ack))
            draft = draft with { State = draft.State with { Ack = null } };
        return By(draft) is { } by ? draft.Acknowledge(by) : draft;
    }

    private static bool IsSomebodyElses(Draft draft, Ack ack) =>
        draft.State.Assignee?.Value is { } now && now != draft.Facts.State?.Assignee?.Value && now != ack.By;

    private static Login? By(Draft draft) => draft.Facts.Event switch
    {
        CommentCreated { Comment: var comment } when draft.IsAnswer(comment) =>
            draft.State.Ack is not null || draft.Has(comment.Author.Login) ? comment.Author.Login : null,
        IssueAssigned { Person: var person, Sender: { IsBot: false } sender } when sender.Login == person => person,
        _ => null,
    };
}
