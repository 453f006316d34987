using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

internal sealed class RunbookVerb : CommandVerb
{
    public override string Name => "runbook";

    public override string Usage => "/runbook verified [RUNBOOK]";

    public override string Does =>
        "`verified` (or `reviewed`): one of its owners has read the runbook, and it holds. `wrong`: it does not " +
        "work, from this moment on, whatever its date says; whoever handles the issue may say so too. `waive … until " +
        "DATE because …`: " +
        $"its review is put off, for at most {RunbookWaiver.DaysMax} days and once. `ops/runbooks` counts all of it.";

    public override ImmutableArray<CommandLevel> Who =>
        [CommandLevel.RunbookOwner, CommandLevel.Assignee, CommandLevel.OnCall, CommandLevel.Triage];

    public override ImmutableArray<string> Examples =>
    [
        "/runbook verified roll-back.md",
        "/runbook wrong roll-back.md step 3",
        "/runbook waive roll-back.md until 2026-12-01 because the tool is replaced this month",
    ];

    public override bool IsForClosed => true;

    public override bool IsForPulls => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var what = call.Words.IsEmpty ? "" : call.Words[0].ToLowerInvariant();
        if (what is not ("verified" or "reviewed" or "wrong" or "waive"))
            return call.No($"say what became of the runbook: `{Usage}`, `wrong` or `waive`");
        var name = call.Words.Length > 1 && RunbookCommands.IsName(call, call.Words[1]) ? call.Words[1] : null;
        var (card, refusal) = RunbookCommands.Find(call, name);
        if (card is null) return call.No(refusal);
        var rest = string.Join(' ', call.Words.Skip(name is null ? 1 : 2));
        if (what == "wrong") return Wrong(call, card, rest);
        if (!RunbookCommands.Owns(call.Draft.Facts, card, call.By)) return call.No(RunbookCommands.NotTheirs(card));
        return what == "waive" ? Waive(call, card, rest) : RunbookCommands.Keep(
            call, RunbookCommands.Evidence(call, card, EvidenceKind.Verified, rest),
            $"{CommentWords.Person(call.By)} has read `{CommentWords.InCode(card.Path)}`: it holds");
    }

    private static CommandAnswer Wrong(CommandCall call, RunbookCard card, string rest) => RunbookCommands.Keep(
        call, RunbookCommands.Evidence(call, card, EvidenceKind.Wrong, rest),
        $"{CommentWords.Person(call.By)} found `{CommentWords.InCode(card.Path)}` wrong" +
        (rest.Length == 0 ? "" : $": `{CommentWords.InCode(rest)}`"));

    private static CommandAnswer Waive(CommandCall call, RunbookCard card, string rest)
    {
        var words = rest.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not ["until", var day, ..]
            || LocalDatePattern.Iso.Parse(day) is not { Success: true, Value: var until })
            return call.No("say until when: `until 2026-12-01 because …`");
        if (call.Reason is not { } reason) return call.No("a reason begins with `because`");
        var today = call.Draft.At.InUtc().Date;
        if (until <= today) return call.No("that day is over");
        if (until > today.PlusDays(RunbookWaiver.DaysMax))
            return call.No($"a review is put off for at most {RunbookWaiver.DaysMax} days");
        var evidence = RunbookCommands.Evidence(call, card, EvidenceKind.Waived, reason) with { Until = until };
        if (call.Draft.Facts.Runbooks!.Said.Any(one =>
            one.Kind == EvidenceKind.Waived && one.Path == card.Path && one.Review == evidence.Review
                && one.At < evidence.At))
            return call.No("it was put off before, and nobody has reviewed it since");
        return RunbookCommands.Keep(call, evidence,
            $"{CommentWords.Person(call.By)} put the review of `{CommentWords.InCode(card.Path)}` off until {day}: `{reason}`");
    }
}
