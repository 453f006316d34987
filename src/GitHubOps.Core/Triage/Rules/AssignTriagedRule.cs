namespace GitHubOps.Core;

/// <summary>What is triaged goes to those who mend it.</summary>
internal sealed class AssignTriagedRule : TriageRule
{
    public override string Id => "assign-triaged";

    public override string Help =>
        "When an issue is triaged, `assign.triaged` says who gets it: usually the owners of its area, by turn. " +
        "One of them who has it already keeps it.";

    public override Draft Apply(Draft draft)
    {
        // An outage that a person has just called one needs whoever is on call, not the owner of the code.
        if (draft.RaisedTo() is not null) return draft;
        var isNow = draft.State.TriagedAt is not null && draft.Facts.State is { TriagedAt: null };
        return isNow && draft.MayAssign() && draft.Policy.Assign.Triaged is { } target
            ? draft.AssignTo(target, draft.At, Id)
            : draft;
    }
}
