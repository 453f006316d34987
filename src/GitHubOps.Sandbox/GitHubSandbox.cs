using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>
/// A stateful stand-in of GitHub behind a real socket: REST, GraphQL and webhooks over one world. It shares no code with
/// the service on purpose: what they agree on is GitHub's own contract.
/// </summary>
public sealed class GitHubSandbox : IAsyncDisposable
{
    private readonly Dispatcher _dispatcher;
    private readonly Door _door;

    private GitHubSandbox(SandboxOptions options)
    {
        Faults = new SandboxFaults(options.Time);
        World = new SandboxWorld(options);
        _dispatcher = new Dispatcher(options, Faults.Deliveries, () => World.App);
        var emitter = new Emitter(World, _dispatcher);
        World.Acts = new Acts(World, emitter);
        _door = new Door(options, this, _dispatcher, emitter);
    }

    /// <summary>Where the API listens; no slash at the end of its text matters.</summary>
    public Uri BaseAddress => _door.Address;

    public SandboxWorld World { get; }

    public SandboxApp App => World.App;

    public SandboxFaults Faults { get; }

    public SandboxLedger Ledger { get; } = new();

    /// <summary>Everything the App could have heard of, oldest first, whether it was delivered or not.</summary>
    public ImmutableList<SandboxEvent> Events => _dispatcher.Events;

    /// <summary>Every attempt to deliver, oldest first.</summary>
    public ImmutableList<SandboxDelivery> Deliveries => _dispatcher.Deliveries;

    public static async Task<GitHubSandbox> StartAsync(SandboxOptions? options = null)
    {
        var sandbox = new GitHubSandbox(options ?? new SandboxOptions());
        await sandbox._door.OpenAsync();
        return sandbox;
    }

    /// <summary>The hand of a person (or of any account that exists).</summary>
    public SandboxHand As(string login) => new(World, World.Account(login));

    /// <summary>
    /// Completes when every webhook that is under way has been answered. What a fault delays or holds back does not count.
    /// </summary>
    public Task WhenDeliveredAsync() => _dispatcher.WhenIdleAsync();

    /// <summary>Sends an event once more, as a person does on the App's settings page.</summary>
    public void Redeliver(SandboxDelivery delivery) => _dispatcher.Redeliver(delivery.Event);

    public async ValueTask DisposeAsync()
    {
        await _door.DisposeAsync();
        await _dispatcher.DisposeAsync();
    }
}
