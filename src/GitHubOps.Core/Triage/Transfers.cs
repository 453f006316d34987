namespace GitHubOps.Core;

/// <summary>Issues that are moved from one repository to another.</summary>
internal static class Transfers
{
    /// <summary>Why hands are kept off an issue that has left.</summary>
    public const string MovedAway = "it was moved to another repository";

    /// <summary>What was known of it where it was, when it has just arrived here; null: nothing that counts.</summary>
    public static IssueState? CameFrom(this Draft draft) =>
        draft is { IsFirst: true, Facts: { Event: IssueOpened { TransferredFrom: not null }, CameFrom: { } from } } &&
        (from.HandsOff is null || from.HandsOff == MovedAway) ? from : null;
}
