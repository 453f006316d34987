using System.Collections.Immutable;
using System.Threading.Channels;

namespace GitHubOps.Server;

/// <summary>Tells the loops that there may be work. A hint that may get lost: polling is the truth.</summary>
internal sealed class WakeUps
{
    private ImmutableArray<Channel<bool>> bells = [];

    public void Raise()
    {
        foreach (var bell in bells) bell.Writer.TryWrite(true);
    }

    public Bell Subscribe()
    {
        var bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        ImmutableInterlocked.Update(ref bells, all => all.Add(bell));
        return new Bell(bell);
    }

    internal sealed class Bell(Channel<bool> bell)
    {
        /// <summary>Returns at the next ring, or when the time is over.</summary>
        public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken ct)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var rung = bell.Reader.WaitToReadAsync(either.Token).AsTask();
            await Task.WhenAny(rung, Task.Delay(longest, time, either.Token));
            await either.CancelAsync();
            bell.Reader.TryRead(out _);
        }
    }
}
