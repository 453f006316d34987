namespace GitHubOps.Core;

/// <summary>It became worse, and for the worse there are other people.</summary>
internal sealed class AssignRaisedRule : TriageRule
{
    public override string Id => "assign-raised";

    public override string Help =>
        "When the severity is raised to one that has its own entry in `assign`, whoever has that shift gets the issue.";

    public override Draft Apply(Draft draft)
    {
        if (draft.Facts.State?.Severity is not { } before || draft.State.Severity is not { } now) return draft;
        if (!now.Value.IsWorseThan(before.Value) || !draft.MayAssign()) return draft;
        return draft.Policy.Assign.BySeverity.TryGetValue(now.Value, out var target)
            ? draft.AssignTo(target, draft.At, Id)
            : draft;
    }
}
