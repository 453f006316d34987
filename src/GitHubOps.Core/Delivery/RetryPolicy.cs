using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// How long to wait before trying again: doubling from <paramref name="First"/> up to <paramref name="Cap"/>, each
/// wait spread over its upper half so that many workers do not come back together.
/// </summary>
public sealed record RetryPolicy(Duration First, Duration Cap)
{
    /// <summary>For calls to GitHub: 2 s, 4 s … 5 min.</summary>
    public static RetryPolicy GitHub { get; } = new(Duration.FromSeconds(2), Duration.FromMinutes(5));

    /// <param name="attempt">How many attempts have failed; 1 after the first.</param>
    /// <param name="fraction">Random, from 0 up to (not including) 1; anything else counts as the nearer bound.</param>
    public Duration Delay(int attempt, double fraction)
    {
        // The exponent is bounded before it is raised: 2^10000 is infinity, and infinity times anything is no duration.
        var doublings = Math.Clamp(attempt - 1, 0, 62);
        var milliseconds = Math.Min(First.TotalMilliseconds * Math.Pow(2, doublings), Cap.TotalMilliseconds);
        var spread = double.IsNaN(fraction) ? 0 : Math.Clamp(fraction, 0, 1);
        return Duration.FromMilliseconds((milliseconds / 2) + (milliseconds / 2 * spread));
    }
}
