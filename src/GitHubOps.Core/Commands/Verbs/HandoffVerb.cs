using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

internal sealed class HandoffVerb : CommandVerb
{
    public const string Rule = "command-handoff";

    private static readonly Duration Patience = Duration.FromHours(4);

    public override string Name => "handoff";

    public override string Usage => "/handoff LOGIN";

    public override string Does =>
        "The assignee gives it to somebody, who says `/yes` within four open hours; without that, or with `/no`, it " +
        "comes back.";

    public override ImmutableArray<CommandLevel> Who => [CommandLevel.Assignee];

    public override ImmutableArray<string> Examples => ["/handoff kat"];

    public override bool IsChoice => true;

    public override CommandAnswer Run(CommandCall call)
    {
        var draft = call.Draft;
        if (draft.State.Assignee is not { } has || has.Value != call.By) return call.No("somebody else has it");
        if (call.Words.IsEmpty || CommandPerson.Read(call) is not { } person)
            return call.No($"one login is wanted: `{Usage}`");
        if (person == call.By) return call.No("whoever hands it over has it already");
        var shown = CommentWords.InCode(person.Value);
        if (draft.Facts.Unassignable.Contains(person)) return call.No($"`{shown}` cannot be assigned here");
        if (draft.Seen.Assignees.Contains(person)) return call.No($"`{shown}` has it beside already");
        var question = new HandoffQuestion(person, has, draft.State.AssignedFrom, draft.State.TurnFrom)
        {
            AskedBy = call.By, AskedAt = draft.At, Until = draft.OpenHoursLater(Patience),
        };

        // Who hands on what they were asked about has taken it.
        var state = draft.State with
        {
            Questions = draft.State.Questions.RemoveAll(one => one is HandoffQuestion),
            HadIt = draft.State.HadIt.Contains(call.By) ? draft.State.HadIt : draft.State.HadIt.Add(call.By),
        };
        if (state.Ask(question) is not { } asked) return call.No("too many questions wait for an answer here");
        return call.Done(Give(draft with { State = asked }, has, person));
    }

    private Draft Give(Draft draft, Chosen<Login> has, Login person)
    {
        var given = draft.Choose(person, Name, has.Value);

        // Whom a person chose, no rule takes it from; they did themselves.
        if (has.ByPerson) given = given.Note(new Effect.Unassign(has.Value), Rule, "they handed it over");
        given = given.Remember(
            draft.At, $"{CommentWords.Person(has.Value)} handed it over to {CommentWords.Person(person)}");
        return draft.Facts.AwayNow(person) is not null
            ? given with { State = given.State.Tell(draft.At, $"{CommentWords.Person(person)} has it and is away") }
            : given;
    }
}
