using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class RerollVerb : CommandVerb
{
    public override string Name => "reroll";

    public override string Usage => "/reroll [because …]";

    public override string Does => "The assignee hands it back, and the next one gets it by turn.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Assignee];

    public override ImmutableArray<string> Examples => ["/reroll because I wrote the fix that broke it"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var draft = call.Draft;
        if (draft.Policy.Assign.IsHeldBack) return call.No("nobody is assigned by rule here");
        if (draft.State.Assignee is not { } has || has.Value != call.By) return call.No("somebody else has it");
        var next = (draft with
        {
            State = draft.State with
            {
                Assignee = has with { ByPerson = false },
                HadIt = draft.State.HadIt.Contains(has.Value) ? draft.State.HadIt : draft.State.HadIt.Add(has.Value),
            },
        }).AssignNext($"command-{Name}");
        if (next.State.Assignee?.Value == has.Value) return call.No("there is nobody else who could get it");

        // Whom a person chose, no rule takes it from; they did themselves.
        if (has.ByPerson)
            next = next.Note(new Effect.Unassign(has.Value), $"command-{Name}", "they handed it back");
        return call.Done(next.Remember(draft.At, $"{CommentWords.Person(has.Value)} handed it back, " +
            $"{CommentWords.Person(next.State.Assignee!.Value)} assigned"));
    }
}
