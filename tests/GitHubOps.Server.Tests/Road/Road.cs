using System.Collections.Immutable;
using GitHubOps.Sandbox;
using GitHubOps.Tests;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// The whole road, from a person's hand on the stand-in of GitHub to what GitHub shows afterwards, with the wheels
/// turned
/// by hand and the time moved by hand.
/// </summary>
internal sealed class Road : IAsyncDisposable
{
    public const string Repo = "acme/dashboard-factory";
    public const string Secret = "a secret for tests, long enough";

    private static readonly string[] Team = ["ana", "ben", "chidi", "dee", "ivo", "jun", "kat", "lea", "mei", "noor",
        "omar", "pia"];

    private readonly TemporaryFolder folder = new();
    private ServiceHost host = null!;
    private ImmutableArray<IWorker> workers = [];
    private ImmutableDictionary<string, string> channels = ImmutableDictionary<string, string>.Empty;

    private Road(ManualTime time, GitHubSandbox github) => (Time, GitHub) = (time, github);

    public ManualTime Time { get; }

    public GitHubSandbox GitHub { get; }

    public SpecProxy? Proxy { get; private init; }

    public Store Store => host.Services.GetRequiredService<Store>();

    /// <summary>Monday 10:00 in Los Angeles: the factory's office is open.</summary>
    public static DateTimeOffset Start { get; } = new(2026, 11, 2, 18, 0, 0, TimeSpan.Zero);

    public string DatabasePath => folder.File("ops.db");

    public Uri StatusAddress => host.StatusAddress;

    public Instant Now => Instant.FromDateTimeOffset(Time.GetUtcNow());

