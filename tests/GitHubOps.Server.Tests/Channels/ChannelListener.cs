using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GitHubOps.Server.Tests;

/// <summary>What a channel leads to, on this machine: keeps what comes as it came.</summary>
internal sealed class ChannelListener : IAsyncDisposable
{
    public const string Secret = "a secret for channels, long enough";

    private readonly WebApplication web;
    private readonly TemporaryFolder folder = new();

    private ChannelListener(WebApplication web) => this.web = web;

    public Uri Url => new(new Uri(web.Urls.First()), "/hooks/T0/B0");

    public int Status { get; set; } = 200;

    public (string Name, string Value)? Header { get; set; }

    public ConcurrentQueue<(string Path, IReadOnlyDictionary<string, string> Headers, string Body)> Heard { get; } =
        new();

    public static async Task<ChannelListener> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var listener = new ChannelListener(builder.Build());
        listener.web.Run(listener.HearAsync);
        await listener.web.StartAsync();
        return listener;
    }

    /// <summary>A file that leads here, readable by its owner alone.</summary>
    public string File(string kind, string? url = null)
    {
        var path = folder.Write($"{kind}.json",
            $$"""{"url": "{{url ?? Url.AbsoluteUri}}", "kind": "{{kind}}", "secret": "{{Secret}}"}""");
        if (!OperatingSystem.IsWindows())
            System.IO.File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public ImmutableDictionary<string, string> As(params string[] channels) =>
        channels.ToImmutableDictionary(channel => channel, _ => File("json"));

    public async ValueTask DisposeAsync()
    {
        await web.DisposeAsync();
        folder.Dispose();
    }

    private async Task HearAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
        Heard.Enqueue((http.Request.Path, http.Request.Headers.ToDictionary(
            header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync()));
        http.Response.StatusCode = Status;
        if (Header is { } header) http.Response.Headers[header.Name] = header.Value;
    }
}
