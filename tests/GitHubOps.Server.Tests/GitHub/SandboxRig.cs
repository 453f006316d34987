using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>
/// Our side and the sandbox, over real sockets, on one clock; where wanted with GitHub's description between.
/// </summary>
internal sealed class SandboxRig : IAsyncDisposable
{
    private readonly HttpMessageHandler handler = GitHubTransport.MakeHandler();
    private readonly TemporaryFolder folder = new();

    private SandboxRig(GitHubSandbox sandbox, TestTime time) => (Sandbox, Time) = (sandbox, time);

    public GitHubSandbox Sandbox { get; }

    public TestTime Time { get; }

    public SpecProxy? Proxy { get; private set; }

    public GitHubAccess Access { get; private set; } = null!;

    public InstallationId Installation { get; private set; }

    public RepoInfo Kit { get; private set; } = null!;

    public SandboxIssue Issue { get; private set; } = null!;

    public SandboxPull Pull { get; private set; } = null!;

    public SandboxCheckRun CheckRun => Sandbox.World.Repository("acme/kit").CheckRuns[^1];

    public SandboxHand Ana => Sandbox.As("ana");

    public static async Task<SandboxRig> StartAsync(bool withProxy = false)
    {
        // The proxy judges the App's token by the real time.
        var time = new TestTime(DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds()));
        var rig = new SandboxRig(await GitHubSandbox.StartAsync(new SandboxOptions { Time = time }), time);
        if (withProxy) rig.Proxy = await SpecProxy.StartAsync(rig.Sandbox.BaseAddress);
        await rig.PopulateAsync();
        rig.Connect();
        return rig;
    }

    public WriteRequest Request() => new()
    {
        Installation = Installation,
        Repo = Kit,
        Id = new IssueId(Issue.Id),
        Number = Issue.Number,
        NodeId = Issue.NodeId,
        IsOurComment = c => c.AppId == Sandbox.App.Id && c.Body.Contains("<!-- ours -->", StringComparison.Ordinal),
    };

    public WriteRequest Full() => Request() with
    {
        AddLabels = ["sev/s2", "waiting/owner"],
        Assign = [new Login("ben")],
        CommentBody = "Hello\n\n<!-- ours -->",
    };

    public Task<WriteReport> ApplyAsync(WriteRequest request) => Access.Writer.ApplyAsync(request, default);

    /// <summary>Until the pace lets us write again.</summary>
    public void PassASecond() => Time.Pass(TimeSpan.FromSeconds(1));

    public async ValueTask DisposeAsync()
    {
        Access.Dispose();
        handler.Dispose();
        if (Proxy is not null) await Proxy.DisposeAsync();
        await Sandbox.DisposeAsync();
        folder.Dispose();
    }

    private async Task PopulateAsync()
    {
        Sandbox.World.AddOrganization("acme", "ana", "ben");
        Sandbox.World.AddUser("kat");
        Sandbox.World.AddUser("noor");
        var kit = Sandbox.World.AddRepository("acme", "kit");
        Sandbox.World.AddRepository("acme", ".github", isPrivate: true);
        await Ana.PushFileAsync("acme/kit", ".github/ops.yml", "mode: live\n");
        await Ana.PushFileAsync("acme/kit", "OWNERS", "approvers: [ben]\n");
        await Ana.PushFileAsync("acme/.github", "OWNERS_ALIASES", "aliases: {}\n");
        foreach (var label in new[] { "sev/s2", "waiting/owner",
            "waiting/triage" }) await Ana.CreateLabelAsync("acme/kit", label);
        Installation = new InstallationId((await Ana.InstallAppAsync("acme")).Id);
        Issue = await Sandbox.As("kat").OpenIssueAsync("acme/kit", "It is broken", "Very.");
        await Ana.RequireCheckAsync("acme/kit", "ops/config");
        Pull = await Sandbox.As("kat").OpenForkPullAsync(
            "acme/kit", "Ask ana too", new Dictionary<string, string?> { ["OWNERS"] = "approvers: [ben, ana]\n" });
        Kit = new RepoInfo(new RepoId(kit.Id), new RepoName("acme", "kit"), kit.NodeId, kit.IsPrivate,
            IsArchived: false, kit.DefaultBranch);
    }

    private void Connect()
    {
        var key = folder.Write("key.pem", Sandbox.App.PrivateKeyPem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead);
        var settings = new GitHubSettings
        {
            ApiUrl = Proxy?.Address ?? Sandbox.BaseAddress,
            AppId = Sandbox.App.ClientId,
            PrivateKeyFile = key,
        };
        settings.Check().ShouldBeEmpty();
        Access = new GitHubAccess(settings, handler, Time, new LinesLogged());
    }
}
