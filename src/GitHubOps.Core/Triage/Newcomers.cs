namespace GitHubOps.Core;

/// <summary>What holds for the issue of a first-time contributor.</summary>
internal static class Newcomers
{
    /// <summary>Null: nobody looks after them in particular.</summary>
    public static AssignTarget? Buddy(this Draft draft) =>
        draft.State.IsNewcomer && draft.Policy.Later.Newcomers?.Buddy is { } buddy &&
        draft.Policy.Rotations.ContainsKey(buddy) ? new AssignTarget(buddy) : null;

    /// <summary>A line of the comment; empty: there is nothing to show them.</summary>
    public static string Said(Draft draft)
    {
        if (!draft.State.IsNewcomer || draft.Policy.Later.Newcomers?.Guide is not { } guide) return "";
        return $"\nThis is your first issue here: [how to contribute]({CommentLinks.File(draft.State.Repo, guide)}).";
    }
}
