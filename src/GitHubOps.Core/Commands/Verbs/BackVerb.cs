using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class BackVerb : CommandVerb
{
    public override string Name => "back";

    public override string Usage => "/back";

    public override string Does =>
        "Whoever says it is there again; while they are not away, the absences that were to come are taken back.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/back"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var (draft, facts) = (call.Draft, call.Draft.Facts);
        if (!facts.Absences.Any(away => away.Person == call.By && away.To > draft.At))
            return call.No($"{CommentWords.Person(call.By)} is not away");
        return call.Done(call.Say(
            new Saying(call.By, SayingKind.Back, draft.At), $"{CommentWords.Person(call.By)} is there"));
    }
}
