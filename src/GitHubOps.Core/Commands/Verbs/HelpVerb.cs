using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class HelpVerb : CommandVerb
{
    public override string Name => "help";

    public override string Usage => "/help";

    public override string Does => "Lists in the comment's details what whoever asks may do on this issue.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/help"];

    public override bool IsForClosed => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var may = CommandVerbs.All.Where(verb => verb.Who.Any(call.Is)).Select(verb => $"`{verb.Usage}`");
        return call.Done(call.State.Tell(
            call.Draft.At, $"{CommentWords.Person(call.By)} may use {string.Join(" · ", may)}"));
    }
}
