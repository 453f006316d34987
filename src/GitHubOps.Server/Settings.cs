using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What the service is told at its start. Every mistake is one line that says what to set.</summary>
public sealed record ServiceSettings
{
    /// <summary>GitHub's API, or that of a GitHub Enterprise Server: <c>https://HOST/api/v3</c>.</summary>
    public string ApiUrl { get; init; } = "https://api.github.com";

    /// <summary>The App's client id (<c>Iv23…</c>) or its number.</summary>
    public required string AppId { get; init; }

    /// <summary>The App's private key: PEM, readable by the owner only.</summary>
    public required string PrivateKeyFile { get; init; }

    /// <summary>Files with the webhook's secret: one, or two while one is being replaced.</summary>
    public required ImmutableArray<string> WebhookSecretFiles { get; init; }

    /// <summary><c>sqlite:PATH</c></summary>
    public required string Store { get; init; }

    /// <summary>Files with the addresses of channels, by the name that <c>ops.yml</c> has for them.</summary>
    public ImmutableDictionary<string, string> ChannelFiles { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Where GitHub's deliveries come in; port 0 takes a free one.</summary>
    public string Listen { get; init; } = "http://127.0.0.1:8080";

    /// <summary>Where health and figures are shown: loopback only. Port 0 takes a free one.</summary>
    public string StatusListen { get; init; } = "http://127.0.0.1:8081";

    /// <summary>How long a new issue waits, so that its form's labels and quick edits are seen with it.</summary>
    public Duration Settle { get; init; } = Duration.FromSeconds(8);

    public static Duration SettleMax { get; } = Duration.FromMinutes(5);

    /// <summary>Bodies of finished deliveries are kept this long; their ids longer: <see cref="KeepIds"/>.</summary>
    public Duration KeepBodies { get; init; } = Duration.FromDays(14);

    /// <summary>A delivery that comes again within this time is known. GitHub redelivers for some days only.</summary>
    public Duration KeepIds { get; init; } = Duration.FromDays(90);

    /// <summary>What happened to issues is kept this long, so that a change of the files can be tried on it.</summary>
    public Duration KeepHistory { get; init; } = Duration.FromDays(90);

    /// <summary>Decisions and their reasons are kept this long.</summary>
    public Duration KeepJournal { get; init; } = Duration.FromDays(400);

    /// <summary>
    /// Bytes of all payloads and of the history, as they are stored (compressed): above, payloads of finished
    /// deliveries go early, then the history, the oldest first.
    /// </summary>
    public long KeepBytes { get; init; } = 4L * 1024 * 1024 * 1024;

    /// <summary>Below, a busy hour's payloads would not be there when one is asked for.</summary>
    public static long KeepBytesMin { get; } = 1024 * 1024;

    /// <summary>How long after the App was uninstalled what is known of the installation is removed.</summary>
    public Duration RemoveAfter { get; init; } = Duration.FromDays(7);

    /// <summary>False: no log on the console, for hosts that have their own.</summary>
    public bool LogsToConsole { get; init; } = true;

    /// <summary>False: nothing runs in the background; tests turn the wheels by hand.</summary>
    internal bool RunsWorkers { get; init; } = true;

    /// <summary>
    /// False: a wait that GitHub asks for is always handed back, however short; tests move the time themselves.
    /// </summary>
    internal bool WaitsInProcess { get; init; } = true;

    internal int BodyBytesMax { get; init; } = WebhookEndpoint.BodyBytesMax;

    internal long UnverifiedBytesMax { get; init; } = 64L * 1024 * 1024;

    /// <exception cref="CannotStartException">With the first thing that must be set otherwise.</exception>
    internal void Check()
    {
        _ = Address(Listen, "--listen");
        if (!Address(StatusListen, "--status-listen").IsLoopback)
        {
            throw Wrong("status-not-loopback", $"the status page would be open to others at {StatusListen}",
                "Set --status-listen to a loopback address such as http://127.0.0.1:8081.");
        }

        if (Settle < Duration.Zero || Settle > SettleMax)
            throw Wrong(
                "settle-range", $"a new issue cannot wait {Settle}", "Set --settle to something from 0s to 5m.");
        if (KeepIds < Duration.FromDays(30) || KeepBodies > KeepIds)
            throw Wrong("keep-range", "delivery ids must be kept for 30 days, and longer than bodies",
                "Leave the times of keeping at their defaults.");
        if (KeepBytes < KeepBytesMin)
            throw Wrong("keep-bytes-range", $"payloads cannot be kept within {KeepBytes} bytes",
                "Set --keep-bytes to 1MB or more.");
        if (RemoveAfter < Duration.FromDays(1) || RemoveAfter > Duration.FromDays(90))
            throw Wrong("remove-after-range", $"the data of an installation cannot be removed after {RemoveAfter}",
                "Set --remove-after to something from 1d to 90d.");
        if (!Uri.TryCreate(ApiUrl, UriKind.Absolute, out _))
            throw Wrong("api-url-form", $"{ApiUrl} is no address",
                "Set --api-url to https://api.github.com or https://HOST/api/v3.");
        if (AppId.Length == 0)
            throw Wrong("no-app-id", "no GitHub App is named",
                "Set --app-id to the client id that the App's settings page shows.");
        if (PrivateKeyFile.Length == 0)
            throw Wrong("no-private-key", "no private key is given",
                "Set --private-key to the PEM file that the App's settings page gave.");
    }

    internal GitHubSettings ToGitHub() => new()
    {
        ApiUrl = new Uri(ApiUrl),
        AppId = AppId,
        PrivateKeyFile = PrivateKeyFile,
        WaitsInProcess = WaitsInProcess,
    };

    internal static Uri Address(string text, string option)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp &&
            uri.PathAndQuery == "/") return uri;
        throw Wrong("listen-form", $"{text} is no address to listen on",
            $"Set {option} to something like http://127.0.0.1:8080; TLS belongs to the proxy in front.");
    }

    private static CannotStartException Wrong(string code, string text, string remedy) =>
        new(Problem.Error(code, text, remedy: remedy));
}
