using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Points spent within the last minute, of which there are only so many. Not safe for several threads.
/// </summary>
internal sealed class PointWindow(int perMinuteMax)
{
    private static readonly Duration Minute = Duration.FromMinutes(1);

    private readonly Queue<(Instant At, int Points)> spent = new();
    private int sum;

    /// <summary>When so many may be spent; not after now: they may be spent now.</summary>
    public Instant NotBefore(int points, Instant now)
    {
        Forget(now);
        var over = sum + points - perMinuteMax;
        foreach (var (at, each) in spent)
        {
            if (over <= 0) break;
            over -= each;
            if (over <= 0) return at + Minute;
        }

        return now;
    }

    public void Spend(int points, Instant now)
    {
        Forget(now);
        spent.Enqueue((now, points));
        sum += points;
    }

    // What lies in the future was spent before the clock went back: it must not hold anybody up for longer.
    private void Forget(Instant now)
    {
        while (spent.TryPeek(out var oldest) && (oldest.At <= now - Minute || oldest.At > now))
            sum -= spent.Dequeue().Points;
    }
}
