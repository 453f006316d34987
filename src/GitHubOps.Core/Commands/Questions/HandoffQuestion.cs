using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who was given an issue by its assignee keeps it, or it comes back.</summary>
/// <param name="To">Who has it meanwhile.</param>
/// <param name="Before">How the one who asks had it.</param>
/// <param name="From">The rotation that they had it from.</param>
/// <param name="Turn">The ledger in which it was their turn.</param>
internal sealed record HandoffQuestion(Login To, Chosen<Login> Before, string? From, string? Turn) : Question
{
    public override bool IsFor(CommandCall call) => call.By == To;

    public override string Says(string by) => $"{CommentWords.Person(AskedBy)} hands this over to " +
        $"**{CommentWords.Person(To)}**: `/yes` or `/no` by {by}, else it comes back.";

    /// <summary>A person has chosen somebody since, the same one perhaps, or nobody.</summary>
    public override bool IsMoot(IssueState now) =>
        now.Assignee is not { RuleId: HandoffVerb.Rule } has || has.Value != To;

    public override CommandAnswer Yes(CommandCall call) =>
        call.Done(call.Draft.Remember(call.Draft.At, $"{CommentWords.Person(To)} took it over"));

    public override CommandAnswer No(CommandCall call) =>
        call.Done(ComeBack(call.Draft, call.Draft.At, $"{CommentWords.Person(To)} did not want to take it over"));

    public override Draft Expire(Draft draft) =>
        ComeBack(draft, draft.Facts.Now, $"{CommentWords.Person(To)} did not say whether they take it over");

    /// <summary>GitHub does not let them have it.</summary>
    public Draft Refuse(Draft draft) =>
        ComeBack(draft, draft.Facts.Now, $"GitHub did not assign {CommentWords.Person(To)}");

    private Draft ComeBack(Draft draft, Instant at, string because)
    {
        if (IsMoot(draft.State) || draft.Seen.IsClosed) return draft;
        var back = draft.Note(new Effect.Unassign(To), HandoffVerb.Rule, because);
        return (back with
        {
            State = back.State with
            {
                Assignee = Before with { RuleId = HandoffVerb.Rule, Because = because },
                AssignedFrom = From,
                TurnFrom = Turn,
            },
        }).Remember(at, $"{because}, {CommentWords.Person(AskedBy)} has it again");
    }
}
