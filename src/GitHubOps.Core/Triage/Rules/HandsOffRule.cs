namespace GitHubOps.Core;

/// <summary>
/// Issues that are none of ours, for good. Nobody sees anything; the reason is kept for the issue's page.
/// </summary>
internal sealed class HandsOffRule : TriageRule
{
    public override string Id => "hands-off";

    public override string Help =>
        "Keeps hands off, for good, what is not to be triaged: pull requests, issues opened by bots, issues " +
        "older than the installation, issues that were moved away, deleted or locked, and those moved here of which " +
        "nothing was known. Running promises end, nothing is written.";

    public override Draft Apply(Draft draft)
    {
        if (draft.State.HandsOff is not null) return draft with { Stop = true };
        if (Reason(draft) is not { } reason) return draft;
        var still = draft.CancelClocks(reason);
        return still.Note(new Effect.LeaveAlone("issue"), Id, reason) with
        {
            State = still.State with { HandsOff = reason, Alarms = [] },
            Stop = true,
        };
    }

    private static string? Reason(Draft draft) => draft.Facts.Event switch
    {
        IssueTransferred => Transfers.MovedAway,
        IssueDeleted => "it was deleted",
        IssueOpened { TransferredFrom: { } from } when draft.CameFrom() is null && draft.Facts.State?.IsQuiet != true =>
            $"it was moved here from {from}",
        _ when draft.Seen.IsPullRequest => "it is a pull request",
        _ when draft.Seen.Author.IsBot => "it was opened by a bot",
        _ when draft.Seen.IsLocked => "it is locked",
        _ when draft.IsFirst && draft.Seen.CreatedAt < draft.Facts.InstalledAt => "it is older than the installation",
        _ => null,
    };
}
