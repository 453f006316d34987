namespace GitHubOps.Tests;

/// <summary>A clock that moves only when a test says so; timers ring in order as it passes them.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<ManualTimer> timers = [];
    private DateTimeOffset now = start;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    public void AdvanceTo(DateTimeOffset target)
    {
        while (TakeDue(target) is { } due) due.Ring();
        lock (gate) now = target > now ? target : now;
    }

    private ManualTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            var due = timers.Where(timer => timer.DueAt <= target).MinBy(timer => timer.DueAt);
            if (due is null) return null;
            if (due.DueAt > now) now = due.DueAt!.Value;
            due.Reschedule(now);
            return due;
        }
    }

    private sealed class ManualTimer(ManualTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period;

        public DateTimeOffset? DueAt { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan next)
        {
            lock (clock.gate)
            {
                period = next;
                DueAt = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                clock.timers.Remove(this);
                if (DueAt is not null) clock.timers.Add(this);
            }

            if (dueTime == TimeSpan.Zero) clock.AdvanceTo(clock.GetUtcNow());
            return true;
        }

        public void Reschedule(DateTimeOffset at)
        {
            DueAt = period > TimeSpan.Zero ? at + period : null;
            if (DueAt is null) clock.timers.Remove(this);
        }

        public void Ring() => callback(state);

        public void Dispose()
        {
            lock (clock.gate) clock.timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
