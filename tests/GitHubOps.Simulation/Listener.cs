using System.Net;

namespace GitHubOps.Simulation;

/// <summary>What a channel leads to: hears, and fails as other networks do.</summary>
internal sealed class Listener(World world) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (world.IsDead)
            return Task.FromException<HttpResponseMessage>(new StoreUnavailableException("the process is dead"));
        var (dice, swarm) = (world.Dice, world.Swarm);
        if (world.FaultsAreOn && dice.Chance(swarm.LostBefore)) return Lost();
        Hear(request);
        if (world.FaultsAreOn && dice.Chance(swarm.LostAfter)) return Lost();
        var isBad = world.FaultsAreOn && dice.Chance(swarm.BadGateway);
        return Task.FromResult(new HttpResponseMessage(isBad ? HttpStatusCode.BadGateway : HttpStatusCode.OK));
    }

    private void Hear(HttpRequestMessage request)
    {
        using var reader = new StreamReader(request.Content!.ReadAsStream());
        var body = reader.ReadToEnd();
        var key = string.Concat(request.Headers.GetValues(GitHubOps.Server.Channels.KeyHeader));
        if (!world.Heard.TryGetValue(key, out var times)) world.Heard[key] = times = [];
        times.Add(body);
        world.Trace.Note($"a channel hears {key}");
    }

    private static Task<HttpResponseMessage> Lost() =>
        Task.FromException<HttpResponseMessage>(new HttpRequestException(HttpRequestError.ConnectionError, "reset"));
}
