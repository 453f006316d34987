namespace GitHubOps.Core;

/// <summary>One comment per issue for life, edited when its meaning changes.</summary>
internal sealed class CommentRule : TriageRule
{
    public override string Id => "comment";

    public override string Help =>
        "Writes the one comment: who has the issue, by when a person answers, as what it was filed and why. It " +
        "is edited when a person, a time or the state changes, mentions nobody, and is not written on an issue " +
        "that was closed before.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.RemovedByPerson.Contains(TakenAway.Comment)) return draft;
        if (draft.Seen.IsClosed && draft.State.Comment is null) return draft;
        draft = draft with { State = draft.State with { DecidedBy = CommentText.DecidedBy(draft.State) } };
        var text = CommentText.Of(draft);

        // What is only in the details waits for the next change that people can see.
        var isSame = draft.State.Comment is { } before && Visible(before).SequenceEqual(Visible(text));
        return isSame ? draft : draft with { State = draft.State with { Comment = text } };
    }

    private static ReadOnlySpan<char> Visible(string text)
    {
        var details = text.IndexOf(CommentText.HistoryOpens, StringComparison.Ordinal);
        return details < 0 ? text : text.AsSpan(0, details);
    }
}
