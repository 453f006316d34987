using System.Collections.Immutable;
using System.Threading.Channels;

namespace GitHubOps.Server;

/// <summary>The kinds of work there are, so that only those are woken who may have some.</summary>
[Flags]
internal enum Work
{
    None = 0,
    Events = 1,
    Batches = 2,
    Alarms = 4,
    Setup = 8,
    Listing = 16,
    Upkeep = 32,
    Checks = 64,
    Messages = 128,
    Everything = Events | Batches | Alarms | Setup | Listing | Upkeep | Checks | Messages,
}

/// <summary>Tells the loops that there may be work. A hint that may get lost: polling is the truth.</summary>
internal sealed class WakeUps
{
    private ImmutableArray<Bell> bells = [];

    public void Raise(Work work)
    {
        if (work == Work.None) return;
        foreach (var bell in bells)
            if ((bell.For & work) != Work.None) bell.Ring();
    }

    /// <summary>Wakes one of those who may do it; whoever is at work looks for more by himself.</summary>
    public void RaiseOne(Work work)
    {
        Bell? chosen = null;
        foreach (var bell in bells)
        {
            if ((bell.For & work) == Work.None) continue;
            chosen = bell;
            if (bell.IsWaiting) break;
        }

        chosen?.Ring();
    }

    public Bell Subscribe(Work work)
    {
        var bell = new Bell(work);
        ImmutableInterlocked.Update(ref bells, all => all.Add(bell));
        return bell;
    }

    internal sealed class Bell(Work work)
    {
        private readonly Channel<bool> rung =
            Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        public Work For { get; } = work;

        public bool IsWaiting { get; private set; }

        public void Ring() => rung.Writer.TryWrite(true);

        /// <summary>Returns at the next ring, or when the time is over.</summary>
        public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var ring = rung.Reader.WaitToReadAsync(either.Token).AsTask();
            IsWaiting = !ring.IsCompleted;
            await Task.WhenAny(ring, Task.Delay(longest, time, either.Token));
            IsWaiting = false;
            await either.CancelAsync();
            rung.Reader.TryRead(out _);
        }
    }
}
