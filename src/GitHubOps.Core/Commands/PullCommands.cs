namespace GitHubOps.Core;

/// <summary>
/// Commands in comments on pull requests: those alone that mean something there. Nothing is written on a pull request;
/// what became of them is said by the check run that they are about.
/// </summary>
internal static class PullCommands
{
    public static Draft Run(Draft draft)
    {
        if (!draft.Seen.IsPullRequest || CommandRule.Commented(draft) is not var (comment, text)) return draft;
        var levels = CommandPeople.LevelsOf(draft, draft.Facts.Event.Sender);
        foreach (var line in text.Lines)
        {
            if (CommandVerbs.Find(line.Verb) is not { IsForPulls: true }) continue;
            var known = RunbookCommands.Shown(line);
            if (draft.State.CommandsRun.Any(mark => mark.Comment == comment.Id && mark.Line == known)) continue;
            var call = new CommandCall(draft, line, comment.Author.Login, levels);
            if (CommandRule.Run(call) is not { } answer) continue;
            draft = answer.Refusal is { } why ? Refuse(call, known, why) : answer.Draft;
            draft = draft with
            {
                State = draft.State.Mark(new CommandMark(comment.Id, known, call.By, answer.Refusal is null)),
            };
        }

        return draft;
    }

    private static Draft Refuse(CommandCall call, string line, string why)
    {
        var refused = new RunbookEvidence("", EvidenceKind.Refused, call.By, call.Draft.At, call.Draft.Seen.Number)
        {
            Said = $"`/{CommentWords.InCode(line)}`: {why}",
        };
        return call.Draft.Note(
            new Effect.KeepEvidence(RunbookCommands.CommentOf(call.Draft.Facts.Event), line, refused), "command", why);
    }
}
