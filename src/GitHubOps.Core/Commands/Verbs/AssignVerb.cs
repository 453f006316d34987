using System.Collections.Immutable;

namespace GitHubOps.Core;

internal sealed class AssignVerb : CommandVerb
{
    public override string Name => "assign";

    public override string Usage => "/assign [LOGIN]";

    public override string Does =>
        "Gives the issue to somebody, or without a name to whoever asks. Whom a person assigned before stays beside. " +
        "An owner of the area may give it to themselves.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Triage, CommandLevel.Owner];

    public override ImmutableArray<string> Examples => ["/assign", "/assign dee"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        if (CommandPerson.Read(call) is not { } person) return call.No($"one login is wanted: `{Usage}`");
        if (person != call.By && !call.Is(CommandLevel.Triage))
            return call.No("an owner may give it to themselves alone");
        if (call.Draft.Facts.Unassignable.Contains(person))
            return call.No($"`{CommentWords.InCode(person.Value)}` cannot be assigned here");
        var given = call.Draft.Choose(person, Name, call.By);
        return call.Draft.Facts.AwayNow(person) is not null
            ? call.Done(given.State.Tell(given.At, $"{CommentWords.Person(person)} has it and is away"))
            : call.Done(given);
    }
}
