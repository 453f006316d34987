using NodaTime;

namespace GitHubOps.Server;

/// <summary>Our clock, and how far GitHub's <c>Date</c> header stands from it.</summary>
public sealed class GitHubClock(TimeProvider time)
{
    // The header has whole seconds and the answer took its time: less than this is no difference.
    private static readonly Duration Noise = Duration.FromSeconds(5);

    private readonly Instant startedAt = time.Now();
    private readonly long started = time.GetTimestamp();
    private long skewTicks;

    public TimeProvider Time { get; } = time;

    public Instant Now => Time.Now();

    /// <summary>
    /// Goes on evenly when somebody sets the clock: for how long ago something was, within this process.
    /// </summary>
    public Instant Steady => startedAt + Duration.FromTimeSpan(Time.GetElapsedTime(started));

    /// <summary>GitHub's time minus ours; zero within the noise.</summary>
    public Duration Skew => Duration.FromTicks(Interlocked.Read(ref skewTicks));

    /// <summary>Worth a warning in the health report: tokens and signatures are made by this clock.</summary>
    public bool IsOff => Duration.Max(Skew, -Skew) >= Duration.FromMinutes(1);

    internal void Observe(Instant date)
    {
        var skew = date - Now;
        var isNoise = Duration.Max(skew, -skew) < Noise;
        Interlocked.Exchange(ref skewTicks, isNoise ? 0 : skew.BclCompatibleTicks);
    }
}
