namespace GitHubOps.Core;

/// <summary>A person filled the last hole: type, area and severity are agreed.</summary>
internal sealed class TriagedByPersonRule : TriageRule
{
    public override string Id => "triaged-by-person";

    public override string Help =>
        "When a person sets the last missing one of type, area and severity, or says `/accept`, the issue is " +
        "triaged: the triage promise is kept, it waits for its owner (`waiting/owner`), and `assign.triaged` says " +
        "who gets it.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.TriagedAt is not null
            || draft.Facts.Event is not (IssueLabeled or CommentCreated or CommentEdited))
            return draft;
        if (draft.Facts.State is not { } before || !IsMissing(before) || IsMissing(draft.State)) return draft;
        return draft with { State = draft.State with { TriagedAt = draft.At } };
    }

    private static bool IsMissing(IssueState state) =>
        state.Area is null or { Value: IssueLabels.UnknownArea } ||
        state.Type is null or { Value: "unsorted" } ||
        state.Severity is null ||
        state.Proposed is not null;
}
