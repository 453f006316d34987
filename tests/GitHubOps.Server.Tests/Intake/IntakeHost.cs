using System.Net.Sockets;
using System.Text;
using GitHubOps.Core;
using GitHubOps.Tests;
using Microsoft.Extensions.DependencyInjection;

namespace GitHubOps.Server.Tests;

/// <summary>The service with nothing but its intake running, behind a real socket.</summary>
internal sealed class IntakeHost : IAsyncDisposable
{
    public const string Secret = "It's a Secret to Everybody";

    private readonly ServiceHost host;

    private IntakeHost(TemporaryFolder folder, ManualTime time, ServiceHost host, HttpClient client) =>
        (Folder, Time, this.host, Client) = (folder, time, host, client);

    public TemporaryFolder Folder { get; }

    public ManualTime Time { get; }

    public HttpClient Client { get; }

    public Uri Url => host.WebhookUrl;

    public Uri StatusUrl => host.StatusAddress;

    public Store Store => host.Services.GetRequiredService<Store>();

    public static ServiceSettings Settings(TemporaryFolder folder) => new()
    {
        AppId = "Iv23example",
        PrivateKeyFile = folder.File("key.pem"),
        WebhookSecretFiles = [folder.Write("secret", Secret + "\n")],
        Store = "sqlite:" + folder.File("ops.db"),
        Listen = "http://127.0.0.1:0",
        StatusListen = "http://127.0.0.1:0",
        LogsToConsole = false,
        RunsWorkers = false,
    };

    public static async Task<IntakeHost> StartAsync(
        Func<ServiceSettings, TemporaryFolder, ServiceSettings>? change = null)
    {
        var folder = new TemporaryFolder();
        var time = new ManualTime(new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero));
        var settings = Settings(folder);
        var started = await ServiceHost.StartAsync(change?.Invoke(settings, folder) ?? settings, time);
        return new IntakeHost(folder, time, started, new HttpClient());
    }

    /// <summary>A delivery as GitHub sends it; <paramref name="change"/> spoils it.</summary>
    public HttpRequestMessage Delivery(
        string body, string id = "one", string secret = Secret, Action<HttpRequestMessage>? change = null)
    {
        var request = SignedDelivery.Make(Url, Encoding.UTF8.GetBytes(body), id, secret);
        change?.Invoke(request);
        return request;
    }

    public Task<int> SendAsync(HttpRequestMessage request) => SignedDelivery.SendAsync(Client, request);

    public Task<int> SendAsync(string body, string id = "one", Action<HttpRequestMessage>? change = null) =>
        SendAsync(Delivery(body, id, change: change));

    /// <summary>The head of a signed delivery, to be sent as it is.</summary>
    public byte[] Head(ReadOnlySpan<byte> body, params string[] more) => Encoding.ASCII.GetBytes(string.Join("\r\n",
        [
            $"POST {WebhookEndpoint.Path} HTTP/1.1",
            $"Host: {Url.Authority}",
            "Content-Type: application/json",
            "X-GitHub-Event: issues",
            "X-GitHub-Delivery: raw",
            "X-Hub-Signature-256: " + WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(Secret)),
            .. more,
        ]) + "\r\n\r\n");

    public Task<string> RawAsync(byte[] body, params string[] more) => RawAsync([.. Head(body, more), .. body]);

    /// <summary>The first bytes of the answer; empty when the connection was closed without one.</summary>
    public async Task<string> RawAsync(byte[] request, CancellationToken ct = default)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(Url.Host, Url.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(request, ct);
        var answer = new byte[4096];
        var length = await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, ct);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    public async Task<int> StoredAsync() => (await Store.UnreadAsync(100_000)).Count;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
        Folder.Dispose();
    }
}
