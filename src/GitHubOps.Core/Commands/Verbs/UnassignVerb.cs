using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class UnassignVerb : CommandVerb
{
    public override string Name => "unassign";

    public override string Usage => "/unassign [LOGIN]";

    public override string Does =>
        "Takes the issue from somebody, or without a name from whoever has it; no rule assigns anybody then. The " +
        "assignee may take it from themselves.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Assignee, CommandLevel.Triage];

    public override ImmutableArray<string> Examples => ["/unassign", "/unassign dee"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var has = call.State.Assignee?.Value;
        var person = call.Words.IsEmpty && has is { } holder ? holder : CommandPerson.Read(call);
        if (person is not { } from) return call.No($"one login is wanted: `{Usage}`");
        if (from != has && !call.Draft.Seen.Assignees.Contains(from))
            return call.No($"`{CommentWords.InCode(from.Value)}` does not have it");
        if (from != call.By && !call.Is(CommandLevel.Triage))
            return call.No("an assignee may take it from themselves alone");
        var freed = call.Draft.Note(new Effect.Unassign(from), $"command-{Name}",
            $"{CommentWords.Person(call.By)} said so");
        return from != has ? call.Done(freed) : call.Done(freed with
        {
            State = freed.State with
            {
                Assignee = null,
                HadIt = freed.State.HadIt.Contains(from) ? freed.State.HadIt : freed.State.HadIt.Add(from),
                AssignedFrom = null,
                TurnFrom = null,
                RemovedByPerson = freed.State.RemovedByPerson.With(TakenAway.Assignee),
            },
        });
    }
}
