namespace GitHubOps.Core;

/// <summary>It became worse, and for the worse there are other people.</summary>
internal sealed class AssignRaisedRule : TriageRule
{
    public override string Id => "assign-raised";

    public override string Help =>
        "When the severity is raised to one that has its own entry in `assign`, whoever has that shift gets the issue.";

    public override Draft Apply(Draft draft) =>
        draft.MayAssign() && draft.RaisedTo() is { } target ? draft.AssignTo(target, draft.At, Id) : draft;
}
