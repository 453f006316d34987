using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class DrillVerb : CommandVerb
{
    public override string Name => "drill";

    public override string Usage => "/drill RUNBOOK ok [TEXT]";

    public override string Does =>
        "The runbook's steps were followed: `ok` is kept as its newest review, made by whoever says so, on this " +
        "issue; `failed` says at once that it is wrong. `ops/runbooks` counts it.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.RunbookOwner];

    public override ImmutableArray<string> Examples =>
        ["/drill deploy-tool.md ok", "/drill deploy-tool.md failed step 3 asks for a key that nobody has"];

    public override bool IsForClosed => true;

    public override bool IsForPulls => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words.Length < 2) return call.No($"name the runbook and how it went: `{Usage}`, or `failed`");
        var (card, refusal) = RunbookCommands.Find(call, call.Words[0]);
        if (card is null) return call.No(refusal);
        if (!RunbookCommands.Owns(call.Draft.Facts, card, call.By)) return call.No(RunbookCommands.NotTheirs(card));
        bool? isOk = call.Words[1].ToLowerInvariant() switch { "ok" => true, "failed" => false, _ => null };
        if (isOk is not { } works) return call.No("say `ok` or `failed` behind the runbook");
        var said = string.Join(' ', call.Words.Skip(2));
        var evidence = RunbookCommands.Evidence(call, card, works ? EvidenceKind.Drilled : EvidenceKind.Wrong, said);
        var who = CommentWords.Person(call.By);
        return RunbookCommands.Keep(call, evidence, works
            ? $"{who} followed `{CommentWords.InCode(card.Path)}`: it works"
            : $"{who} followed `{CommentWords.InCode(card.Path)}`: it does not work");
    }
}
