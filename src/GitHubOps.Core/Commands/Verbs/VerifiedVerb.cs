using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class VerifiedVerb : CommandVerb
{
    public override string Name => "verified";

    public override string Usage => "/verified";

    public override string Does => "The author has tried the fix and it works: the comment says so.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Author];

    public override ImmutableArray<string> Examples => ["/verified"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.State.Verified is not null) return call.No("it is verified already");
        if (call.Draft.Seen is { IsClosed: true, CloseReason: CloseReason.NotPlanned or CloseReason.Duplicate })
            return call.No("nothing was mended here: it was closed without a fix");
        return call.Done((call.Draft with
        {
            State = call.State with { Verified = new Verified(call.By, call.Draft.At) },
        }).Remember(call.Draft.At, $"{CommentWords.Person(call.By)} says that the fix works"));
    }
}
