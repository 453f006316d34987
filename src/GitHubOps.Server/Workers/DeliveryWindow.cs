using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// How far back GitHub's log reaches, learnt from what it still lists: the published time has changed before. Pure.
/// </summary>
internal static class DeliveryWindow
{
    /// <summary>Attempts are listed by the time they were made; reading some twice costs nothing.</summary>
    public static Duration Overlap { get; } = Duration.FromMinutes(10);

    // Two deliveries this close: the log was cut between them, it did not merely begin.
    private static readonly Duration Sharp = Duration.FromHours(1);

    // So long a silence is worth a sweep, though perhaps nothing happened.
    private static readonly Duration Doubtful = Duration.FromHours(6);

    /// <summary>The page is the last of the log, or reaches below what is known.</summary>
    public static bool IsDone(DeliveryScan scan, DeliveryPage page) =>
        page.Next is null ||
        (scan.CompleteUntil is { } known && page.Attempts.Any(attempt => attempt.DeliveredAt < known - Overlap));

    /// <param name="scan">That came to the end of the log.</param>
    /// <param name="before">The last delivery known to be older than the oldest listed.</param>
    public static Duration Learn(DeliveryScan scan, Instant? before)
    {
        if (scan is not { Started: { } now, Oldest: { } oldest }) return scan.Window;
        var listed = now - oldest;
        return before is { } gone && oldest - gone < Sharp ? listed : Duration.Max(scan.Window, listed);
    }

    /// <summary>
    /// The time between the last complete scan and what is listed now, where something may have been forgotten.
    /// </summary>
    public static DeliveryGap? GapOf(DeliveryScan scan, Duration window, Instant? before)
    {
        if (scan is not { Started: { } now, CompleteUntil: { } known } || scan.Oldest <= known) return null;
        var isCut = before is not null;
        var certain = isCut ? Duration.Min(window, Doubtful) : window;
        if (now - known <= certain) return null;
        return new DeliveryGap(known, Instant.Max(known, scan.Oldest ?? now - window));
    }
}
