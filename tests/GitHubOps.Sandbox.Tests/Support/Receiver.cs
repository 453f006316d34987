using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitHubOps.Sandbox.Tests;

/// <summary>An endpoint that takes webhooks and keeps them as they came.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _web;

    private Receiver(WebApplication web) => _web = web;

    public Uri Url => new(new Uri(_web.Urls.First()), "/api/github/webhooks");

    public int Status { get; set; } = 202;

    /// <summary>Nothing is answered before.</summary>
    public Task MayAnswer { get; set; } = Task.CompletedTask;

    public ConcurrentQueue<(IReadOnlyDictionary<string, string> Headers, byte[] Body)> Received { get; } = new();

    public IEnumerable<string> Events => Received.Select(r => r.Headers["X-GitHub-Event"]);

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._web.Run(receiver.TakeAsync);
        await receiver._web.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Received.Enqueue((context.Request.Headers.ToDictionary(
            h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase), body.ToArray()));
        await MayAnswer;
        context.Response.StatusCode = Status;
    }
}
