using System.Collections.Immutable;
using System.Diagnostics;
using Dapper;
using GitHubOps.Core;
using GitHubOps.Sandbox;

namespace GitHubOps.Server.Tests;

/// <summary>
/// GitHub with some organizations that have installed the App, people who open issues, and one store for each service
/// process that is started after the other.
/// </summary>
internal sealed class ServedWorld : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private const int WaitingMax = 4;

    private readonly ImmutableArray<string> organizations;
    private readonly Random people;
    private ImmutableList<SandboxIssue> issues = [];
    private Action<SandboxRequest> watch = _ => { };

    private ServedWorld(int seed, string[] organizations)
    {
        this.organizations = [.. organizations];
        people = new Random(seed);
    }

    public GitHubSandbox GitHub { get; private set; } = null!;

    public TemporaryFolder Folder { get; } = new();

    public string Database => Folder.File("ops.db");

    public IReadOnlyList<SandboxIssue> Issues => issues;

    /// <summary>Each as <c>NAME=FILE</c>.</summary>
    public ImmutableArray<string> Channels { get; init; } = [];

    public static Task<ServedWorld> BeginAsync(int seed, params string[] organizations) =>
        BeginAsync(new ServedWorld(seed, organizations), ops: null);

    /// <param name="ops">Changes the factory's <c>ops.yml</c>.</param>
    /// <param name="channels">Each as <c>NAME=FILE</c>.</param>
    public static Task<ServedWorld> BeginAsync(Func<string, string> ops, params ImmutableArray<string> channels) =>
        BeginAsync(new ServedWorld(1, ["acme"]) { Channels = channels }, ops);

    private static async Task<ServedWorld> BeginAsync(ServedWorld world, Func<string, string>? ops)
    {
        world.GitHub = await GitHubSandbox.StartAsync(new SandboxOptions
        {
            WebhookSecret = Road.Secret,
            OnRequest = request => Volatile.Read(ref world.watch)(request),
        });
        foreach (var organization in world.organizations)
        {
            (Seed(ops) with { Organization = organization }).Plant(world.GitHub.World);
            await world.GitHub.As("ana").InstallAppAsync(organization);
        }

        ServeProcess.Prepare(world.Folder, Road.Secret, world.GitHub.App.PrivateKeyPem);
        return world;
    }

    /// <summary>Starts the service; from then on GitHub delivers to it.</summary>
    public async Task<ServeProcess> ServeAsync(string? crashAt = null, int? leaseSeconds = null)
    {
        var serve = await ServeProcess.StartAsync(
            Folder, GitHub.BaseAddress, GitHub.App.ClientId, crashAt, leaseSeconds, database: null, Channels);
        if (serve.WebhookUrl is not null) GitHub.App.WebhookUrl = serve.WebhookUrl;
        return serve;
    }

    public async Task<SandboxIssue> OpenAsync(string title = "The weekly template is broken")
    {
        var where = $"{organizations[people.Next(organizations.Length)]}/dashboard-factory";
        var issue = await GitHub.As("contributor").OpenFormAsync(where, "template-bug.yml", title, Road.Answers());
        ImmutableInterlocked.Update(ref issues, all => all.Add(issue));
        return issue;
    }

    /// <summary>Once GitHub knows whom to tell, people open an issue whenever fewer than some wait.</summary>
    public async Task OpenUntilAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var isIdle = issues.Count(IsWaiting) < WaitingMax * organizations.Length;
            if (isIdle && GitHub.App.WebhookUrl is not null) await OpenAsync();

            // Not news but people: there is nothing to wait for.
            else await Task.Delay(20, CancellationToken.None);
        }
    }

    /// <summary>
    /// Does something while GitHub holds the answer to the request that is counted last: what was asked is done, and
    /// nobody has heard of it yet.
    /// </summary>
    public async Task AtRequestAsync(int number, Func<SandboxRequest, bool> counts, Action act)
    {
        var left = number;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref watch, request =>
        {
            if (!counts(request) || Interlocked.Decrement(ref left) != 0) return;
            act();
            reached.SetResult();
        });
        try
        {
            await reached.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"request {number} never came; the last: {LastRequests()}; GitHub's log: {LastDeliveries()}");
        }

        Volatile.Write(ref watch, _ => { });
    }

    /// <summary>How long GitHub waits for the next change that it is asked for.</summary>
    public async Task<TimeSpan> FirstWriteAsync(Stopwatch since)
    {
        await AtRequestAsync(1, request => request.IsWrite, since.Stop);
        return since.Elapsed;
    }

    /// <summary>
    /// Returns when every issue is served, all that GitHub ever tried to tell is in the store, and nothing waits.
    /// </summary>
    public async Task SettleAsync(ServeProcess serve)
    {
        using var client = new HttpClient();
        using var limit = new CancellationTokenSource(Patience);
        for (var heard = -1; issues.Any(IsWaiting) || heard != GitHub.Events.Count || Unfinished().Count > 0 ||
            !await serve.IsQuietAsync(client);)
        {
            // Another process: there is nothing to wait for but its figures.
            await Task.Delay(50, limit.Token);
            heard = GitHub.Events.Count;
            await GitHub.WhenDeliveredAsync();
        }
    }

    /// <summary>Nothing lost, nothing done twice, nothing too fast: as GitHub counts, and as the store says.</summary>
    /// <param name="isRestartedAtOnce">
    /// Started again every few seconds: the points of the last minute are counted in memory and begin anew each time.
    /// </param>
    public void Holds(bool isRestartedAtOnce = false)
    {
        foreach (var issue in issues)
        {
            issue.Comments.Count(comment => comment.Author == GitHub.App.Bot).ShouldBe(1, $"comments on {issue}");
            issue.Assignees.Length.ShouldBe(1, $"{issue}: {string.Join(", ", issue.Timeline)}");
            issue.LabelNames.ShouldContain("sev/s2");
            DoneTwice(issue).ShouldBeEmpty();
        }

        Unfinished().ShouldBeEmpty("what GitHub tried to tell");
        Ask<string>("SELECT DISTINCT state FROM inbox").ShouldBeSubsetOf(["done", "ignored"]);
        Ask<string>("SELECT DISTINCT state FROM outbox").ShouldBe(["done"]);
        GitHub.Ledger.PaceViolations.Where(violation =>
            !isRestartedAtOnce || !violation.Rule.Contains("points a minute", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }

    /// <summary>What the App did to an issue more than once.</summary>
    private static IEnumerable<string> DoneTwice(SandboxIssue issue) => issue.Timeline.Where(act => act.ViaApp)
        .CountBy(act => $"{issue} {act.Kind} {act.LabelName}{act.Assignee?.Login}").Where(act => act.Value > 1)
        .Select(act => $"{act.Value} times: {act.Key}");

    /// <summary>A question to the store, beside the process that owns it.</summary>
    public IReadOnlyList<T> Ask<T>(string sql)
    {
        using var database = Dialect.Parse("sqlite:" + Database).Open(true);
        return database.Query<T>(sql).AsList();
    }

    /// <summary>Returns when a question to the store is answered so, and by nothing else.</summary>
    public async Task WhenAsync(string sql, string answer)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!Ask<string>(sql).SequenceEqual([answer])) await Task.Delay(50, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await GitHub.DisposeAsync();
        Folder.Dispose();
    }

    /// <summary>Deliveries, answered or not, whose event is not in the store or not finished there.</summary>
    private List<string> Unfinished()
    {
        var finished = Ask<string>("SELECT delivery_id FROM inbox WHERE state IN ('done', 'ignored')").ToHashSet();
        return [.. GitHub.Deliveries.Where(delivery => !finished.Contains(delivery.Event.Guid.ToString()))
            .Select(delivery => $"{delivery.Event} was answered {delivery.StatusCode}").Distinct()];
    }

    private string LastRequests() => string.Join(", ", GitHub.Ledger.Requests.TakeLast(20));

    private string LastDeliveries() => string.Join(", ", GitHub.Deliveries.TakeLast(10).Select(
        delivery => $"{delivery.Event}: {delivery.StatusCode}"));

    private bool IsWaiting(SandboxIssue issue) =>
        issue.Assignees.IsEmpty || issue.Comments.All(comment => comment.Author != GitHub.App.Bot);

    /// <summary>The labels are there, so that the tests need not wait for GitHub's pace.</summary>
    private static SandboxSeed Seed(Func<string, string>? ops)
    {
        var seed = Road.Seed(ops);
        var org = Files(seed, ".github", PolicyFiles.IsWantedOfOrg);
        return seed with
        {
            Repositories = [.. seed.Repositories.Select(repo =>
            {
                var policy = PolicyReader.Read(new PolicyInput(
                    new RepoName("acme", repo.Name), "r", Files(seed, repo.Name, PolicyFiles.IsWanted), org)).Policy;
                return policy is null
                    ? repo : repo with { Labels = [.. RequiredLabels.Of(policy).Select(label => label.Name)] };
            })],
        };
    }

    private static ImmutableArray<RepoFile> Files(SandboxSeed seed, string repo, Func<string, bool> isWanted) =>
        [.. seed.Repositories.Single(known => known.Name == repo).Files.Where(
            file => isWanted(file.Key)).Select(file => new RepoFile(file.Key, file.Value))];
}
