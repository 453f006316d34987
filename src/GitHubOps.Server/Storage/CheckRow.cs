using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>A commit that is to be judged. Ready → running → done, cancelled or dead.</summary>
internal sealed record CheckRow
{
    public const string Pull = "pull";
    public const string Group = "group";
    public const string Push = "push";

    public long CheckId { get; init; }
    public long InstallationId { get; init; }
    public long RepoId { get; init; }
    public string HeadSha { get; init; } = "";

    /// <summary><see cref="Pull"/>, <see cref="Group"/> or <see cref="Push"/>.</summary>
    public string Cause { get; init; } = "";

    /// <summary>0: none, or of a pull request that is not known.</summary>
    public int PullNumber { get; init; }
    public string? BaseSha { get; init; }
    public int Asked { get; init; }
    public bool IsAgain { get; init; }

    /// <summary>Who pressed the button that approves it; null: nobody.</summary>
    public string? Approver { get; init; }
    public int Attempts { get; init; }
    public long Fence { get; init; }
}

/// <summary>A wish to have a commit judged.</summary>
internal sealed record CheckWish(InstallationId Installation, RepoId Repo, string HeadSha, string Cause)
{
    public int PullNumber { get; init; }

    public string? BaseSha { get; init; }

    /// <summary>GitHub has begun its check runs anew.</summary>
    public bool IsAgain { get; init; }

    /// <summary>Before it GitHub may still answer as if what asks for it had not happened. Null: at once.</summary>
    public Instant? NotBefore { get; init; }
}

/// <summary>What came of judging a commit.</summary>
/// <param name="Checks">Empty: nothing of it is ours to judge.</param>
internal sealed record CheckCommit(CheckRow Row, ImmutableArray<Effect.PutCheck> Checks, string Revision);

/// <summary>A check run as the store knows it.</summary>
internal sealed record CheckRunRow
{
    public long CheckRunId { get; init; }

    /// <summary>Of what it says on GitHub; null: nothing yet.</summary>
    public string? Digest { get; init; }
}
