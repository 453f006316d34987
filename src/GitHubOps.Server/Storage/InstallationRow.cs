using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

internal sealed record InstallationRow
{
    public long InstallationId { get; init; }
    public string Account { get; init; } = "";
    public string State { get; init; } = "";
    public long BlockedUntilAtMs { get; init; }
    public string? BlockedBecause { get; init; }
    public string? ParkedBecause { get; init; }
}

/// <summary>A repository the App is installed on.</summary>
internal sealed record RepositoryRow
{
    public long RepoId { get; init; }
    public long InstallationId { get; init; }
    public string Owner { get; init; } = "";
    public string Name { get; init; } = "";
    public string NodeId { get; init; } = "";
    public bool IsPrivate { get; init; }
    public long InstalledAtMs { get; init; }
    public long? RemovedAtMs { get; init; }
    public int SetupTries { get; init; }

    public RepoName FullName => new(Owner, Name);

    /// <summary>As far as it is known without asking: not which branch is the default one.</summary>
    public RepoInfo Info => new(new RepoId(RepoId), FullName, NodeId, IsPrivate, IsArchived: false, DefaultBranch: "");

    public Instant InstalledAt => Instant.FromUnixTimeMilliseconds(InstalledAtMs);

    public bool IsRemoved => RemovedAtMs is not null;
}