    /// <param name="ops">Changes the factory's <c>ops.yml</c>.</param>
    /// <param name="before">What happened before the App was installed.</param>
    /// <param name="channels">Files that lead to what listens.</param>
    /// <param name="withProxy">GitHub's description stands between, and judges.</param>
    public static async Task<Road> BeginAsync(
        Func<string, string>? ops = null, Func<GitHubSandbox, Task>? before = null, bool withProxy = false,
        ImmutableDictionary<string, string>? channels = null)
    {
        var time = new ManualTime(Start);
        var github = await GitHubSandbox.StartAsync(new SandboxOptions
        {
            Time = time, WebhookSecret = Secret, RemembersFor = TimeSpan.FromMinutes(1),
        });
        Seed(ops).Plant(github.World);
        var road =
            new Road(time, github)
            {
                channels = channels ?? ImmutableDictionary<string, string>.Empty,
                Proxy = withProxy ? await SpecProxy.StartAsync(github.BaseAddress) : null
            };
        File.WriteAllText(road.folder.File("app.pem"), github.App.PrivateKeyPem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(
            road.folder.File("app.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        road.folder.Write("secret", Secret);
        if (before is not null)
        {
            await before(github);
            time.Advance(TimeSpan.FromHours(1));
        }

        await road.StartAsync();
        await github.As("ana").InstallAppAsync("acme");
        await road.RunAsync(Duration.FromMinutes(3));
        github.Ledger.Clear();
        return road;
    }

    public static SandboxSeed Seed(Func<string, string>? ops = null)
    {
        var seed = SandboxSeed.FromFolder("acme", Checkout.PathTo("docs", "examples", "acme")) with
        {
            Members = [.. Team],
            Others = ["contributor"],
        };
        seed = seed.WithRole(RepositoryRole.Write, Team);
        if (ops is null) return seed;
        return seed with
        {
            Repositories = [.. seed.Repositories.Select(repo => repo.Name != "dashboard-factory" ? repo : repo with
            {
                Files = repo.Files.SetItem(".github/ops.yml", ops(repo.Files[".github/ops.yml"])),
            })],
        };
    }

    /// <summary>What somebody answers in the factory's form for a broken template.</summary>
    public static Dictionary<string, string> Answers(
        string impact = "Template does not load", string area = "publishing") => new()
        {
            ["area"] = area,
            ["template"] = "examples/dashboards/revenue-weekly",
            ["impact"] = impact,
            ["what-happened"] = "It stays empty.",
            ["version"] = "2026.22",
        };

    public Task<SandboxIssue> OpenFormAsync(
        string title = "The weekly template is broken", string impact = "Template does not load") =>
        GitHub.As("contributor").OpenFormAsync(Repo, "template-bug.yml", title, Answers(impact));

    /// <summary>Runs for some time: everything that is due is done at its time.</summary>
    public async Task RunAsync(Duration span)
    {
        var end = Time.GetUtcNow() + span.ToTimeSpan();
        while (true)
        {
            await WorkAsync();
            var next = await NextDueAsync();
            if (next > end)
            {
                Time.AdvanceTo(end);
                return;
            }

            Time.AdvanceTo(next);
        }
    }

    /// <summary>Decides what waits, and writes nothing to GitHub.</summary>
    public async Task DecideAsync()
    {
        await GitHub.WhenDeliveredAsync();
        while (await workers.OfType<InboxWorker>().First().RunOnceAsync(CancellationToken.None))
        {
        }
    }

    /// <summary>One step of one worker of a kind; false: it had nothing to do.</summary>
    public Task<bool> StepAsync<T>()
        where T : IWorker => workers.OfType<T>().First().RunOnceAsync(CancellationToken.None);

    /// <summary>Kills nothing, but forgets everything that is not stored.</summary>
    public async Task RestartAsync()
    {
        GitHub.App.WebhookUrl = null;
        await StopAsync();
        await StartAsync();
    }

    /// <summary>The service is down: what GitHub delivers meanwhile fails, and stands in its log.</summary>
    public Task StopAsync() => host.DisposeAsync().AsTask();

    /// <summary>A look into the database, or a hand in that of the stopped service.</summary>
    public T ChangeStore<T>(Func<Microsoft.Data.Sqlite.SqliteConnection, T> change)
    {
        using var database = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={folder.File("ops.db")};Pooling=False");
        database.Open();
        return change(database);
    }

    /// <summary>A backup of the running service's database.</summary>
    public void KeepStore(string name) =>
        StoreFile.Backup("sqlite:" + folder.File("ops.db"), folder.File(name)).IsSound.ShouldBeTrue();

    /// <summary>The running service's database, to be looked into.</summary>
    public Microsoft.Data.Sqlite.SqliteConnection OpenDatabase()
    {
        var database = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={folder.File("ops.db")};Pooling=False;Mode=ReadOnly");
        database.Open();
        return database;
    }

    /// <summary>In place of the database of the stopped service.</summary>
    public void BringBackStore(string name)
    {
        foreach (var file in (string[])["ops.db", "ops.db-wal", "ops.db-shm"]) File.Delete(folder.File(file));
        File.Copy(folder.File(name), folder.File("ops.db"));
    }

    public async Task<IReadOnlyList<SandboxComment>> OurCommentsAsync(SandboxIssue issue)
    {
        await GitHub.WhenDeliveredAsync();
        return [.. issue.Comments.Where(comment => comment.Author == GitHub.App.Bot)];
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        if (Proxy is not null) await Proxy.DisposeAsync();
        await GitHub.DisposeAsync();
        folder.Dispose();
    }

    public async Task StartAsync()
    {
        host = await ServiceHost.StartAsync(
            new ServiceSettings
            {
                ApiUrl = (Proxy?.Address ?? GitHub.BaseAddress).ToString(),
                AppId = GitHub.App.ClientId,
                PrivateKeyFile = folder.File("app.pem"),
                WebhookSecretFiles = [folder.File("secret")],
                Store = "sqlite:" + folder.File("ops.db"),
                ChannelFiles = channels,
                Listen = "http://127.0.0.1:0",
                StatusListen = "http://127.0.0.1:0",
                LogsToConsole = false,
                RunsWorkers = false,
                WaitsInProcess = false,
            },
            Time);
        workers = [.. host.Services.GetServices<IWorker>()];
        GitHub.App.WebhookUrl = host.WebhookUrl;
    }

    private async Task WorkAsync()
    {
        for (var worked = true; worked;)
        {
            await GitHub.WhenDeliveredAsync();
            worked = false;
            foreach (var worker in workers) worked |= await worker.RunOnceAsync(CancellationToken.None);
        }
    }

    private async Task<DateTimeOffset> NextDueAsync()
    {
        var next = DateTimeOffset.MaxValue;
        foreach (var worker in workers)
            if (await worker.NextDueAsync() is { } due && due.ToDateTimeOffset() < next) next = due.ToDateTimeOffset();

        // What is due and could not be done is not tried again in the same instant.
        var soonest = Time.GetUtcNow() + TimeSpan.FromMilliseconds(100);
        return next < soonest ? soonest : next;
    }
}
