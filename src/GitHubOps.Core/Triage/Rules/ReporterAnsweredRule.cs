namespace GitHubOps.Core;

/// <summary>The reporter was asked and has written: it is our turn again.</summary>
internal sealed class ReporterAnsweredRule : TriageRule
{
    public override string Id => "reporter-answered";

    public override string Help =>
        "A comment by the issue's author, written after they were asked, ends `waiting/reporter`: the label " +
        "goes and the clocks go on. Comments by others and by bots do not.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Waiting != Waiting.Reporter || draft.Facts.Event is not CommentCreated { Comment: var comment })
            return draft;
        var isTheirs = !comment.Author.IsBot && comment.Author.Id == draft.Seen.Author.Id;
        if (!isTheirs || comment.CreatedAt < AskedAt(draft)) return draft;
        return draft with { State = draft.State with { Waiting = Waiting.None, Missing = [] } };
    }

    private static NodaTime.Instant AskedAt(Draft draft) =>
        draft.State.Clocks
            .SelectMany(clock => clock.Pauses)
            .Where(pause => pause is { Reason: PauseReason.Author, To: null })
            .Select(pause => pause.From)
            .DefaultIfEmpty(draft.Seen.CreatedAt)
            .Max();
}
