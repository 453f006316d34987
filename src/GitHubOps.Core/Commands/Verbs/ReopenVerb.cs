using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class ReopenVerb : CommandVerb
{
    public override string Name => "reopen";

    public override string Usage => "/reopen";

    public override string Does => "Opens the issue again; within 14 days its promises go on where closing ended them.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Author, CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/reopen"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.LifeIsNewer()) return call.No(CommandLife.Newer);
        if (!call.Draft.Seen.IsClosed && call.State.Life is not { WantedBy: not null, IsClosed: true })
            return call.No("the issue is open");
        return call.TurnTo(new Effect.Reopen(), isClosed: false, Name);
    }
}
