namespace GitHubOps.Core;

/// <summary>A person routed it: the area's owner gets it.</summary>
internal sealed class AssignAreaOwnerRule : TriageRule
{
    public override string Id => "assign-area-owner";

    public override string Help =>
        "When a person changes the area, one of the new area's owners gets the issue, by turn, unless the " +
        "assignee is one of them or was chosen by a person.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.Area is not { ByPerson: true } area) return draft;
        if (draft.AreaPolicy() is null || !draft.MayAssign()) return draft;
        var isTheirs = draft.Facts.Event is IssueLabeled or CommentCreated or CommentEdited;
        return isTheirs && draft.Facts.State?.Area?.Value != area.Value ? draft.AssignAreaOwner(Id) : draft;
    }
}
