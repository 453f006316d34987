using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class WhyVerb : CommandVerb
{
    public override string Name => "why";

    public override string Usage => "/why";

    public override string Does =>
        "Shows in the comment's details the reason of each label, of the assignee and of each time.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/why"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call) => call.Done(call.State with { ShowsWhy = true });
}
