using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>
/// Judged by what GitHub itself publishes: its client library, its REST description, its webhook schemas.
/// </summary>
[TestClass]
public class ConformanceTests
{
    private static readonly string[] InTheOldSchemas =
    [
        "issues", "issue_comment", "label", "member", "merge_group", "milestone", "pull_request", "push", "release",
        "repository",
    ];

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
            "octokit-drive.mjs", [proxy.Address.ToString().TrimEnd('/'), "acme", "kit", "1", .. options],
            new Dictionary<string, string>
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
        await client.SignInAsync(acme.Installation,
            new { repositories = new[] { "kit" }, permissions = new { issues = "write" } });
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
        (await FindBadAsync(acme, "--schema=legacy")).ShouldBeEmpty();
        acme.Sandbox.Events.Select(e => e.FullName).Distinct().Order().ShouldBe(Scenario.Told.Order());
    }

    [TestMethod]
    public async Task Every_payload_has_the_shape_of_GitHubs_newest_description()
    {
        Conformance.Need();
        var modules = Checkout.PathTo("tests", "webhooks", "node_modules");
        if (!Directory.Exists(modules)) Checkout.Skip("run `npm ci` in tests/webhooks for GitHub's newest description");
        await using var acme = await Acme.StartAsync(new SandboxOptions { Events = [.. InTheOldSchemas] });
        await Scenario.LiveAsync(acme);
        var bad = await FindBadAsync(acme, "--schema=openapi", "--modules=" + modules);

        // It lists the events that an App may want and forgets merge_group.
        bad.RemoveAll(line => line.StartsWith("BAD check_suite ", StringComparison.Ordinal) &&
            line.Contains("/check_suite/app/events/", StringComparison.Ordinal));
        bad.ShouldBeEmpty();
    }

    /// <summary>The tool's lines on payloads that break the schema, or for which it has none.</summary>
    private static async Task<List<string>> FindBadAsync(Acme acme, params string[] options)
    {
        var folder = Directory.CreateTempSubdirectory("githubops-payloads");
        try
        {
            var manifest = new JsonArray();
            foreach (var (told, i) in acme.Sandbox.Events.Select((e, i) => (e, i)))
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, $"{i}-{told.FullName}.json"), told.Payload);
                manifest.Add(
                    new JsonObject
                    {
                        ["host"] = "api.github.com",
                        ["event"] = told.Name,
                        ["file"] = $"{i}-{told.FullName}.json"
                    });
            }

            var file = Path.Combine(folder.FullName, "manifest.json");
            await File.WriteAllTextAsync(file, manifest.ToJsonString());
            var run = await Conformance.RunAsync("validate-payloads.js", [.. options, "--manifest=" + file]);
            var lines = run.Output.Trim().Split('\n');
            var totals = JsonNode.Parse(lines[^1])!;
            ((int)totals["ok"]! + (int)totals["bad"]! + (int)totals["none"]!).ShouldBe(manifest.Count, run.ToString());
            return [.. lines[..^1]];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
