using System.Text.Json;
using GitHubOps.Sandbox;

namespace GitHubOps.Benchmarks;

/// <summary>
/// The service in a process of its own beside the stand-in of GitHub in this one, over sockets alone.
/// </summary>
internal sealed class Stage : IAsyncDisposable
{
    public const string Repo = "acme/dashboard-factory";

    private static readonly string[] Team = ["ana", "ben", "chidi", "dee", "ivo", "jun", "kat", "lea", "mei", "noor"];

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly RunFolder folder = new();
    private readonly double settleSeconds;

    private Stage(GitHubSandbox github, ShiftedTime time, double settleSeconds)
    {
        (GitHub, Time, this.settleSeconds) = (github, time, settleSeconds);
        Store = new StoreFile(Path.Combine(folder.Path, "ops.db"));
    }

    public GitHubSandbox GitHub { get; }

    /// <summary>The clock of both sides; the service takes it over at its next start.</summary>
    public ShiftedTime Time { get; }

    public StoreFile Store { get; }

    public Child Service { get; private set; } = null!;

    /// <summary>The App is installed and everything is set up.</summary>
    /// <param name="ops">Changes the repository's <c>ops.yml</c>.</param>
    public static async Task<Stage> SetAsync(
        TimeSpan shift = default, double settleSeconds = 0, Func<string, string>? ops = null,
        Action<SandboxRequest>? onRequest = null)
    {
        var time = new ShiftedTime { Shift = shift };
        var github = await GitHubSandbox.StartAsync(
            new SandboxOptions { Time = time, WebhookSecret = Payloads.Secret, OnRequest = onRequest });
        Seed(ops ?? (text => text)).Plant(github.World);
        var stage = new Stage(github, time, settleSeconds);
        var key = Path.Combine(stage.folder.Path, "app.pem");
        await File.WriteAllTextAsync(key, github.App.PrivateKeyPem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await stage.StartAsync();
        await github.As("ana").InstallAppAsync("acme");
        await stage.WhenQuietAsync();
        await stage.WhenSetUpAsync();
        return stage;
    }

    public async Task StartAsync()
    {
        Service = await Child.StartAsync("service", JsonSerializer.Serialize(new ServicePlan
        {
            Folder = folder.Path,
            ApiUrl = GitHub.BaseAddress.ToString(),
            AppId = GitHub.App.ClientId,
            SettleSeconds = settleSeconds,
            ShiftSeconds = Time.Shift.TotalSeconds,
        }));
        GitHub.App.WebhookUrl = new Uri($"http://127.0.0.1:{Service.Ports[0]}/api/github/webhooks");
    }

    public async Task StopAsync()
    {
        GitHub.App.WebhookUrl = null;
        await Service.StopAsync();
        Service.Dispose();
    }

    /// <summary>Somebody answers the form for a broken template.</summary>
    public Task<SandboxIssue> OpenIssueAsync(int number) => GitHub.As("contributor").OpenFormAsync(
        Repo, "template-bug.yml", $"The weekly template {number} is broken", new Dictionary<string, string>
        {
            ["area"] = "publishing",
            ["template"] = "examples/dashboards/revenue-weekly",
            ["impact"] = "Template does not load",
            ["what-happened"] = "It stays empty.",
            ["version"] = "2026.22",
        });

    /// <summary>Everything is delivered, decided and written.</summary>
    public async Task WhenQuietAsync()
    {
        await GitHub.WhenDeliveredAsync();
        await Store.WhenQuietAsync(Longest);
        await GitHub.WhenDeliveredAsync();
        await Store.WhenQuietAsync(Longest);
    }

    public async ValueTask DisposeAsync()
    {
        Service.Dispose();
        await GitHub.DisposeAsync();
        folder.Dispose();
    }

    private async Task WhenSetUpAsync()
    {
        var from = TimeProvider.System.GetTimestamp();
        while (Store.Ask<long>("SELECT COUNT(*) FROM repositories WHERE setup_state = 'done'") == 0 ||
            Store.Ask<long>("SELECT COUNT(*) FROM repositories WHERE setup_state = 'wanted'") > 0)
        {
            if (TimeProvider.System.GetElapsedTime(from) > Longest)
                throw new TimeoutException("the repositories were not set up");
            await Task.Delay(50);
        }
    }

    private static SandboxSeed Seed(Func<string, string> ops)
    {
        var seed = SandboxSeed.FromFolder("acme", Examples.Folder) with
        {
            Members = [.. Team],
            Others = ["contributor"]
        };
        seed = seed.WithRole(RepositoryRole.Write, Team);
        return seed with
        {
            Repositories = [.. seed.Repositories.Select(repo => !Repo.EndsWith(repo.Name, StringComparison.Ordinal)
                ? repo
                : repo with { Files = repo.Files.SetItem(".github/ops.yml", ops(repo.Files[".github/ops.yml"])) })],
        };
    }
}

/// <summary>The example repositories of the documentation.</summary>
internal static class Examples
{
    public static string Folder { get; } = Path.Combine(Root(), "docs", "examples", "acme");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "GitHubOps.sln"))) return folder.FullName;
        throw new InvalidOperationException("GitHubOps.sln was not found above the program");
    }
}
