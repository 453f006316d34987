using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What the commands on runbooks have in common.</summary>
public static class RunbookCommands
{
    private static readonly ImmutableArray<string> Verbs = ["runbook", "drill"];

    /// <summary>The runbooks must be known before such a text is decided on.</summary>
    public static bool AreIn(string? text) => CommandReader.Read(text).Lines.Any(line => Verbs.Contains(line.Verb));

    /// <summary>
    /// The runbook that a word names: its path, its file, or that without its ending. Null with the reason where it is
    /// none.
    /// </summary>
    internal static (RunbookCard? Card, string Refusal) Find(CommandCall call, string? word)
    {
        if (call.Draft.Facts.Runbooks is not { } known)
            return (null, "no runbooks are kept here: `.github/ops.yml` has no section `runbooks:` in force");
        var found = word is null ? Meant(call, known.Cards) : [.. known.Cards.Where(card => IsNamed(card, word))];
        if (found.Length == 1) return (found[0], "");
        if (word is null) return (null, "name the runbook by its file");
        if (found.Length > 1)
            return (null, $"more than one runbook is called `{CommentWords.InCode(word)}`: write its path");
        var near = Problems.Nearest(word, known.Cards.Select(card => card.Name));
        return (null, $"there is no runbook `{CommentWords.InCode(word)}`" +
            (near is null ? "" : $"; is `{CommentWords.InCode(near)}` meant?"));
    }

    /// <summary>Whether the word could be a runbook's name at all.</summary>
    internal static bool IsName(CommandCall call, string word) =>
        RunbookReader.IsDocument(word) || call.Draft.Facts.Runbooks?.Cards.Any(card => IsNamed(card, word)) == true;

    /// <summary>Whoever asks is one of the runbook's owners; of a team, somebody who may write.</summary>
    internal static bool Owns(Facts facts, RunbookCard card, Login who) =>
        card.Owners is { } people ? people.Contains(who) : facts.SenderRole >= RepoRole.Write;

    internal static bool OwnsAny(Facts facts, Login who) =>
        facts.Runbooks?.Cards.Any(card => Owns(facts, card, who)) == true;

    internal static string NotTheirs(RunbookCard card) => card.Owners switch
    {
        null => $"that is for people of `{CommentWords.InCode(card.Runbook.Owner ?? "")}` who may write here",
        { IsEmpty: true } => $"nobody owns `{CommentWords.InCode(card.Name)}`: its `owner` names nobody",
        { } people => $"that is for an owner of `{CommentWords.InCode(card.Name)}`: " +
            string.Join(", ", people.Take(5).Select(CommentWords.Person)),
    };

    /// <param name="call">Who said it, where.</param>
    /// <param name="said">What is kept.</param>
    /// <param name="line">One sentence for the issue's history.</param>
    internal static CommandAnswer Keep(CommandCall call, RunbookEvidence said, string line)
    {
        var draft = call.Draft.Note(new Effect.KeepEvidence(CommentOf(call.Draft.Facts.Event), Shown(call.Line), said),
            "command", line);
        return call.Done(draft.Remember(call.Draft.At, line));
    }

    internal static RunbookEvidence Evidence(CommandCall call, RunbookCard card, EvidenceKind kind, string said)
    {
        var evidence = new RunbookEvidence(card.Path, kind, call.By, call.Draft.At, call.Draft.Seen.Number)
        {
            Said = said.Length == 0 ? null : CommentWords.InCode(said),
            Review = RunbookEvidence.PrintOf(card.Runbook.Review),
        };
        return evidence with { Holds = card.Grade(RunbookEvidenceCount.ReviewOf(evidence)) };
    }

    /// <summary>GitHub's number of the comment that an event is about.</summary>
    internal static long CommentOf(IssueEvent happened) => happened switch
    {
        CommentCreated made => made.Comment.Id,
        CommentEdited edited => edited.Comment.Id,
        _ => 0,
    };

    internal static string Shown(CommandLine line) => $"{line.Verb} {line.Rest}".TrimEnd();

    private static bool IsNamed(RunbookCard card, string word)
    {
        var name = word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;
        return Is(card.Path) || Is(card.Name) || Is(card.Name[..card.Name.LastIndexOf('.')]);

        bool Is(string text) => text.Equals(name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The only one there is, or the only one that the issue's own text names.</summary>
    private static ImmutableArray<RunbookCard> Meant(CommandCall call, ImmutableArray<RunbookCard> cards)
    {
        if (cards.Length == 1) return cards;
        var issue = call.Draft.Facts.Event.Issue;
        return [.. cards.Where(card => issue.Body.Contains(card.Name, StringComparison.OrdinalIgnoreCase) ||
            issue.Title.Contains(card.Name, StringComparison.OrdinalIgnoreCase))];
    }
}
