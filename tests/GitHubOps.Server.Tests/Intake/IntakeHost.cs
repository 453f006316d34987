using System.Net.Http.Headers;
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
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-GitHub-Event", "issues");
        request.Headers.Add("X-GitHub-Delivery", id);
        request.Headers.Add("X-Hub-Signature-256", WebhookSignature.Sign(bytes, Encoding.UTF8.GetBytes(secret)));
        change?.Invoke(request);
        return request;
    }

    public async Task<int> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        return (int)response.StatusCode;
    }

    public Task<int> SendAsync(string body, string id = "one", Action<HttpRequestMessage>? change = null) =>
        SendAsync(Delivery(body, id, change: change));

    public async Task<int> StoredAsync() => (await Store.UnreadAsync(100_000)).Count;

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await host.DisposeAsync();
        Folder.Dispose();
    }
}
