using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

internal sealed class TakeVerb : CommandVerb
{
    public const string Rule = "command-take";

    public override string Name => "take";

    public override string Usage => "/take";

    public override string Does =>
        "Whoever asks gets the issue, where it has one of the labels of `newcomers.take` and no person has it: for a " +
        "time, and at most so many each. An open pull request that refers to it keeps it.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Any];

    public override ImmutableArray<string> Examples => ["/take"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var draft = call.Draft;
        if (draft.Policy.Take() is not { } take)
            return call.No("no issue can be taken here: `newcomers.take` names no labels");
        if (!take.Labels.Any(label => draft.Seen.Has(label) || draft.Seen.Has(draft.Policy.LabelFor(label))))
        {
            var labels = string.Join(", ", take.Labels.Take(10).Select(label => $"`{CommentWords.InCode(label)}`"));
            return call.No($"an issue can be taken when it has one of the labels {labels}");
        }

        if (call.State.Assignee is { ByPerson: true, Value: var holder })
            return call.No(
                holder == call.By ? "it is theirs already" : $"`{CommentWords.InCode(holder.Value)}` has it");
        if (draft.Facts.Taken >= take.Each)
            return call.No(
                $"they have taken {draft.Facts.Taken} already, and {take.Each} at a time is the limit: `/drop` one first");
        if (draft.Facts.Unassignable.Contains(call.By)) return call.No("GitHub does not let them have it");
        var given = draft.Choose(call.By, Name, call.By);
        return call.Done(given with
        {
            State = given.State with { Taking = new Taking(call.By, draft.At, Duration.Zero, draft.At) },
        });
    }
}
