namespace GitHubOps.Simulation;

/// <summary>True time: GitHub's. It moves only when the simulator moves it; timers ring as it passes them.</summary>
internal sealed class SimTime(DateTimeOffset start) : TimeProvider
{
    private readonly List<Timer> timers = [];
    private DateTimeOffset now = start;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by)
    {
        var target = now + by;
        while (timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt) is { } due)
        {
            if (due.DueAt > now) now = due.DueAt;
            timers.Remove(due);
            due.Ring();
        }

        if (target > now) now = target;
    }

    private sealed class Timer(SimTime time, Action ring) : ITimer
    {
        public DateTimeOffset DueAt { get; private set; }

        /// <summary>
        /// Nothing in the service has a timer that repeats; one that did would ring once here, and be noticed.
        /// </summary>
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.timers.Remove(this);
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            DueAt = time.now + dueTime;
            time.timers.Add(this);
            return true;
        }

        public void Ring() => ring();

        public void Dispose() => time.timers.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>The service's own clock, which may stand a little beside the true time and step back.</summary>
internal sealed class ServiceClock(SimTime truth) : TimeProvider
{
    public TimeSpan Skew { get; set; }

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => truth.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => truth.GetUtcNow() + Skew;

    public override long GetTimestamp() => truth.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        truth.CreateTimer(callback, state, dueTime, period);
}
