using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>A repository that is to be looked through, and how far that has come.</summary>
internal sealed record SweepRow
{
    public long RepoId { get; init; }
    public long InstallationId { get; init; }
    public string Owner { get; init; } = "";
    public string Name { get; init; } = "";
    public string NodeId { get; init; } = "";
    public bool IsPrivate { get; init; }
    public long InstalledAtMs { get; init; }
    public long SinceAtMs { get; init; }
    public int Page { get; init; }
    public long DueAtMs { get; init; }
    public int ComparePage { get; init; }
    public long? CompareBegunAtMs { get; init; }
    public int Tries { get; init; }

    public InstallationId Installation => new(InstallationId);

    public RepoId Repo => new(RepoId);

    public RepoName FullName => new(Owner, Name);

    public Instant InstalledAt => Instant.FromUnixTimeMilliseconds(InstalledAtMs);

    public Instant Since => Instant.FromUnixTimeMilliseconds(SinceAtMs);
}

/// <summary>An event that nobody told us of, made from what GitHub shows. Its id makes it happen once.</summary>
internal sealed record FoundEvent(string Id, string Event, byte[] Payload);

/// <summary>A batch that went to GitHub at some time, or should have.</summary>
internal sealed record PastBatch(long OutboxId, string State, string Effects);
