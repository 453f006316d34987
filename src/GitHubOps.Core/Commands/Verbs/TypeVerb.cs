using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class TypeVerb : CommandVerb
{
    public override string Name => "type";

    public override string Usage => "/type NAME";

    public override string Does => "Says what kind of issue it is: the one label `type/…` changes.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/type bug"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Words is not [var wanted]) return call.No($"one type is wanted: `{Usage}`");
        var types = call.Draft.Policy.Forms.Select(form => form.Entry.Type).Append(call.Draft.Policy.Blank.Type)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (types.Find(type => string.Equals(type, wanted, StringComparison.OrdinalIgnoreCase)) is not { } type)
        {
            var known = string.Join(", ", types.Take(20).Select(one => $"`{CommentWords.InCode(one)}`"));
            return call.No($"there is no type `{CommentWords.InCode(wanted)}`; there are {known}");
        }

        return call.Done(call.State with
        {
            Type = call.Choice(type, Name),
            RemovedByPerson = call.State.RemovedByPerson.Without(
                label => label.StartsWith(IssueLabels.Type, StringComparison.Ordinal)),
        });
    }
}
