using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>The example repositories on a sandbox's GitHub, and a checkout of one of them.</summary>
internal sealed class DoctorRig : IAsyncDisposable
{
    private const string Name = "dashboard-factory";

    private readonly SpecProxy? proxy;

    private DoctorRig(GitHubSandbox gitHub, SpecProxy? proxy, TestRepository checkout, SandboxHand owner) =>
        (GitHub, this.proxy, Checkout, Owner) = (gitHub, proxy, checkout, owner);

    public GitHubSandbox GitHub { get; }

    public SpecProxy Proxy => proxy ?? throw new InvalidOperationException("started without a proxy");

    /// <summary>The repository's files, as somebody has them before them.</summary>
    public TestRepository Checkout { get; }

    /// <summary>The hand of who owns the organisation.</summary>
    public SandboxHand Owner { get; }

    public static string Repo => $"acme/{Name}";

    public SandboxRepository Hosted => GitHub.World.Repository(Repo);

    public static async Task<DoctorRig> StartAsync(bool withProxy = false, bool isInstalled = true)
    {
        var gitHub = await GitHubSandbox.StartAsync(new SandboxOptions { Time = Tool.Time });
        var owner = ExampleRepositories.FromFolder(Examples).Plant(gitHub, ["petra"]);
        if (isInstalled) await owner.InstallAppAsync("acme");
        var checkout = new TestRepository();
        var from = Path.Combine(Examples, Name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
            checkout.Write(Path.GetRelativePath(from, file), await File.ReadAllTextAsync(file));
        checkout.Git("remote", "add", "origin", $"git@github.com:{Repo}.git");
        return new DoctorRig(gitHub, withProxy ? await SpecProxy.StartAsync(gitHub.BaseAddress) : null, checkout,
            owner);
    }

    /// <summary>What a person and the service do before anything works: labels, and where news go.</summary>
    public async Task SetUpAsync()
    {
        var policy = ExampleRepositories.FromFolder(Examples).Policies[Repo];
        foreach (var label in RequiredLabels.Of(policy)) await Owner.CreateLabelAsync(Repo, label.Name);
        GitHub.App.WebhookUrl = new Uri("https://ops.example.org/api/github/webhooks");
        GitHub.App.WebhookSecret = "a secret of sixteen bytes";
    }

    /// <summary>Runs a verb in the checkout with the owner's own token.</summary>
    public Task<ToolRun> RunAsync(string words) => RunAsync(words, ("GH_TOKEN", GitHub.TokenOf(Owner.Me.Login)));

    public Task<ToolRun> RunAsync(string words, params (string Name, string Value)[] variables) => Tool.RunAsync(
        Checkout.Root, $"{words} --org {Examples}/.github",
        [("GITHUB_API_URL", (proxy?.Address ?? GitHub.BaseAddress).ToString()), .. variables]);

    /// <summary>
    /// The same outside of any checkout, with nothing but the repository's name; somebody answers questions.
    /// </summary>
    public async Task<ToolRun> RunElsewhereAsync(string words, string? answer = null)
    {
        var folder = Directory.CreateTempSubdirectory("githubops-elsewhere-");
        try
        {
            return await Tool.RunAsync(
                folder.FullName, words.Split(' '), new StringReader(answer is null ? "" : answer + "\n"),
                ("GITHUB_API_URL", (proxy?.Address ?? GitHub.BaseAddress).ToString()),
                ("GH_TOKEN", GitHub.TokenOf(Owner.Me.Login)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The options that prove us to be the App.</summary>
    public string AsApp()
    {
        var file = Path.Combine(Checkout.Root, ".git", "app.pem");
        File.WriteAllText(file, GitHub.App.PrivateKeyPem);
        return $"--app-id {GitHub.App.ClientId} --private-key {file}";
    }

    public async ValueTask DisposeAsync()
    {
        if (proxy is not null) await proxy.DisposeAsync();
        await GitHub.DisposeAsync();
        Checkout.Dispose();
    }

    private static string Examples => GitHubOps.Tests.Checkout.PathTo("docs", "examples", "acme");
}
