using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Everything that can happen, in our words: the closed list that the parser makes of GitHub's payloads and the service
/// of its own alarms. GitHub's words stop at the parser.
/// </summary>
public abstract record HubEvent
{
    private protected HubEvent()
    {
    }

    public required DeliveryId Delivery { get; init; }

    /// <summary>Null for deliveries that no installation caused (a hook outside an App's installation).</summary>
    public InstallationId? Installation { get; init; }

    public required Actor Sender { get; init; }

    /// <summary>
    /// When it happened according to GitHub; the time of receipt only where the payload carries no time.
    /// </summary>
    public required Instant OccurredAt { get; init; }
}

/// <summary>Something that happened to one issue. <see cref="Issue"/> is the issue as the payload shows it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IssueOpened), "opened")]
[JsonDerivedType(typeof(IssueEdited), "edited")]
[JsonDerivedType(typeof(IssueLabeled), "labeled")]
[JsonDerivedType(typeof(IssueUnlabeled), "unlabeled")]
[JsonDerivedType(typeof(IssueAssigned), "assigned")]
[JsonDerivedType(typeof(IssueUnassigned), "unassigned")]
[JsonDerivedType(typeof(IssueClosed), "closed")]
[JsonDerivedType(typeof(IssueReopened), "reopened")]
[JsonDerivedType(typeof(IssueDeleted), "deleted")]
[JsonDerivedType(typeof(IssueTransferred), "transferred")]
[JsonDerivedType(typeof(IssueLocked), "locked")]
[JsonDerivedType(typeof(IssueTyped), "typed")]
[JsonDerivedType(typeof(IssueTouched), "touched")]
[JsonDerivedType(typeof(CommentCreated), "comment-created")]
[JsonDerivedType(typeof(CommentEdited), "comment-edited")]
[JsonDerivedType(typeof(CommentDeleted), "comment-deleted")]
public abstract record IssueEvent : HubEvent
{
    private protected IssueEvent()
    {
    }

    public required RepoInfo Repo { get; init; }

    public required IssueSnapshot Issue { get; init; }

    [JsonIgnore]
    public IssueRef Ref => new(Repo.Name, Issue.Number);
}

/// <summary>
/// Opened, or arrived from another repository (<paramref name="TransferredFrom"/>: then it is not new).
/// </summary>
public sealed record IssueOpened(IssueRef? TransferredFrom = null) : IssueEvent;

/// <summary>Title or body changed.</summary>
public sealed record IssueEdited(string? PreviousTitle, string? PreviousBody) : IssueEvent;

public sealed record IssueLabeled(string Label) : IssueEvent;

public sealed record IssueUnlabeled(string Label) : IssueEvent;

public sealed record IssueAssigned(Login Person) : IssueEvent;

public sealed record IssueUnassigned(Login Person) : IssueEvent;

public sealed record IssueClosed(CloseReason Reason) : IssueEvent;

public sealed record IssueReopened : IssueEvent;

public sealed record IssueDeleted : IssueEvent;

/// <summary>Moved to another repository; the same issue arrives there as <see cref="IssueOpened"/>.</summary>
public sealed record IssueTransferred : IssueEvent;

public sealed record IssueLocked(bool IsLocked) : IssueEvent;

/// <summary>GitHub's own issue type was set or (null) taken away.</summary>
public sealed record IssueTyped(string? Type) : IssueEvent;

/// <summary>Milestone set, taken away, pinned and the like: nothing decides on it, the snapshot is kept.</summary>
public sealed record IssueTouched(string Action) : IssueEvent;

public sealed record CommentCreated(CommentSnapshot Comment) : IssueEvent;

public sealed record CommentEdited(CommentSnapshot Comment, string? PreviousBody) : IssueEvent;

public sealed record CommentDeleted(CommentSnapshot Comment) : IssueEvent;

