using System.Security.Cryptography;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

[TestClass]
public class ConformanceTests
{
    [TestMethod]
    public async Task GitHubs_own_client_library_finds_nothing_missing_and_nothing_out_of_shape()
    {
        Conformance.Need();
        await using var sandbox = await GitHubSandbox.StartAsync();
        sandbox.World.AddOrganization("acme", "ana");
        sandbox.World.AddTeam("acme", "core", "ana", "ben");
        sandbox.World.AddUser("octocat");
        sandbox.World.AddRepository("acme", "kit");
        var ana = sandbox.As("ana");
        await ana.SetRoleAsync("acme/kit", "octocat", RepositoryRole.Write);
        await ana.PushFileAsync("acme/kit", "docs/runbooks/a.md", "# A\n");
        var installation = await ana.InstallAppAsync("acme");
        await ana.OpenIssueAsync("acme/kit", "It is broken", "Very.");

        await using var proxy = await SpecProxy.StartAsync(sandbox.BaseAddress);
        var run = await Conformance.RunAsync(
            "octokit-drive.mjs", [proxy.Address.ToString().TrimEnd('/'), "acme", "kit", "1"], new Dictionary<string, string>
            {
                ["APP_ID"] = sandbox.App.Id.ToString(),
                ["INSTALLATION_ID"] = installation.Id.ToString(),
                ["APP_KEY"] = sandbox.App.PrivateKeyPem,
            });

        run.ExitCode.ShouldBe(0, run.ToString());
        (await proxy.ReportAsync()).ShouldBeEmpty();
        (await proxy.CountAsync()).ShouldBeGreaterThan(30);
        sandbox.Ledger.Unsupported.ShouldBeEmpty();
    }
}
