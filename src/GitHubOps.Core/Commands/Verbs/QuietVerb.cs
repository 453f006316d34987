using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class QuietVerb : CommandVerb
{
    public override string Name => "quiet";

    public override string Usage => "/quiet";

    public override string Does => "Nothing more is written on this issue, and nobody is woken; it is only watched.";

    public override ImmutableArray<CommandLevel> Who =>
        [CommandLevel.Author, CommandLevel.Assignee, CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/quiet"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call) => call.Done(call.State with { IsQuiet = true });
}
