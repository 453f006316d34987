using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Everything that one issue is to be told at once. Labels and people by name; names are compared without case.
/// </summary>
public sealed record WriteRequest
{
    public required InstallationId Installation { get; init; }

    public required RepoInfo Repo { get; init; }

    public required IssueId Id { get; init; }

    public required int Number { get; init; }

    public required string NodeId { get; init; }

    public ImmutableArray<string> AddLabels { get; init; } = [];

    public ImmutableArray<string> RemoveLabels { get; init; } = [];

    public ImmutableArray<Login> Assign { get; init; } = [];

    public ImmutableArray<Login> Unassign { get; init; } = [];

    /// <summary>The complete comment, its marker included; null when there is nothing to say.</summary>
    public string? CommentBody { get; init; }

    /// <summary>The comment to edit; null: one is created.</summary>
    public CommentHandle? ExistingComment { get; init; }

    /// <summary>Answers a person's comment; null: none is answered.</summary>
    public CommentReaction? Reaction { get; init; }

    /// <summary>It is written where all other writing is stopped.</summary>
    public bool PassesStop { get; init; }

    /// <summary>Closes the issue, for this reason; null: it stays as it is.</summary>
    public CloseReason? Close { get; init; }

    /// <summary>Opens the issue again.</summary>
    public bool Reopen { get; init; }

    /// <summary>Look at the issue before acting: an earlier attempt's fate is unknown.</summary>
    public bool ReadFirst { get; init; }

    /// <summary>No write leaves us after this instant: the work may be somebody else's by then. Null: no end.</summary>
    public Instant? NotAfter { get; init; }

    /// <summary>When the first attempt was made: comments older than that (by a margin) need not be read.</summary>
    public Instant? FirstTriedAt { get; init; }

    /// <summary>Our bot's id, our App's id and the marker's MAC, as one question.</summary>
    public required Func<CommentSnapshot, bool> IsOurComment { get; init; }

    /// <summary>Our bot: what others did to the issue since is told apart by it.</summary>
    public long BotUserId { get; init; }

    /// <summary>
    /// How a label is made that the repository lacks; grey and without words where it is not named here.
    /// </summary>
    public ImmutableArray<LabelSpec> LabelSpecs { get; init; } = [];
}

/// <summary>A reaction to a comment. GitHub keeps one of each kind of ours, however often it is sent.</summary>
/// <param name="Comment">Its id is 0 where the issue itself is answered.</param>
/// <param name="Agrees">A thumb up; false: a puzzled face.</param>
public sealed record CommentReaction(CommentHandle Comment, bool Agrees)
{
    internal string GraphQlContent => Agrees ? "THUMBS_UP" : "CONFUSED";

    internal string RestContent => Agrees ? "+1" : "confused";
}

/// <summary>A comment as both of GitHub's interfaces name it.</summary>
public sealed record CommentHandle(long Id, string NodeId);
