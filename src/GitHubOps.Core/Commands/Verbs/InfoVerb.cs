using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class InfoVerb : CommandVerb
{
    public override string Name => "info";

    public override string Usage => "/info";

    public override string Does =>
        "The author has added what was asked for: `waiting/reporter` goes, and the clocks go on.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Author];

    public override ImmutableArray<string> Examples => ["/info"];

    public override CommandAnswer Run(CommandCall call) => call.State.Waiting == Waiting.Reporter
        ? call.Done(call.State with { Waiting = Waiting.None, Missing = [] })
        : call.No("nothing is asked of the author");
}
