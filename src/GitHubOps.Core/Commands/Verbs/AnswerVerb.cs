using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class AnswerVerb : CommandVerb
{
    public override string Name => "answer";

    public override string Usage => "/answer NAME";

    public override string Does =>
        "It is a question (`type/support`), and the page of `support.answers` with that name answers it: the comment " +
        "leads there.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/answer connect-data"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (call.Draft.Policy.Later.Support is not { Answers.IsEmpty: false } support)
            return call.No("this repository has no pages of answers: `support.answers` names none");
        var known = string.Join(", ", support.Answers.Keys.Order(StringComparer.Ordinal).Take(20)
            .Select(one => $"`{CommentWords.InCode(one)}`"));
        if (call.Words is not [var wanted]) return call.No($"one answer is wanted: `{Usage}`; there are {known}");
        var name = support.Answers.Keys.FirstOrDefault(
            one => string.Equals(one, wanted, StringComparison.OrdinalIgnoreCase));
        if (name is null) return call.No($"there is no answer `{CommentWords.InCode(wanted)}`; there are {known}");
        return call.Done(call.State with
        {
            Answer = call.Choice(name, Name),
            Type = call.Choice(Questioning.Type, Name),
            RemovedByPerson = call.State.RemovedByPerson.Without(
                label => label.StartsWith(IssueLabels.Type, StringComparison.Ordinal)),
        });
    }
}
