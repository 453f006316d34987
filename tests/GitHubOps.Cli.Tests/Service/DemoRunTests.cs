using System.Diagnostics;
using System.Text.Json;

namespace GitHubOps.Cli.Tests;

/// <summary>Somebody has cloned the project and types one command.</summary>
[TestClass]
public class DemoRunTests
{
    /// <summary>It takes some twenty seconds; other tests run beside it.</summary>
    private static readonly TimeSpan RunMax = TimeSpan.FromMinutes(3);

    [TestMethod]
    public async Task The_demo_is_green_and_its_last_line_sums_it_up()
    {
        var (code, output, error) = await RunAsync("demo", "--once", "--json");
        code.ShouldBe(0, error);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        using var summary = JsonDocument.Parse(lines[^1]);
        var root = summary.RootElement;
        root.GetProperty("ok").GetBoolean().ShouldBeTrue(error);
        var issues = root.GetProperty("issues").EnumerateArray().ToList();
        issues.Count.ShouldBeGreaterThanOrEqualTo(30);
        issues.Select(i => i.GetProperty("repo").GetString()).Distinct().Count().ShouldBe(3);
        issues.ShouldAllBe(i => i.GetProperty("comments").GetInt32() == 1);
        issues.ShouldAllBe(i => i.GetProperty("writesOnOpen").GetInt32() == 1);

        // Somebody misspells a key in a pull request, and mends it a quarter of an hour later.
        var checks = root.GetProperty("checks").EnumerateArray().ToList();
        checks.Select(c => (c.GetProperty("name").GetString(), c.GetProperty("conclusion").GetString())).ShouldBe(
            [("ops/config", "failure"), ("ops/replay", "neutral"), ("ops/config", "success"),
                ("ops/replay", "success")],
            ignoreOrder: true);
        checks.First(c => c.GetProperty("conclusion").GetString() == "failure").GetProperty("annotations")[0]
            .GetString()
            .ShouldNotBeNull().ShouldStartWith(".github/ops.yml:21: ");

        // Friday 16:00 in Los Angeles: the target of four business hours ends on Monday at 12:00, over the change of
        // the clocks.
        var told = lines[..^1].Select(line => JsonDocument.Parse(line).RootElement).ToList();
        told.First(c => c.GetProperty("title").GetString() == "churn-by-cohort does not load at all")
            .GetProperty("dueAt").GetString().ShouldBe("2026-11-02T20:00:00Z");

        // Friday 16:00 in Vienna, then a change of the clocks and a public holiday: Tuesday 12:00.
        told.First(c => c.GetProperty("title").GetString() == "Extension does not start behind our proxy")
            .GetProperty("dueAt").GetString().ShouldBe("2026-10-27T11:00:00Z");
        told.Select(c => c.GetProperty("state").GetString()).Distinct().Order()
            .ShouldBe(["answered", "closed", "late", "paused", "running"]);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "githubops.dll"));
        foreach (var word in words) start.ArgumentList.Add(word);
        using var process = Process.Start(start).ShouldNotBeNull();
        using var limit = new CancellationTokenSource(RunMax);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }
}
