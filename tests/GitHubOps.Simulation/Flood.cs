namespace GitHubOps.Simulation;

/// <summary>
/// One GitHub, one service, no faults: so many issues that GitHub's pace is the only limit. Deciding costs no simulated
/// time.
/// </summary>
internal sealed class Flood : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 18, 0, 0, TimeSpan.Zero);

    private readonly Database database = Database.Make();
    private readonly SimTime time = new(Start);
    private readonly HttpMessageHandler handler;
    private readonly Service service;
    private int told;

    public Flood()
    {
        GitHub = GitHubSandbox.WithoutSocket(new SandboxOptions
        {
            Time = time, PrivateKeyPem = Places.KeyPem, WebhookSecret = Service.Secret,
        });
        Town.Plant(GitHub.World);

        // GitHub's own bounds are looked at, not the repository's.
        GitHub.As(Town.Owner)
            .PushFileAsync(Town.Repo, Town.OpsFile, Town.Ops + "\nmanners: { writes_per_hour: 5000 }\n")
            .GetAwaiter().GetResult();
        handler = GitHub.MakeHandler(time.Advance);
        service = Service.Start(database, GitHub.App.ClientId, time, handler, new Taker(), new Dice(1));
        GitHub.As(Town.Owner).InstallAppAsync(Town.Organization).GetAwaiter().GetResult();
        Run(seconds: 120);
        GitHub.Faults.EnforcePace = true;
        GitHub.Ledger.Clear();
    }

    public GitHubSandbox GitHub { get; }

    public DateTimeOffset Now => time.GetUtcNow();

    public SandboxIssue Open(string login, string title) =>
        GitHub.As(login).OpenIssueAsync(Town.Repo, title).GetAwaiter().GetResult();

    /// <summary>By somebody of the team: theirs is believed to be as severe as they say.</summary>
    public SandboxIssue OpenSevere() =>
        GitHub.As(Town.Team[1]).OpenFormAsync(Town.Repo, "template-bug.yml", "Wrong numbers",
        new Dictionary<string, string>
        {
            ["area"] = "publishing",
            ["template"] = "examples/dashboards/revenue-weekly",
            ["impact"] = "Published numbers are wrong",
            ["what-happened"] = "They are twice what they should be.",
            ["version"] = "2026.22",
        }).GetAwaiter().GetResult();

    /// <param name="each">What happens in each second.</param>
    public void Run(int seconds, Action<int>? each = null)
    {
        for (var second = 0; second < seconds; second++)
        {
            each?.Invoke(second);
            for (var worked = true; worked;)
            {
                for (; told < GitHub.Events.Count; told++) service.Deliver(GitHub.Events[told]);
                worked = false;
                foreach (var worker in service.Workers)
                    worked |= Inline.Run(() => worker.RunOnceAsync(CancellationToken.None));
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    public IssueState StateOf(SandboxIssue issue) => IssueStateJson.Read(
        Inline.Run(() => service.Store.IssueAsync(new IssueId(issue.Id)))!.State);

    public void Dispose()
    {
        service.Dispose();
        GitHub.DisposeAsync().AsTask().GetAwaiter().GetResult();
        handler.Dispose();
        database.Dispose();
    }

    /// <summary>A channel's other end that takes everything.</summary>
    private sealed class Taker : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.NoContent));
    }
}
