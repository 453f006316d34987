using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class MuteVerb : CommandVerb
{
    public override string Name => "mute";

    public override string Usage => "/mute";

    public override string Does =>
        "Whoever says it is passed over by every rule and not reminded, in every repository; by hand they can still " +
        "be assigned.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/mute"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var who = CommentWords.Person(call.By);
        if (!call.Draft.Policy.IsMember(call.By)) return call.No("that is for people who are given issues here");
        if (call.Draft.Facts.Muted.Contains(call.By)) return call.No($"{who} is passed over already");
        return call.Done(
            call.Say(new Saying(call.By, SayingKind.Mute, call.Draft.At),
                $"{who} is passed over by rules and not reminded"));
    }
}
