using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class YesVerb : CommandVerb
{
    public override string Name => "yes";

    public override string Usage => "/yes";

    public override string Does =>
        "Agrees to the newest question on this issue that waits for whoever says it; the comment shows what is asked.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/yes"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call) => Questions.For(call) is { } question
        ? question.Yes(call with { Draft = call.Draft with { State = call.State.Settle(question) } })
        : call.No("nothing here waits for your answer");
}
