using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class DecideVerb : CommandVerb
{
    public override string Name => "decide";

    public override string Usage => "/decide accepted, later, one-off or no because …";

    public override string Does =>
        "Says what becomes of it, with the reason: the promise of a decision is kept, and the decision stands in the " +
        "comment.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Owner];

    public override ImmutableArray<string> Examples =>
        ["/decide later because it waits for the connector rewrite", "/decide no because nobody else asked"];

    public override CommandAnswer Run(CommandCall call)
    {
        var word = call.Words.IsEmpty ? "" : call.Words[0].ToLowerInvariant();
        if (!Ruling.Words.Contains(word))
            return call.No($"the decision is one of {string.Join(", ", Ruling.Words.Select(one => $"`{one}`"))}");
        if (call.Reason is not { } reason) return call.No($"a reason is needed: `/decide {word} because …`");
        if (call.State.Ruling is { } known && known.At > call.Draft.At)
            return call.No("somebody has decided since it was written");
        return call.Done((call.Draft with
        {
            State = call.State with { Ruling = new Ruling(word, call.By, reason, call.Draft.At) },
        }).Remember(call.Draft.At, $"{CommentWords.Person(call.By)} decided: {word}"));
    }
}