/// <summary>
/// Time has passed: an alarm set by an earlier decision. Comes through the same inbox as everything else.
/// </summary>
public sealed record AlarmRang(AlarmKey Key, Instant ScheduledAt) : IssueEvent;

/// <summary>GitHub took the request but did not assign the person: nobody who can be assigned there.</summary>
public sealed record AssigneeRefused(Login Person) : IssueEvent;

/// <summary>Something that happened to a repository or an installation.</summary>
public sealed record LabelChanged(
    RepoInfo Repo, string Action, string Name, string NodeId, string? PreviousName) : HubEvent;

/// <summary>
/// A push. <see cref="Paths"/> is null when GitHub did not list them all: then everything may have changed.
/// </summary>
public sealed record Pushed(RepoInfo Repo, string Ref, string After, ImmutableArray<string>? Paths) : HubEvent
{
    public bool IsDefaultBranch => Ref == $"refs/heads/{Repo.DefaultBranch}";

    /// <summary>The commit that the branch stands at now; null: the branch is gone.</summary>
    public string? Head => After.Length is 40 or 64 && After.All(char.IsAsciiHexDigitLower) && After.Any(c => c != '0')
        ? After : null;
}

/// <summary>
/// A pull request was opened, closed or reopened, got new commits, aims at another branch, or was approved.
/// </summary>
/// <param name="Action">GitHub's word, or <see cref="Reviewed"/>.</param>
/// <param name="BaseRef">The branch that it wants to get into.</param>
public sealed record PullRequestChanged(
    RepoInfo Repo, string Action, int Number, string BaseRef, string HeadSha) : HubEvent
{
    /// <summary>An approval was given or taken back.</summary>
    public const string Reviewed = "reviewed";

    public bool IsForDefaultBranch => BaseRef == Repo.DefaultBranch;
}

/// <summary>
/// The merge queue has put pull requests together and waits for the checks of <paramref name="HeadSha"/>.
/// </summary>
public sealed record MergeGroupMade(RepoInfo Repo, string BaseRef, string BaseSha, string HeadSha) : HubEvent
{
    public bool IsForDefaultBranch => BaseRef == $"refs/heads/{Repo.DefaultBranch}";
}

/// <summary>A person wants check runs of a commit again.</summary>
/// <param name="AppId">Whose.</param>
/// <param name="Name">Which one; null: all of that App.</param>
public sealed record ChecksWantedAgain(RepoInfo Repo, long AppId, string? Name, string HeadSha) : HubEvent;

/// <summary>A person has pressed a button on a check run.</summary>
public sealed record CheckButtonPressed(
    RepoInfo Repo, long AppId, string Name, string HeadSha, string Button) : HubEvent;

public enum InstallationAction
{
    Created,
    Deleted,
    Suspended,
    Unsuspended,
    PermissionsAccepted,
}

public sealed record InstallationChanged(
    InstallationAction Action, string Account, ImmutableArray<RepoRef> Repositories) : HubEvent;

public sealed record InstallationRepositoriesChanged(
    string Account, ImmutableArray<RepoRef> Added, ImmutableArray<RepoRef> Removed) : HubEvent;

/// <summary>Renamed, transferred, archived, unarchived, privatized, publicized, deleted, edited.</summary>
public sealed record RepositoryChanged(RepoInfo Repo, string Action, RepoName? PreviousName) : HubEvent;

/// <summary>Somebody's access changed: cached permissions of that person are void.</summary>
public sealed record MemberChanged(RepoInfo? Repo, Login Person, string Action) : HubEvent;

/// <summary>What a payload was read as.</summary>
public abstract record ParsedDelivery
{
    private ParsedDelivery()
    {
    }

    public sealed record Parsed(HubEvent Event) : ParsedDelivery;

    /// <summary>Understood to be none of our business: done at once, counted by reason.</summary>
    public sealed record Ignored(string Reason) : ParsedDelivery;

    /// <summary>Cannot be read: a dead letter, once.</summary>
    public sealed record Malformed(Problem Problem) : ParsedDelivery;
}
