using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Judged by what GitHub itself publishes: its client library, its REST description, its webhook schemas.</summary>
[TestClass]
public class ConformanceTests
{
    private static readonly string[] InTheOldSchemas =
        ["issues", "issue_comment", "label", "member", "milestone", "push", "release", "repository"];

    [TestMethod]
    public async Task GitHubs_own_client_library_finds_nothing_missing_and_nothing_out_of_shape()
    {
        Conformance.Need();
        await using var acme = await StartForOctokitAsync();
        await using var proxy = await SpecProxy.StartAsync(acme.Sandbox.BaseAddress);
        var run = await DriveByOctokitAsync(acme, proxy);

        run.ExitCode.ShouldBe(0, run.ToString());
        (await proxy.ReportAsync()).ShouldBeEmpty();
        (await proxy.CountAsync()).ShouldBeGreaterThan(30);
        acme.Sandbox.Ledger.Unsupported.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task What_breaks_the_contract_is_noticed_and_served_by_nobody()
    {
        Conformance.Need();
        await using var acme = await StartForOctokitAsync();
        await using var proxy = await SpecProxy.StartAsync(acme.Sandbox.BaseAddress);
        var run = await DriveByOctokitAsync(acme, proxy, "--bad");

        run.ExitCode.ShouldBe(0, run.ToString());
        var broken = run.Output.Split('\n').Where(line => line.StartsWith("bad ", StringComparison.Ordinal))
            .Select(line => line.Split(' ')).ToList();
        broken.Count.ShouldBeGreaterThanOrEqualTo(10);
        broken.ShouldAllBe(words => int.Parse(words[3]) >= 400 && int.Parse(words[3]) < 500);
        var noticed = (await proxy.ReportAsync()).Select(violation => violation.Req).Distinct().ToList();

        // A property that GitHub does not know is a warning only.
        noticed.Count.ShouldBeGreaterThanOrEqualTo(9, string.Join('\n', noticed));
    }

    private static async Task<Acme> StartForOctokitAsync()
    {
        var acme = await Acme.StartAsync(signIn: false);
        acme.Sandbox.World.AddTeam("acme", "core", "ana", "ben");
        await acme.Ana.SetRoleAsync("acme/kit", "octocat", RepositoryRole.Write);
        await acme.Ana.PushFileAsync("acme/kit", "docs/runbooks/a.md", "# A\n");
        await acme.Ana.OpenIssueAsync("acme/kit", "It is broken", "Very.");
        return acme;
    }

    private static Task<ToolRun> DriveByOctokitAsync(Acme acme, SpecProxy proxy, params string[] options) =>
        Conformance.RunAsync(
            "octokit-drive.mjs", [proxy.Address.ToString().TrimEnd('/'), "acme", "kit", "1", .. options], new Dictionary<string, string>
            {
                ["APP_ID"] = acme.Sandbox.App.Id.ToString(),
                ["INSTALLATION_ID"] = acme.Installation.Id.ToString(),
                ["APP_KEY"] = acme.Sandbox.App.PrivateKeyPem,
            });

    [TestMethod]
    public async Task Every_operation_answers_in_the_shape_that_GitHub_publishes()
    {
        Conformance.Need();
        await using var acme = await Acme.StartAsync(signIn: false);
        await Scenario.FillAsync(acme);
        await using var proxy = await SpecProxy.StartAsync(acme.Sandbox.BaseAddress);
        using var client = new TestClient(acme.Sandbox, proxy.Address);

        client.Token = client.Jwt();
        foreach (var path in Scenario.AppReads(acme)) (await client.GetAsync(path)).Status.ShouldBe(200, path);
        await client.SignInAsync(acme.Installation, new { repositories = new[] { "kit" }, permissions = new { issues = "write" } });
        await client.SignInAsync(acme.Installation);
        await DriveAsync(client, [.. Scenario.Calls(acme), ("DELETE", "/installation/token", null, 204)]);
        client.Token = client.Jwt();
        await DriveAsync(client, Scenario.AppWrites(acme));

        (await proxy.ReportAsync()).ShouldBeEmpty();
        var untried = Routes.All.Select(r => r.Operation).Except(acme.Sandbox.Ledger.Requests.Select(r => r.Operation))
            .Except(Scenario.NotDriven).ToList();
        untried.ShouldBeEmpty("an operation that nobody judged");
    }

    private static async Task DriveAsync(
        TestClient client, IEnumerable<(string Method, string Path, object? Body, int Status)> calls)
    {
        foreach (var (method, path, body, status) in calls)
        {
            var reply = await client.SendAsync(method, path, body);
            reply.Status.ShouldBe(status, $"{method} {path}: {reply.Text}");
        }
    }

    [TestMethod]
    public async Task Every_payload_has_the_shape_that_GitHub_publishes()
    {
        Conformance.Need();
        await using var acme = await Acme.StartAsync(new SandboxOptions { Events = [.. InTheOldSchemas] });
        await Scenario.LiveAsync(acme);

        var folder = Directory.CreateTempSubdirectory("githubops-payloads");
        try
        {
            var manifest = new JsonArray();
            foreach (var (told, i) in acme.Sandbox.Events.Select((e, i) => (e, i)))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{i}-{told.FullName}.json"), told.Payload);
                manifest.Add(new JsonObject { ["host"] = "api.github.com", ["event"] = told.Name, ["file"] = $"{i}-{told.FullName}.json" });
            }

            var file = Path.Combine(folder.FullName, "manifest.json");
            await File.WriteAllTextAsync(file, manifest.ToJsonString());
            var run = await Conformance.RunAsync("validate-payloads.js", ["--schema=legacy", "--manifest=" + file]);
            run.ExitCode.ShouldBe(0, run.ToString());
            var totals = JsonNode.Parse(run.Output.Trim().Split('\n')[^1])!;
            ((int)totals["ok"]!, (int)totals["bad"]!, (int)totals["none"]!).ShouldBe((manifest.Count, 0, 0), run.ToString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        acme.Sandbox.Events.Select(e => e.FullName).Distinct().Order().ShouldBe(Scenario.Told.Order());
    }
}
