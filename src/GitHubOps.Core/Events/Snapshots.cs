using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>Who did it. <see cref="Id"/> is stable, logins of Apps can be renamed: compare ids.</summary>
public sealed record Actor(long Id, Login Login, bool IsBot)
{
    /// <summary>GitHub's placeholder for a deleted account.</summary>
    public static Actor Ghost { get; } = new(10137, new Login("ghost"), IsBot: false);
}

/// <summary>A repository as an installation event names it.</summary>
public sealed record RepoRef(RepoId Id, RepoName Name, string NodeId, bool IsPrivate);

/// <summary>A repository as an event shows it.</summary>
public sealed record RepoInfo(
    RepoId Id, RepoName Name, string NodeId, bool IsPrivate, bool IsArchived, string DefaultBranch);

public enum CloseReason
{
    Completed,
    NotPlanned,
    Duplicate,
}

/// <summary>An issue as GitHub shows it at <see cref="UpdatedAt"/>.</summary>
public sealed record IssueSnapshot
{
    public required IssueId Id { get; init; }
    public required string NodeId { get; init; }
    public required int Number { get; init; }
    public required string Title { get; init; }

    /// <summary>Empty when GitHub has null. Line ends as GitHub sent them.</summary>
    public required string Body { get; init; }

    public required Actor Author { get; init; }
    public ImmutableArray<string> Labels { get; init; } = [];
    public ImmutableArray<Login> Assignees { get; init; } = [];
    public bool IsClosed { get; init; }
    public CloseReason? CloseReason { get; init; }
    public bool IsPullRequest { get; init; }
    public bool IsLocked { get; init; }

    /// <summary>GitHub's own issue type (organisation's word), not our <c>type/*</c> label.</summary>
    public string? IssueType { get; init; }

    public required Instant CreatedAt { get; init; }
    public required Instant UpdatedAt { get; init; }
    public Instant? ClosedAt { get; init; }
}

public sealed record CommentSnapshot(
    long Id, string NodeId, Actor Author, string Body, Instant CreatedAt, Instant UpdatedAt, long? AppId);
