using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class NoVerb : CommandVerb
{
    public override string Name => "no";

    public override string Usage => "/no";

    public override string Does =>
        "Declines the newest question on this issue that waits for whoever says it: it stays, or becomes again, as " +
        "it was.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/no"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call) => Questions.For(call) is { } question
        ? question.No(call with { Draft = call.Draft with { State = call.State.Settle(question) } })
        : call.No("nothing here waits for your answer");
}
