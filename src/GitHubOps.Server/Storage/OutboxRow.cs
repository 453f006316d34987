using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What one decision writes to one issue, in order. Ready → running → done, refused or dead; <c>would</c> when it is
/// only
/// recorded. After an uncertain answer it is ready again with <see cref="ReadFirst"/>.
/// </summary>
internal sealed record OutboxRow
{
    public long OutboxId { get; init; }
    public long InstallationId { get; init; }
    public long RepoId { get; init; }
    public long IssueId { get; init; }
    public string State { get; init; } = "";
    public string Effects { get; init; } = "";
    public bool ReadFirst { get; init; }
    public int Attempts { get; init; }
    public long Fence { get; init; }
    public long? FirstTriedAtMs { get; init; }
    public string? Reason { get; init; }

    /// <summary>It answers whoever stopped all writing: it goes out all the same.</summary>
    public bool IsAnswer { get; init; }

    /// <summary>It is about a check run of a commit, and about no issue.</summary>
    public bool IsCheck => IssueId < 0;

    public long CheckRunId => -IssueId;

    public Instant? FirstTriedAt => FirstTriedAtMs is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : null;
}

/// <summary>What became of a batch that GitHub took.</summary>
internal sealed record Sent(CommentIds? Comment, IReadOnlyList<Login> RefusedPeople, string? Note)
{
    /// <summary>The one comment says what it was to say.</summary>
    public bool HasSaid { get; init; }

    /// <summary>Of what a check run says now; null: it was about none.</summary>
    public string? CheckDigest { get; init; }
}

/// <summary>The one comment of an issue, as both of GitHub's interfaces name it.</summary>
internal sealed record CommentIds(long Id, string NodeId);
