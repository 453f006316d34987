namespace GitHubOps.Core;

/// <summary>A person's choice of assignee is final: rules neither replace it nor fill what a person emptied.</summary>
internal sealed class PersonAssigneeRule : TriageRule
{
    public override string Id => "person-assignee";

    public override string Help =>
        "Whom a person assigns stays until a person changes it, whoever it is and even when away; a rule's own " +
        "assignee is replaced. When a person takes the assignee away, rules assign nobody. An escalation adds " +
        "its person beside.";

    public override Draft Apply(Draft draft)
    {
        if (draft.IsInternal) return draft;
        if (draft.IsFirst && draft.Seen.Assignees is [var first, ..])
            return Choose(draft, first, "a person chose them");
        return draft.Facts.Event switch
        {
            IssueAssigned assigned when draft.Seen.Assignees.Contains(assigned.Person) =>
                Choose(draft, assigned.Person, $"{draft.Facts.Event.Sender.Login} chose them"),
            IssueUnassigned unassigned when !draft.Seen.Assignees.Contains(unassigned.Person) =>
                Take(draft, unassigned.Person),
            _ => draft,
        };
    }

    private static Draft Choose(Draft draft, Login person, string because) =>
        draft with
        {
            State = draft.State with
            {
                Assignee = new Chosen<Login>(person, ByPerson: true, "person", because),
                AssignedFrom = null,
                ChosenAt = draft.ChosenAt(),
                RemovedByPerson = draft.State.RemovedByPerson.Remove(TakenAway.Assignee),
            },
        };

    private static Draft Take(Draft draft, Login person)
    {
        if (draft.State.Assignee is not { } has || has.Value != person) return draft;
        if (draft.Seen.Assignees is [var other, ..])
            return Choose(draft, other, $"{draft.Facts.Event.Sender.Login} left them");
        return draft with
        {
            State = draft.State with
            {
                Assignee = null,
                AssignedFrom = null,
                ChosenAt = draft.ChosenAt(),
                RemovedByPerson = draft.State.RemovedByPerson.With(TakenAway.Assignee),
            },
        };
    }
}
