namespace GitHubOps.Core;

/// <summary>Somebody deleted our comment: they do not want it.</summary>
internal sealed class PersonCommentRule : TriageRule
{
    public override string Id => "person-comment";

    public override string Help =>
        "When a person deletes the status comment, it is not written again on that issue. Late news that an earlier " +
        "one was deleted do not end the one that took its place.";

    public override Draft Apply(Draft draft) =>
        draft.Facts.Event is CommentDeleted { Comment: var gone } && gone.Author.Id == draft.Facts.Bot.UserId &&
        (draft.Facts.OurComment is not { } present || present == gone.Id)
            ? draft with
            {
                State = draft.State with { RemovedByPerson = draft.State.RemovedByPerson.With(TakenAway.Comment) },
            }
            : draft;
}
