using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using GitHubOps.Core;
using GitHubOps.Server;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary><c>githubops serve</c>: takes GitHub's deliveries, decides, and tells GitHub.</summary>
internal sealed class ServeVerb : Verb
{
    private const string Environment = """
        Every option can be given by the environment instead: --api-url as GITHUBOPS_API_URL and so on;
        several files in GITHUBOPS_WEBHOOK_SECRET_FILE, and channels in GITHUBOPS_CHANNEL, are separated by commas.
        """;

    public override Command Build(Surroundings surroundings)
    {
        var api = Text("--api-url", "GitHub's API; https://HOST/api/v3 for an Enterprise Server.", "URL");
        var app = Text("--app-id", "The client id (or number) of the GitHub App.", "ID");
        var key = Text("--private-key", "The App's private key, PEM, readable by its owner only.", "FILE");
        var secrets = new Option<string[]>("--webhook-secret-file")
        {
            Description = "A file with the webhook's secret; twice while the secret is being replaced.",
            HelpName = "FILE",
        };
        var store = Text("--store", "Where everything is kept: sqlite:PATH.", "STORE");
        var listen = Text("--listen", "Where deliveries come in (default: http://127.0.0.1:8080).", "URL");
        var status = Text("--status-listen",
            "Where health and figures are shown, loopback only (default: http://127.0.0.1:8081).", "URL");
        var settle = Text(
            "--settle", "How long a new issue waits for its form's labels and quick edits (default: 8s).", "TIME");
        var keep = Text(
            "--keep-bytes", "Payloads of finished deliveries go early above this (default: 4GB).", "BYTES");
        var remove = Text(
            "--remove-after", "The data of an uninstalled App's repositories go after this (default: 7d).", "TIME");
        var channels = new Option<string[]>("--channel")
        {
            Description =
                "Where `remind`, `page` and `post to` lead: a file for each channel's name, as often as needed. " +
                """The file holds {"url": …, "kind": "slack"}, or "json" and a "secret" that signs.""",
            HelpName = "NAME=FILE",
        };
        var command = new VerbCommand(
            "serve",
            "Run the service: webhooks in, decisions stored, GitHub told.\n\n" + Environment,
            "githubops serve --app-id Iv23abc --private-key app.pem --webhook-secret-file secret --store sqlite:ops.db",
            "githubops serve --app-id Iv23abc --private-key app.pem --webhook-secret-file old "
                + "--webhook-secret-file new --store sqlite:/var/lib/githubops/ops.db --listen http://0.0.0.0:8080")
        {
            api, app, key, secrets, store, listen, status, settle, keep, remove, channels,
        };
        command.SetAction((result, cancellation) =>
        {
            string? Given(Option<string?> option) => result.GetValue(option) ?? surroundings.Setting(NameOf(option));
            var defaults = new ServiceSettings { AppId = "", PrivateKeyFile = "", WebhookSecretFiles = [], Store = "" };
            return RunAsync(defaults with
            {
                ApiUrl = Given(api) ?? defaults.ApiUrl,
                AppId = Given(app) ?? "",
                PrivateKeyFile = Given(key) ?? "",
                WebhookSecretFiles = result.GetValue(secrets) is { Length: > 0 } files
                    ? [.. files]
                    : [.. (surroundings.Setting(NameOf(secrets)) ?? "").Split(
                        ',', StringSplitOptions.RemoveEmptyEntries)],
                ChannelFiles = ReadChannels(channels, result.GetValue(channels) is { Length: > 0 } named
                    ? named
                    : (surroundings.Setting(NameOf(channels)) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)),
                Store = Given(store) ?? "",
                Listen = Given(listen) ?? defaults.Listen,
                StatusListen = Given(status) ?? defaults.StatusListen,
                Settle = Given(settle) is { } time ? ReadTime(settle, time) : defaults.Settle,
                KeepBytes = Given(keep) is { } bytes ? ReadBytes(keep, bytes) : defaults.KeepBytes,
                RemoveAfter = Given(remove) is { } after ? ReadTime(remove, after) : defaults.RemoveAfter,
            }, surroundings, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ServiceSettings settings, Surroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            await using var host = await ServiceHost.StartAsync(settings, surroundings.Time, ct: cancellation);
            await surroundings.Out.WriteLineAsync($"githubops listens for GitHub at {host.WebhookUrl}");
            await surroundings.Out.WriteLineAsync(
                $"githubops shows its state at {new Uri(host.StatusAddress, "/status")}");
            await surroundings.Out.FlushAsync(CancellationToken.None);
            await host.WaitForShutdownAsync(cancellation);
            return ExitCodes.Pass;
        }
        catch (CannotStartException refusal)
        {
            throw new UsageException(refusal.Message);
        }
    }

    private static Option<string?> Text(string name, string description, string value) =>
        new(name) { Description = description, HelpName = value };

    /// <summary><c>--api-url</c> → <c>GITHUBOPS_API_URL</c>.</summary>
    private static string NameOf(Option option) =>
        "GITHUBOPS_" + option.Name.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    private static Duration ReadTime(Option option, string text)
    {
        if (text.Length is > 1 and < 8 && int.TryParse(
            text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            switch (text[^1])
            {
                case 's': return Duration.FromSeconds(count);
                case 'm': return Duration.FromMinutes(count);
                case 'h': return Duration.FromHours(count);
                case 'd': return Duration.FromDays(count);
            }
        }

        throw new UsageException($"{option.Name}: {text} is no time. Write something like 8s, 1m or 7d.");
    }

    private static ImmutableDictionary<string, string> ReadChannels(Option option, string[] texts)
    {
        var files = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || at == text.Length - 1)
                throw new UsageException(
                    $"{option.Name}: {text} is no channel. Write something like ops-chat=ops-chat.json.");
            if (!files.TryAdd(text[..at], text[(at + 1)..]))
                throw new UsageException($"{option.Name}: {text[..at]} is named twice. Keep one of them.");
        }

        return files.ToImmutable();
    }

    private static long ReadBytes(Option option, string text)
    {
        if (text.Length is > 2 and < 10 && long.TryParse(
            text.AsSpan(0, text.Length - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            switch (text[^2..])
            {
                case "MB": return count * 1024 * 1024;
                case "GB": return count * 1024 * 1024 * 1024;
            }
        }

        throw new UsageException($"{option.Name}: {text} is no number of bytes. Write something like 500MB or 4GB.");
    }
}
