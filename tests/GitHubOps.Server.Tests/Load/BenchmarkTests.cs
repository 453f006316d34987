using System.Diagnostics;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>
/// Every measurement runs to its end with tiny numbers, so that none of them rots. No time is judged here: each run
/// fails by itself where something is lost, doubled or refused.
/// </summary>
[TestClass]
public class BenchmarkTests
{
    [TestMethod]
    [DataRow("intake 1 1")]
    [DataRow("backlog 300 1")]
    [DataRow("drain 200 2")]
    [DataRow("refuse 200 1")]
    [DataRow("road 1")]
    [DataRow("restart 60 12")]
    [DataRow("tick 1000 100")]
    public async Task Each_measurement_ends_by_itself_with_a_table_and_a_line_for_machines(string arguments)
    {
        var words = arguments.Split(' ');
        var (exitCode, output) = await RunAsync(words);
        exitCode.ShouldBe(0, output);
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("| Measured | Target |");
        lines.ShouldContain(line => line.StartsWith($"| **{words[0]}** |", StringComparison.Ordinal));
        using var report = JsonDocument.Parse(lines[^1]);
        report.RootElement.GetProperty("Verb").GetString().ShouldBe(words[0]);
        report.RootElement.GetProperty("Figures").GetArrayLength().ShouldBeGreaterThan(1);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Program(), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + await errors);
    }

    private static string Program()
    {
        // bin/CONFIGURATION/net10.0 here and there.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Checkout.PathTo(
            "tests", "GitHubOps.Benchmarks", "bin", own.Parent!.Name, own.Name, "GitHubOps.Benchmarks.dll");
    }
}
