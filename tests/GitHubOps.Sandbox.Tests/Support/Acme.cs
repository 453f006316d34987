namespace GitHubOps.Sandbox.Tests;

/// <summary>
/// The world of most tests: acme with ana (owner) and ben; chidi may write, dee may triage, omar only reports. The App
/// is installed on all repositories, of which <c>acme/kit</c> is public and <c>acme/vault</c> is private.
/// </summary>
internal sealed class Acme : IAsyncDisposable
{
    // Making a key takes longer than most tests.
    private static readonly string Key = MakeKey();

    private Acme(GitHubSandbox sandbox, SandboxInstallation installation)
    {
        Sandbox = sandbox;
        Installation = installation;
        Client = new TestClient(sandbox);
    }

    public GitHubSandbox Sandbox { get; }

    public SandboxInstallation Installation { get; }

    public TestClient Client { get; }

    public SandboxHand Ana => Sandbox.As("ana");

    public SandboxHand Omar => Sandbox.As("omar");

    public SandboxRepository Kit => Sandbox.World.Repository("acme/kit");

    public static async Task<Acme> StartAsync(SandboxOptions? options = null, bool signIn = true)
    {
        var sandbox = await GitHubSandbox.StartAsync((options ?? new SandboxOptions()) with { PrivateKeyPem = Key });
        sandbox.World.AddOrganization("acme", "ana", "ben");
        sandbox.World.AddUser("omar");
        sandbox.World.AddRepository("acme", "kit");
        sandbox.World.AddRepository("acme", "vault", isPrivate: true);
        var ana = sandbox.As("ana");
        await ana.SetRoleAsync("acme/kit", "chidi", RepositoryRole.Write);
        await ana.SetRoleAsync("acme/kit", "dee", RepositoryRole.Triage);
        var installation = await ana.InstallAppAsync("acme");
        var acme = new Acme(sandbox, installation);
        if (signIn) await acme.Client.SignInAsync(installation, now: options?.Time.GetUtcNow());
        return acme;
    }

    /// <summary>The names of what the App could hear of since the given number of events.</summary>
    public IEnumerable<string> Heard(int since = 0) => Sandbox.Events.Skip(since).Select(e => e.ToString());

    private static string MakeKey()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Sandbox.DisposeAsync();
    }
}
