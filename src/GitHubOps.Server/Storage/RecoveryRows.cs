using NodaTime;

namespace GitHubOps.Server;

/// <summary>How far GitHub's log of deliveries has been read.</summary>
internal sealed record DeliveryScan
{
    /// <summary>Everything delivered until then is known; null: the log was never read to its end.</summary>
    public long? CompleteUntilAtMs { get; init; }
    public long? StartedAtMs { get; init; }
    public string? Cursor { get; init; }
    public long? OldestAtMs { get; init; }
    public long WindowMs { get; init; }

    public bool IsUnderWay => StartedAtMs is not null;

    public Instant? CompleteUntil => At(CompleteUntilAtMs);

    public Instant? Started => At(StartedAtMs);

    public Instant? Oldest => At(OldestAtMs);

    /// <summary>How long GitHub keeps deliveries, as far as it is known.</summary>
    public Duration Window => Duration.FromMilliseconds(WindowMs);

    private static Instant? At(long? ms) => ms is { } at ? Instant.FromUnixTimeMilliseconds(at) : null;
}

/// <summary>A delivery of GitHub's log that is not in our inbox.</summary>
internal sealed record MissedDelivery
{
    public string DeliveryId { get; init; } = "";
    public long AttemptId { get; init; }
    public string Event { get; init; } = "";
    public long InstallationId { get; init; }
    public long DeliveredAtMs { get; init; }
    public int Tries { get; init; }

    public Instant DeliveredAt => Instant.FromUnixTimeMilliseconds(DeliveredAtMs);
}

/// <summary>A time of which GitHub's log tells nothing any more.</summary>
internal sealed record DeliveryGap(Instant From, Instant Until);

/// <summary>What could not be recovered from GitHub's log, and what the sweep found in its place.</summary>
internal sealed record RecoveryReport
{
    public long ReportId { get; init; }
    public long GapFromAtMs { get; init; }
    public long GapUntilAtMs { get; init; }
    public long NoticedAtMs { get; init; }
    public long? FinishedAtMs { get; init; }
    public long Issues { get; init; }
}
