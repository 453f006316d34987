using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class WakeVerb : CommandVerb
{
    public override string Name => "wake";

    public override string Usage => "/wake";

    public override string Does => "Takes back that the issue was put aside: every promise goes on.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/wake"];

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.State.Snooze is not { Until: not null } snooze) return call.No("it is not put aside");
        if (snooze.SaidAt > call.Draft.At) return call.No("somebody has said otherwise since it was written");
        return call.Done((call.Draft with
        {
            State = call.State with { Snooze = new PutAside(call.Draft.At, call.By, Until: null, Because: null) },
        }).Remember(call.Draft.At, $"{CommentWords.Person(call.By)} took it up again"));
    }
}
