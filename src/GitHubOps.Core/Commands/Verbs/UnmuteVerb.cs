using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class UnmuteVerb : CommandVerb
{
    public override string Name => "unmute";

    public override string Usage => "/unmute";

    public override string Does =>
        "Takes `/mute` back: rules give issues again to whoever says it.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/unmute"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var who = CommentWords.Person(call.By);
        if (!call.Draft.Policy.IsMember(call.By)) return call.No("that is for people who are given issues here");
        if (!call.Draft.Facts.Muted.Contains(call.By)) return call.No($"{who} is not passed over");
        return call.Done(call.Say(new Saying(call.By, SayingKind.Unmute, call.Draft.At), $"{who} takes turns again"));
    }
}
