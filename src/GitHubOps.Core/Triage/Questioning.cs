namespace GitHubOps.Core;

/// <summary>
/// Questions are told apart from faults by their type. Where the file says nothing of support, there are none.
/// </summary>
internal static class Questioning
{
    public const string Type = "support";

    public static bool IsQuestion(this RepoPolicy policy, IssueState state) =>
        policy.Later.Support is not null && string.Equals(state.Type?.Value, Type, StringComparison.OrdinalIgnoreCase);

    public static bool IsQuestion(this Draft draft) => draft.Policy.IsQuestion(draft.State);

    /// <summary>It became a question by this event, or is none any more.</summary>
    public static bool IsQuestionNew(this Draft draft) =>
        draft.IsQuestion() != (draft.Facts.State is { } before && draft.Policy.IsQuestion(before));

    /// <summary>Who answers questions, where the file names a rotation; null: whoever gets what is new.</summary>
    public static AssignTarget? Host(this Draft draft) =>
        draft.IsQuestion() && draft.Policy.Later.Support?.Questions?.Host is { } host &&
        draft.Policy.Rotations.ContainsKey(host) ? new AssignTarget(host) : null;
}
