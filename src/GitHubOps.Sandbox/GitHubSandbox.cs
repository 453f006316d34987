using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>
/// A stateful stand-in of GitHub behind a real socket: REST, GraphQL and webhooks over one world. It shares no code
/// with the service on purpose: what they agree on is GitHub's own contract.
/// </summary>
public sealed class GitHubSandbox : IAsyncDisposable
{
    private readonly SandboxOptions _options;
    private readonly Dispatcher _dispatcher;
    private readonly Desk _desk;
    private readonly Door _door;

    private GitHubSandbox(SandboxOptions options)
    {
        _options = options;
        Faults = new SandboxFaults(options.Time);
        World = new SandboxWorld(options);
        _dispatcher = new Dispatcher(options, Faults.Deliveries, () => World.App);
        var emitter = new Emitter(World, _dispatcher);
        World.Acts = new Acts(World, emitter);
        _desk = new Desk(options, this, _dispatcher);
        _door = new Door(options, this, _desk, emitter);
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

    /// <summary>
    /// A world that listens nowhere: it is asked through <see cref="MakeHandler"/>, and whoever made it takes what the
    /// App would hear of out of <see cref="Events"/>.
    /// </summary>
    public static GitHubSandbox WithoutSocket(SandboxOptions? options = null)
    {
        var sandbox = new GitHubSandbox(options ?? new SandboxOptions());
        sandbox._door.StayClosed();
        return sandbox;
    }

    /// <summary>The second door to the same desk: every request is answered before the call returns.</summary>
    /// <param name="wait">Lets the sandbox's time pass where a fault makes an answer slow.</param>
    public HttpMessageHandler MakeHandler(Action<TimeSpan> wait) => new InProcessDoor(_options, this, _desk, wait);

    /// <summary>The hand of a person (or of any account that exists).</summary>
    public SandboxHand As(string login) => new(World, World.Account(login));

    /// <summary>A token of that person's own, for tools that act in their name.</summary>
    public string TokenOf(string login) => _desk.Credentials.MakePersonal(World.Account(login));

    /// <summary>
    /// Completes when every webhook that is under way has been answered. What a fault delays or holds back does not
    /// count.
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
