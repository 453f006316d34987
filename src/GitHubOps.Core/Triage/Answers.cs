namespace GitHubOps.Core;

/// <summary>Which comments are answers, and which are words of the reporter's.</summary>
internal static class Answers
{
    public static bool IsAnswer(this Draft draft, CommentSnapshot comment) => FirstResponse.Counts(
        ActOf(comment), draft.Seen.Author.Login, draft.Seen.CreatedAt,
        person => draft.MayAnswer(person, comment.Author)) &&
        comment.Author.Id != draft.Seen.Author.Id;

    /// <summary>Members of the team are not promised an answer.</summary>
    public static bool IsReporters(this Draft draft, CommentSnapshot comment) =>
        comment.Author.Id == draft.Seen.Author.Id && !comment.Author.IsBot && !IsCommandsOnly(comment.Body) &&
        !draft.Policy.IsMember(comment.Author.Login);

    private static PublicAct ActOf(CommentSnapshot comment) =>
        new(comment.Author.Login, comment.CreatedAt, comment.Author.IsBot, IsCommandsOnly(comment.Body));

    private static bool MayAnswer(this Draft draft, Login person, Actor author) =>
        draft.Policy.IsMember(person) ||
        (author.Id == draft.Facts.Event.Sender.Id && draft.Facts.SenderRole >= RepoRole.Triage);

    private static bool IsCommandsOnly(string body)
    {
        foreach (var line in body.AsSpan().EnumerateLines())
            if (line.Trim() is { IsEmpty: false } said && said[0] != '/') return false;
        return true;
    }
}
