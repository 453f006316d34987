using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class AreaVerb : CommandVerb
{
    public override string Name => "area";

    public override string Usage => "/area NAME";

    public override string Does =>
        "Moves the issue to another area: the one label `area/…` changes, and one of its owners gets the issue, by " +
        "turn. The author may do it once, in the issue's own text too.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Author, CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/area publishing"];

    public override bool IsChoice => true;

    public override bool IsForBody => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words is not [var wanted]) return call.No($"one area is wanted: `{Usage}`");
        var area = call.Draft.Policy.Areas.FirstOrDefault(
            one => string.Equals(one.Name, wanted, StringComparison.OrdinalIgnoreCase));
        if (area is null)
        {
            var known = call.Draft.Policy.Areas.Take(20).Select(one => $"`{CommentWords.InCode(one.Name)}`");
            return call.No($"there is no area `{CommentWords.InCode(wanted)}`; there are {string.Join(", ", known)}");
        }

        if (!call.Is(CommandLevel.Triage) && HasMoved(call)) return call.No("the author may move it once, and has");
        return call.Done(call.State with
        {
            Area = call.Choice(area.Name, Name),
            RemovedByPerson = call.State.RemovedByPerson.Without(
                label => label.StartsWith(IssueLabels.Area, StringComparison.Ordinal)),
        });
    }

    private static bool HasMoved(CommandCall call) => call.State.CommandsRun.Any(
        mark => mark.IsDone && mark.By == call.By && mark.Line.StartsWith("area ", StringComparison.Ordinal));
}
