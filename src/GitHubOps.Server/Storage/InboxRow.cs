using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>A verified delivery on its way into the store.</summary>
/// <param name="Body">Compressed.</param>
/// <param name="BodyBytes">Length before compressing.</param>
/// <param name="IsRecovered">Fetched by us, not sent to us.</param>
internal sealed record IncomingDelivery(
    DeliveryId Id, string Event, Instant ReceivedAt, byte[] Body, int BodyBytes, bool IsRecovered = false);

internal enum Receipt
{
    Stored,

    /// <summary>Known before: stored once.</summary>
    Duplicate,
}

/// <summary>Something that happened, waiting to be decided. New → ready → running → done, ignored or dead.</summary>
internal sealed record InboxRow
{
    public long InboxId { get; init; }
    public string Source { get; init; } = "";
    public string DeliveryId { get; init; } = "";
    public string Event { get; init; } = "";
    public long ReceivedAtMs { get; init; }
    public byte[] Body { get; init; } = [];
    public int BodyBytes { get; init; }
    public long InstallationId { get; init; }
    public long RepoId { get; init; }
    public long IssueId { get; init; }
    public long OccurredAtMs { get; init; }

    /// <summary>How new the issue is that it shows: GitHub's <c>updated_at</c>.</summary>
    public long ShownAtMs { get; init; }
    public int Attempts { get; init; }
    public long Fence { get; init; }

    public Instant ReceivedAt => Instant.FromUnixTimeMilliseconds(ReceivedAtMs);

    public byte[] Json() => BodyCodec.Expand(Body, BodyBytes);
}

/// <summary>Where a new row goes once it has been read.</summary>
internal abstract record Routing(long InboxId)
{
    /// <summary>Whose it is, so that it goes when the installation's data are removed; null: it names none.</summary>
    public InstallationId? Whose { get; init; }

    /// <summary>An event of an issue: waits for its turn.</summary>
    internal sealed record Ready(
        long InboxId, InstallationId Installation, RepoId Repo, IssueId Issue, Instant OccurredAt, Instant ShownAt,
            int Rank, Instant NotBefore)
        : Routing(InboxId)
    {
        /// <summary>What of it is kept for replays, as <see cref="HistoryJson"/> writes it; null: nothing.</summary>
        public byte[]? History { get; init; }

        /// <summary>The issue was deleted: nothing of what happened to it is kept.</summary>
        public bool EndsHistory { get; init; }
    }

    /// <summary>Handled on the spot: an event of an installation or a repository.</summary>
    internal sealed record Done(long InboxId) : Routing(InboxId);

    internal sealed record Ignored(long InboxId, string Reason) : Routing(InboxId);

    internal sealed record Dead(long InboxId, string Reason) : Routing(InboxId);
}
