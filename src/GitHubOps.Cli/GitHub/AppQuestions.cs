using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using GitHubOps.Core;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Cli;

/// <summary>What only the App itself is told: where it is installed, with what, and how its news arrive.</summary>
internal sealed class AppQuestions(GitHubApi asApp, GitHubApi reader, RepoName repo)
{
    private const int DeliveriesMax = 10;

    public async Task<HostedApp> HostedAsync(CancellationToken ct)
    {
        var app = await asApp.GetAsync("app", GitHubJson.Default.HubApp, ct);
        var installation = await InstallationAsync(repo, ct);
        return new HostedApp(app.Slug)
        {
            Installation = installation is null ? null : Read(installation) with
            {
                NewerIssues = At(installation.CreatedAt) is { } at ? await OpenSinceAsync(at, ct) : null,
            },
            SeesOrgFiles = await SeesAsync(new RepoName(repo.Owner, ".github"), ct),
            Webhook = Read(await asApp.GetAsync("app/hook/config", GitHubJson.Default.HubHook, ct)),
            Deliveries = installation is null ? [] : await DeliveriesAsync(installation.Id, ct),
        };
    }

    /// <summary>What is public can be read without being installed there.</summary>
    private async Task<bool> SeesAsync(RepoName of, CancellationToken ct) =>
        await InstallationAsync(of, ct) is not null ||
        await reader.FindAsync(GitHubApi.Repo(of), GitHubJson.Default.HubRepository, ct) is { Private: false };

    private Task<int> OpenSinceAsync(Instant at, CancellationToken ct) =>
        new RepositoryQuestions(reader, repo).OpenIssuesAsync($" created:>{InstantPattern.General.Format(at)}", ct);

    private Task<HubInstallation?> InstallationAsync(RepoName of, CancellationToken ct) =>
        asApp.FindAsync($"{GitHubApi.Repo(of)}/installation", GitHubJson.Default.HubInstallation, ct);

    private async Task<ImmutableArray<HostedDelivery>> DeliveriesAsync(long installation, CancellationToken ct)
    {
        var log = await asApp.GetAsync("app/hook/deliveries?per_page=100", GitHubJson.Default.HubDeliveryArray, ct);
        return
        [
            .. log.Where(delivery => delivery.InstallationId == installation).Take(DeliveriesMax)
                .Select(delivery => new HostedDelivery(
                    Instant.FromDateTimeOffset(delivery.DeliveredAt), delivery.StatusCode)),
        ];
    }

    private static HostedInstallation Read(HubInstallation found) => new(
        found.TargetType == "Organization", found.SuspendedAt is not null,
        found.Permissions.ToImmutableDictionary(), [.. found.Events]);

    private static HostedWebhook Read(HubHook hook) => new(
        string.IsNullOrEmpty(hook.Url) ? null : hook.Url,
        HasSecret: !string.IsNullOrEmpty(hook.Secret),
        IsJson: hook.ContentType == "json",
        ChecksCertificate: hook.InsecureSsl?.ToString() != "1");

    private static Instant? At(JsonElement created) => created.ValueKind switch
    {
        JsonValueKind.Number when created.TryGetInt64(out var seconds) && seconds is >= 0 and < 253_402_300_800 =>
            Instant.FromUnixTimeSeconds(seconds),
        JsonValueKind.String when DateTimeOffset.TryParse(
            created.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) =>
            Instant.FromDateTimeOffset(at),
        _ => null,
    };
}
