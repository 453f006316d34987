using NodaTime;

namespace GitHubOps.Core;

/// <summary>One attempt to deliver, as GitHub's log shows it. Redeliveries share <paramref name="Delivery"/>.</summary>
public sealed record DeliveryAttempt(
    long Id, DeliveryId Delivery, string Event, Instant DeliveredAt, bool IsOk, InstallationId Installation,
    string? Action = null);
