using System.Net;
using GitHubOps.Core;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace GitHubOps.Server;

/// <summary>The running service: deliveries in, decisions, GitHub out. Disposing it stops it in good order.</summary>
public sealed class ServiceHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ServiceHost(WebApplication app)
    {
        this.app = app;
        var addresses = app.Services.GetRequiredService<IServer>()
            .Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (Address, StatusAddress) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    /// <summary>Where deliveries come in, with the port that was taken.</summary>
    public Uri Address { get; }

    /// <summary>Where <c>/healthz</c>, <c>/readyz</c> and <c>/status</c> are.</summary>
    public Uri StatusAddress { get; }

    /// <summary>What a sender of deliveries is told: the address and the path.</summary>
    public Uri WebhookUrl => new(Address, WebhookEndpoint.Path);

    /// <summary>Lets every worker look at once what is due: for whoever moves the clock by hand.</summary>
    public void Wake() => app.Services.GetRequiredService<WakeUps>().Raise(Work.Everything);

    internal IServiceProvider Services => app.Services;

    /// <param name="github">Stands in for the network to GitHub; null: the network.</param>
    /// <exception cref="CannotStartException">With one line that says what to set.</exception>
    public static async Task<ServiceHost> StartAsync(
        ServiceSettings settings, TimeProvider? time = null, HttpMessageHandler? github = null,
            CancellationToken ct = default)
    {
        settings.Check();
        var built = Wiring.Build(settings, time ?? TimeProvider.System, github);
        try
        {
            await RecoverAsync(built.Services);
            await built.StartAsync(ct);
            return new ServiceHost(built);
        }
        catch (IOException error) when (
            error.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException or null)
        {
            await built.DisposeAsync();
            throw new CannotStartException(Problem.Error("listen-in-use", error.Message,
                remedy: "Stop the other process, or set --listen and --status-listen to free ports."), error);
        }
        catch
        {
            await built.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs until the process is asked to stop (Ctrl+C, SIGTERM).</summary>
    public Task WaitForShutdownAsync(CancellationToken ct = default) => app.WaitForShutdownAsync(ct);

    /// <summary>What a dead process left running is ready again, and what GitHub limited stays limited.</summary>
    internal static async Task RecoverAsync(IServiceProvider services)
    {
        var store = services.GetRequiredService<Store>();
        await store.RecoverAsync(services.GetRequiredService<TimeProvider>().Now() + ReplicaLag.Longest);
        var github = services.GetRequiredService<GitHubAccess>();
        var installations = await store.InstallationsAsync();
        github.Pace.Import(installations.Select(known => new PaceState(
            new InstallationId(known.InstallationId),
            NodaTime.Instant.FromUnixTimeMilliseconds(known.BlockedUntilAtMs), LimitKind.Primary, Strikes: 0)));

        // Who died may have written just before: GitHub's second between writes begins anew.
        foreach (var known in installations) github.Pace.EndWrite(new InstallationId(known.InstallationId));
        var health = services.GetRequiredService<ServiceHealth>();
        foreach (var problem in services.GetRequiredService<GitHubSettings>().Check()) health.Report(
            problem.Code, problem.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }
}
