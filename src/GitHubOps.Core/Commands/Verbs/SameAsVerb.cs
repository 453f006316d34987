using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class SameAsVerb : CommandVerb
{
    public override string Name => "same-as";

    public override string Usage => "/same-as #12";

    public override string Does =>
        "Proposes a link to another issue of the repository; the author or a triager agrees by `/yes`. Nothing is " +
        "closed.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/same-as #12"];

    public override bool IsForBody => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words is not [var word] || UpstreamRef.ReadNumber(word.TrimStart('#')) is not { } number)
            return call.No($"one issue of this repository is wanted: `{Usage}`");
        if (number == call.Draft.Seen.Number) return call.No("that is this issue");
        if (call.State.SameAs.Contains(number)) return call.No("that is agreed already");
        if (call.State.Questions.Any(question => question is SameAsQuestion same && same.Number == number))
            return call.No("that is asked already");
        var asked = call.State.Ask(new SameAsQuestion(number)
        {
            AskedBy = call.By, AskedAt = call.Draft.At, Until = call.Draft.At + SameAsQuestion.Patience,
        });
        return asked is null ? call.No("too many questions wait for an answer here") : call.Done(asked);
    }
}
