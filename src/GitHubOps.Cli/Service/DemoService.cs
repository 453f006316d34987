using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Sandbox;
using GitHubOps.Server;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>
/// The real service beside the sandbox: its own port, its store in a folder that goes away with it. Both speak over
/// sockets alone, with signed deliveries and the App's key.
/// </summary>
internal sealed class DemoService : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly DirectoryInfo folder;
    private readonly ServiceHost host;

    private DemoService(DirectoryInfo folder, ServiceHost host)
    {
        this.folder = folder;
        this.host = host;
    }

    public Uri StatusUrl => new(host.StatusAddress, "/status");

    public Uri WebhookUrl => host.WebhookUrl;

    /// <summary>Starts the service and points the sandbox's App at it. The App is not installed yet.</summary>
    public static async Task<DemoService> StartAsync(
        GitHubSandbox sandbox, TimeProvider time, string secret, CancellationToken cancellation)
    {
        var temp = Directory.CreateTempSubdirectory("githubops-demo-");
        try
        {
            var key = Path.Combine(temp.FullName, "app.pem");
            var secretFile = Path.Combine(temp.FullName, "webhook-secret");
            await SecretFile.WriteAsync(key, sandbox.App.PrivateKeyPem, cancellation);
            await SecretFile.WriteAsync(secretFile, secret, cancellation);
            var settings = new ServiceSettings
            {
                ApiUrl = sandbox.BaseAddress.ToString().TrimEnd('/'),
                AppId = sandbox.App.ClientId,
                PrivateKeyFile = key,
                WebhookSecretFiles = [secretFile],
                Store = "sqlite:" + Path.Combine(temp.FullName, "githubops.db"),
                Listen = "http://127.0.0.1:0",
                StatusListen = "http://127.0.0.1:0",
                LogsToConsole = false,
            };
            var started = await ServiceHost.StartAsync(settings, time, ct: cancellation);
            sandbox.App.WebhookSecret = secret;
            sandbox.App.WebhookUrl = started.WebhookUrl;
            return new DemoService(temp, started);
        }
        catch
        {
            temp.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>The clock was moved: whoever waits for a moment looks again.</summary>
    public void Wake() => host.Wake();

    /// <summary>What <c>/status</c> says, as far as moving the clock needs it.</summary>
    public async Task<ServiceGlance> GlanceAsync(CancellationToken cancellation)
    {
        using var status = JsonDocument.Parse(await http.GetByteArrayAsync(StatusUrl, cancellation));
        var root = status.RootElement;
        var inbox = root.GetProperty("inbox");
        var outbox = root.GetProperty("outbox");
        var checks = root.GetProperty("checks");
        var messages = root.GetProperty("messages");
        var now = InstantPattern.ExtendedIso.Parse(root.GetProperty("now").GetString()!).Value;
        var next = Earliest(InstantOf(root, "nextDue"), InstantOf(root, "nextAlarm"));
        var isBusy = Count(inbox, "new") + Count(inbox, "running") + Count(outbox, "running")
            + Count(checks, "running") + Count(messages, "running") > 0 || next <= now;
        return new ServiceGlance(isBusy, next,
            $"inbox {inbox.GetRawText()} outbox {outbox.GetRawText()} checks {checks.GetRawText()} next {next}");
    }

    /// <summary>
    /// What the service reports against itself: dead letters, failed set-ups, problems. Messages are left out: no
    /// channel has an address here, so each of them is kept and none is sent.
    /// </summary>
    public async Task<ImmutableArray<string>> ComplaintsAsync(CancellationToken cancellation)
    {
        using var status = JsonDocument.Parse(await http.GetByteArrayAsync(StatusUrl, cancellation));
        var root = status.RootElement;
        var dead = Count(root.GetProperty("inbox"), "dead") + Count(root.GetProperty("outbox"), "dead");
        return
        [
            .. ((string[])["deadLetters", "setupFailures", "checkFailures", "problems", "blocked"])
                .SelectMany(name => root.GetProperty(name).EnumerateArray().Select(c => (name, c)))
                .Where(found => found.name != "deadLetters" || found.c.GetProperty("box").GetString() != "message")
                .Select(found => $"the service reports under {found.name}: {found.c.GetRawText()}"),

            // Of dead letters only the newest are listed.
            .. dead == 0 ? [] : (string[])[$"the service has {dead} dead letters"],
        ];
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await host.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static long Count(JsonElement counts, string state) =>
        counts.TryGetProperty(state, out var count) ? count.GetInt64() : 0;

    private static Instant? InstantOf(JsonElement root, string name) =>
        root.GetProperty(name).GetString() is { } text ? InstantPattern.ExtendedIso.Parse(text).Value : null;

    private static Instant? Earliest(Instant? one, Instant? other) => one is null || other < one ? other ?? one : one;
}
