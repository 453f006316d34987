namespace GitHubOps.Core;

/// <summary>People say in comments what they want, and are answered by a reaction.</summary>
internal sealed class CommandRule : TriageRule
{
    public override string Id => "command";

    public override string Help =>
        "Runs the commands of a comment, in their order: a slash at the beginning of a line, outside code, " +
        "quotations and HTML comments, at most ten. Each asks what its writer may do here now. An edit runs only " +
        "what it adds, and no line runs twice. A thumb up says that all was done, a puzzled face that something was " +
        "not; why stands in the comment's details. A word that nobody knows is passed over, unless a triager wrote " +
        "it. In the issue's own text only those count that are made for it.";

    public override Draft Apply(Draft draft)
    {
        if (Commented(draft) is not var (comment, text) || text.Lines.IsEmpty) return draft;
        var levels = CommandPeople.LevelsOf(draft, draft.Facts.Event.Sender);
        var (isDone, isRefused) = (false, false);
        foreach (var line in text.Lines)
        {
            var known = $"{line.Verb} {line.Rest}".TrimEnd();
            if (draft.State.CommandsRun.Any(mark => mark.Comment == comment.Id && mark.Line == known)) continue;
            var call = new CommandCall(draft, line, comment.Author.Login, levels);
            if (Run(call) is not { } answer) continue;
            var before = draft.State;
            draft = answer.Draft;
            if (answer.Refusal is null && CanBeTakenBack(line))
                draft = draft with { State = CommandUndos.Keep(draft.State, before, call, draft.At) };
            if (answer.Refusal is null && CommandVerbs.Find(line.Verb) is { IsChoice: true })
                draft = draft with { State = draft.State with { ChosenAt = draft.ChosenAt() } };
            var state = draft.State.Mark(new CommandMark(comment.Id, known, call.By, answer.Refusal is null));
            if (answer.Refusal is { } why)
                state = state.Tell(draft.At, $"{Shown(line)}: {why} ({CommentWords.Person(call.By)})");
            draft = draft with { State = state };
            (isDone, isRefused) = (isDone || answer.Refusal is null, isRefused || answer.Refusal is not null);
        }

        if (text.More > 0 && (isDone || isRefused))
        {
            isRefused = true;
            draft = draft with { State = draft.State.Tell(draft.At, TooMany) };
        }

        return isDone || isRefused
            ? draft.Note(new Effect.React(comment.Id, comment.NodeId, !isRefused), Id,
                isRefused ? "it was not all done" : "it was done")
            : draft;
    }

    private static string TooMany => $"the first {CommandReader.LinesMax} commands of a comment are run, no more";

    internal static (CommentSnapshot Comment, CommandText Text)? Commented(Draft draft)
    {
        var sender = draft.Facts.Event.Sender;
        if (sender.IsBot) return null;
        return draft.Facts.Event switch
        {
            IssueOpened { TransferredFrom: null, Issue: var issue } when issue.Author.Id == sender.Id =>
                (BodyOf(issue), OfBody(CommandReader.Read(issue.Body))),
            IssueEdited { Issue: var issue, PreviousBody: { } before } when issue.Author.Id == sender.Id =>
                (BodyOf(issue), OfBody(CommandReader.ReadAdded(before, issue.Body))),
            CommentCreated { Comment: var made } when made.Author.Id == sender.Id =>
                (made, CommandReader.Read(made.Body)),
            CommentEdited { Comment: var edited } change when edited.Author.Id == sender.Id =>
                (edited, CommandReader.ReadAdded(change.PreviousBody, edited.Body)),
            _ => null,
        };
    }

    /// <summary>An issue's own text is no comment: it has no number, and the issue itself is answered.</summary>
    private static CommentSnapshot BodyOf(IssueSnapshot issue) =>
        new(0, issue.NodeId, issue.Author, issue.Body, issue.CreatedAt, issue.UpdatedAt, AppId: null);

    /// <summary>Of the others it says nothing: they may stand there as an example.</summary>
    private static CommandText OfBody(CommandText text) => text with
    {
        Lines = text.Lines.RemoveAll(line => line.IsInCode || CommandVerbs.Find(line.Verb) is not { IsForBody: true }),
        More = 0,
    };

    /// <summary>Null: it is nothing to us.</summary>
    internal static CommandAnswer? Run(CommandCall call)
    {
        if (CommandVerbs.Find(call.Line.Verb) is not { } verb)
        {
            if (CommandVerbs.NotYet.Contains(call.Line.Verb)) return call.No("it is not available yet");
            if (CommandVerbs.Never.GetValueOrDefault(call.Line.Verb) is { } why) return call.No(why);
            if (!call.Is(CommandLevel.Triage)) return null;
            var near = CommandVerbs.Nearest(call.Line.Verb) is { } name ? $"; is `/{name}` meant?" : "";
            return call.No($"nobody knows that command{near}");
        }

        if (call.Line.IsInCode) return call.No("it stands in code: write it without the backticks");
        if (!verb.Who.Any(call.Is))
            return call.No($"that is for {string.Join(", ", verb.Who.Select(CommandPeople.Name))}");
        if (call.Draft.Seen.IsClosed && !verb.IsForClosed) return call.No("the issue is closed");
        return verb.IsChoice && call.State.ChosenAt > call.Draft.At
            ? call.No("somebody has chosen otherwise since it was written: say it again if it is still wanted")
            : verb.Run(call);
    }

    /// <summary>
    /// What only asks, and what takes back, leaves nothing to be taken back; writing goes on by its own word.
    /// </summary>
    private static bool CanBeTakenBack(CommandLine line) => line.Verb is not ("help" or "undo" or "ops");

    private static string Shown(CommandLine line) => $"`/{CommentWords.InCode($"{line.Verb} {line.Rest}".TrimEnd())}`";
}
