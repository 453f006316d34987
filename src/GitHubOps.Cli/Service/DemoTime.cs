namespace GitHubOps.Cli;

/// <summary>
/// A clock that stands still until it is told to move, for the service and the sandbox together. Timers ring when the
/// clock passes them, from the thread pool as real ones do; one that was passed several times rings once.
/// </summary>
internal sealed class DemoTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly HashSet<DemoTimer> waiting = [];
    private DateTimeOffset now = start.ToUniversalTime();

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>When the next timer rings; null when none waits.</summary>
    public DateTimeOffset? NextRing
    {
        get
        {
            lock (gate) return waiting.Count == 0 ? null : waiting.Min(t => t.Due);
        }
    }

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new DemoTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan by) => AdvanceTo(GetUtcNow() + by);

    /// <summary>Moves the clock there and rings what is due, earliest first. Never moves back.</summary>
    public void AdvanceTo(DateTimeOffset then)
    {
        DemoTimer[] due;
        lock (gate)
        {
            if (then > now) now = then.ToUniversalTime();
            due = [.. waiting.Where(t => t.Due <= now).OrderBy(t => t.Due)];
            foreach (var timer in due)
            {
                if (timer.Period is { } period) timer.Due = now + period;
                else waiting.Remove(timer);
            }
        }

        foreach (var timer in due) timer.Ring();
    }

    private bool Set(DemoTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (gate)
        {
            if (timer.IsDisposed) return false;
            waiting.Remove(timer);
            timer.Period = period == Timeout.InfiniteTimeSpan || period == TimeSpan.Zero ? null : period;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;
            timer.Due = now + dueTime;
            if (dueTime > TimeSpan.Zero)
            {
                waiting.Add(timer);
                return true;
            }

            if (timer.Period is { } next)
            {
                timer.Due = now + next;
                waiting.Add(timer);
            }
        }

        timer.Ring();
        return true;
    }

    private void Remove(DemoTimer timer)
    {
        lock (gate)
        {
            timer.IsDisposed = true;
            waiting.Remove(timer);
        }
    }

    private sealed class DemoTimer(DemoTime time, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? context = ExecutionContext.Capture();

        public DateTimeOffset Due { get; set; }

        public TimeSpan? Period { get; set; }

        public bool IsDisposed { get; set; }

        public void Ring() => ThreadPool.UnsafeQueueUserWorkItem(_ => Call(), null);

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Set(this, dueTime, period);

        public void Dispose() => time.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call()
        {
            if (IsDisposed) return;
            if (context is null) callback(state);
            else ExecutionContext.Run(context, s => callback(s), state);
        }
    }
}
