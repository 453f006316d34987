using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who takes somebody's time on a rotation.</summary>
/// <param name="To">Who is asked.</param>
/// <param name="Days">As they are shown.</param>
internal sealed record SwapQuestion(Login To, string Rotation, string Days, Instant From, Instant End) : Question
{
    public override bool IsFor(CommandCall call) => call.By == To;

    public override string Says(string by) =>
        $"{CommentWords.Person(AskedBy)} asks **{CommentWords.Person(To)}** to take the {CommentWords.Plain(Rotation)} shift on " +
        $"{Days}: `/yes` or `/no` by {by}, else it stays as it is.";

    /// <summary>What has passed stays as it was.</summary>
    public override CommandAnswer Yes(CommandCall call)
    {
        var draft = call.Draft;
        var because = $"{CommentWords.Person(To)} has it instead of {CommentWords.Person(AskedBy)}, as they agreed";
        var swap = new RotationSwap(Instant.Max(From, draft.At), End, To, AskedBy, because);
        return call.Done(draft.Note(new Effect.AgreeOnSwap(Rotation, swap), SwapVerb.Rule, because) with
        {
            State = draft.State.Tell(draft.At, $"{CommentWords.Plain(Rotation)} on {Days}: {because}"),
        });
    }

    public override CommandAnswer No(CommandCall call) =>
        call.Done(StaysAsItIs(call.Draft, call.Draft.At, "did not agree"));

    public override Draft Expire(Draft draft) => StaysAsItIs(draft, draft.Facts.Now, "has not answered");

    private Draft StaysAsItIs(Draft draft, Instant at, string because) => draft with
    {
        State = draft.State.Tell(at,
            $"{CommentWords.Plain(Rotation)} on {Days} stays as it is: {CommentWords.Person(To)} {because}"),
    };
}
