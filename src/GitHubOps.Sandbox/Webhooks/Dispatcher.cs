using System.Collections.Immutable;
using System.Threading.Channels;

namespace GitHubOps.Sandbox;

/// <summary>
/// Delivers events one after the other, in the order in which they happened, and keeps the log. It never redelivers by
/// itself, as GitHub does not.
/// </summary>
internal sealed class Dispatcher : IAsyncDisposable
{
    private readonly Channel<(SandboxEvent Event, bool Again)> _queue = Channel.CreateUnbounded<(SandboxEvent, bool)>();
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _gate = new();
    private readonly DeliveryFaults _faults;
    private readonly TimeProvider _time;
    private readonly Sender _sender;
    private readonly Task _loop;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<ITimer> _timers = [];
    private int _pending;

    public Dispatcher(SandboxOptions options, DeliveryFaults faults, Func<SandboxApp> app)
    {
        _time = options.Time;
        _faults = faults;
        _faults.Release = held => Post(held, again: false);
        _sender = new Sender(options, app);
        HasTarget = () => app().WebhookUrl is not null;
        _idle.SetResult();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Everything that happened while the App could have heard of it, oldest first.</summary>
    public ImmutableList<SandboxEvent> Events { get; private set; } = [];

    /// <summary>The log, oldest first.</summary>
    public ImmutableList<SandboxDelivery> Deliveries { get; private set; } = [];

    private Func<bool> HasTarget { get; }

    public void Enqueue(SandboxEvent happened)
    {
        lock (_gate) Events = Events.Add(happened);
        if (!HasTarget()) return;
        foreach (var (item, after) in _faults.Apply(happened))
            if (after > TimeSpan.Zero) PostLater(item, after);
            else Post(item, again: false);
    }

    /// <summary>A person, or the App by its API, asks for it once more.</summary>
    public void Redeliver(SandboxEvent happened) => Post(happened, again: true);

    /// <summary>
    /// Completes when nothing is under way. Deliveries that a fault holds back or delays do not count.
    /// </summary>
    public Task WhenIdleAsync()
    {
        lock (_gate) return _idle.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stop.CancelAsync();
        foreach (var timer in _timers) await timer.DisposeAsync();
        await _loop;
        _sender.Dispose();
        _stop.Dispose();
    }

    private void PostLater(SandboxEvent happened, TimeSpan after)
    {
        var timer = _time.CreateTimer(_ => Post(happened, again: false), null, after, Timeout.InfiniteTimeSpan);
        lock (_gate) _timers = _timers.Add(timer);
    }

    private void Post(SandboxEvent happened, bool again)
    {
        lock (_gate)
        {
            if (_pending++ == 0) _idle = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (!_queue.Writer.TryWrite((happened, again))) Done();
    }

    private void Done()
    {
        lock (_gate)
        {
            if (--_pending == 0) _idle.SetResult();
        }
    }

    private async Task RunAsync()
    {
        await foreach (var (happened, again) in _queue.Reader.ReadAllAsync())
        {
            try
            {
                if (_stop.IsCancellationRequested) continue;
                var failure = again ? null : _faults.FailureOf(happened);
                var delivery = failure is { } status
                    ? _sender.Failed(happened, status)
                    : await _sender.SendAsync(happened, again, _stop.Token);
                lock (_gate) Deliveries = Deliveries.Add(delivery);
            }
            catch (OperationCanceledException)
            {
                // The sandbox is closing; nobody reads the log any more.
            }
            finally
            {
                Done();
            }
        }
    }
}
