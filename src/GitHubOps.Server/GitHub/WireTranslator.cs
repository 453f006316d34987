using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>From GitHub's words to ours.</summary>
internal static class WireTranslator
{
    public static RepoInfo Repo(WireRepository wire) => new(
        new RepoId(wire.Id), new RepoName(wire.Owner.Login ?? "", wire.Name), wire.NodeId, wire.Private,
        wire.Archived ?? false, wire.DefaultBranch ?? "main");

    public static Actor Actor(WireUser? wire) =>
        wire is null ? Core.Actor.Ghost : new Actor(wire.Id, new Login(wire.Login), wire.Type == "Bot");

    public static Person Person(WireUser wire) => new(wire.Id, new Login(wire.Login), wire.NodeId, wire.Type == "Bot");

    public static IssueSnapshot Issue(WireIssue wire) => new()
    {
        Id = new IssueId(wire.Id),
        NodeId = wire.NodeId,
        Number = wire.Number,
        Title = wire.Title,
        Body = wire.Body ?? "",
        Author = Actor(wire.User),
        Labels = [.. wire.Labels.Select(l => l.Name).OfType<string>()],
        Assignees = [.. (wire.Assignees ?? []).Select(a => new Login(a.Login))],
        IsClosed = wire.State == "closed",
        CloseReason = Reason(wire),
        IsPullRequest = wire.PullRequest is not null,
        IsLocked = wire.Locked ?? false,
        IssueType = wire.Type?.Name,
        CreatedAt = Instant.FromDateTimeOffset(wire.CreatedAt),
        UpdatedAt = Instant.FromDateTimeOffset(wire.UpdatedAt),
        ClosedAt = wire.ClosedAt is { } at ? Instant.FromDateTimeOffset(at) : null,
    };

    public static CommentSnapshot Comment(WireComment wire) => new(
        wire.Id, wire.NodeId, Actor(wire.User), wire.Body ?? "", Instant.FromDateTimeOffset(wire.CreatedAt),
        Instant.FromDateTimeOffset(wire.UpdatedAt), wire.PerformedViaGithubApp?.Id);

    /// <summary>
    /// What the person may do. The field <c>permission</c> reports triage as read and maintain as write, custom roles
    /// have names of their own: the single rights come first.
    /// </summary>
    public static RepoRole Role(WirePermission wire) => wire.User?.Permissions switch
    {
        { Admin: true } => RepoRole.Admin,
        { Maintain: true } => RepoRole.Maintain,
        { Push: true } => RepoRole.Write,
        { Triage: true } => RepoRole.Triage,
        { Pull: true } => RepoRole.Read,
        not null => RepoRole.None,
        null => Named(wire.RoleName ?? wire.Permission),
    };

    private static RepoRole Named(string? name) => name switch
    {
        "admin" => RepoRole.Admin,
        "maintain" => RepoRole.Maintain,
        "write" => RepoRole.Write,
        "triage" => RepoRole.Triage,
        "read" => RepoRole.Read,
        _ => RepoRole.None,
    };

    private static CloseReason? Reason(WireIssue wire) => (wire.State, wire.StateReason) switch
    {
        ("closed", "not_planned") => CloseReason.NotPlanned,
        ("closed", "duplicate") => CloseReason.Duplicate,
        ("closed", _) => CloseReason.Completed,
        _ => null,
    };
}
