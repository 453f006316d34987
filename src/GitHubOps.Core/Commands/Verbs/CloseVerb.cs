using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class CloseVerb : CommandVerb
{
    private const string NotPlanned = "not-planned";

    public override string Name => "close";

    public override string Usage => "/close [not-planned]";

    public override string Does => "Closes the issue, as completed or as not planned.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Author, CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/close", "/close not-planned"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        CloseReason? reason = call.Words switch
        {
            [] => CloseReason.Completed,
            [var word] when word.Equals(NotPlanned, StringComparison.OrdinalIgnoreCase) => CloseReason.NotPlanned,
            _ => null,
        };
        if (reason is not { } why) return call.No($"it is closed as completed, or as not planned: `{Usage}`");
        if (call.LifeIsNewer()) return call.No(CommandLife.Newer);
        if (call.Draft.Seen.IsClosed && call.State.Life is not { WantedBy: not null, IsClosed: false })
            return call.No("the issue is closed");
        return call.TurnTo(new Effect.Close(why), isClosed: true, Name);
    }
}
