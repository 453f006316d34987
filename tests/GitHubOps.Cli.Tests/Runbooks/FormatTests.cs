using System.Diagnostics;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>What programs read: judged by the schemas that they are written against.</summary>
[TestClass]
public class FormatTests
{
    private static readonly string Folder = Checkout.PathTo("tests", "formats");

    [TestMethod]
    [DataRow("")]
    [DataRow("--base <start>")]
    [DataRow("--base <start> --unknown fail --fail-on never")]
    [DataRow("docs/runbooks/roll-back.md")]
    public async Task The_json_report_is_what_its_schema_says(string words)
    {
        using var repository = Messy(out var start);
        var run = await Tool.RunAsync(repository.Root,
            $"runbooks check --format json {words.Replace("<start>", start, StringComparison.Ordinal)}");
        (await RefusedAsync(Checkout.PathTo("docs", "runbooks-report.schema.json"), run.Output)).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Also_where_the_policy_is_broken_or_the_change_cannot_be_seen()
    {
        using var repository = Messy(out _);
        repository.Write(".github/ops.yml", "runbooks: {gate: maybe}\n").Write(".git/event.json",
            JsonSerializer.Serialize(new
            {
                pull_request = new
                {
                    @base = new { sha = new string('1', 40) },
                    head = new { sha = new string('2', 40) }
                },
            }));
        var run = await Tool.RunAsync(repository.Root, "runbooks check --format json", ("GITHUB_ACTIONS", "true"),
            ("GITHUB_EVENT_NAME", "pull_request"),
            ("GITHUB_EVENT_PATH", Path.Combine(repository.Root, ".git/event.json")));
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain("\"state\": \"unknown\"");
        (await RefusedAsync(Checkout.PathTo("docs", "runbooks-report.schema.json"), run.Output)).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task The_schema_refuses_a_report_with_a_key_that_it_does_not_know()
    {
        using var repository = Messy(out _);
        var run = await Tool.RunAsync(repository.Root, "runbooks check --format json");
        var other = run.Output.Replace("\"stale\":", "\"stail\":", StringComparison.Ordinal);
        (await RefusedAsync(Checkout.PathTo("docs", "runbooks-report.schema.json"), other)).ShouldContain("stail");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("--base <start>")]
    public async Task Sarif_is_valid_by_the_schema_of_its_standard(string words)
    {
        using var repository = Messy(out var start);
        var run = await Tool.RunAsync(repository.Root,
            $"runbooks check --format sarif {words.Replace("<start>", start, StringComparison.Ordinal)}");
        run.Output.ShouldContain(words.Length > 0 ? "RB020" : "RB035");
        (await RefusedAsync("sarif", run.Output)).ShouldBeEmpty();
        (await RefusedAsync("sarif",
            run.Output.Replace("\"results\"", "\"result\"", StringComparison.Ordinal))).ShouldNotBeEmpty();
    }

    /// <summary>Findings of every kind that a small repository can have, with names that need quoting.</summary>
    private static TestRepository Messy(out string start)
    {
        var repository = RollBack.Repository();
        repository.Write("docs/runbooks/plain.md", "# plain\n")
            .Write("docs/runbooks/größe & \"co\" #1.md", "---\n: [\n---\n")
            .Write("docs/runbooks/links.md", RollBack.Text(body: "[a](gone.md) [b](#no)"))
            .Write("docs/runbooks/old.md", "---\nlast_reviewed_on: 2026-10-01\n---\n# Old\n").Commit();
        Tool.RunAsync(repository.Root, "runbooks adopt").Result.ExitCode.ShouldBe(0);
        start = repository.Commit();
        repository.Write("publish/a.cs", "two\n").Write("docs/runbooks/future.md", RollBack.Text("2030-01-01"))
            .Commit();
        return repository;
    }

    private static async Task<string> RefusedAsync(string schema, string document)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            Checkout.Skip("run `npm ci` in tests/formats for the validator");
        if (Conformance.FindNode() is not { } node)
        {
            Checkout.Skip("node is not installed");
            return "";
        }

        using var process = Process.Start(new ProcessStartInfo(node, [Path.Combine(Folder, "validate.mjs"), schema])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;
        await process.StandardInput.WriteAsync(document);
        process.StandardInput.Close();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);
        return said;
    }
}
