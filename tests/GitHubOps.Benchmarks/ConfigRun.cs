using System.Diagnostics;
using GitHubOps.Core;
using GitHubOps.Core.Tests;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Reading and checking an operating model: the largest example, the first time in a fresh process (told, and not
/// judged: most of it is the compiler) and then warm, and the worst of the files that must not be obeyed.
/// </summary>
internal static class ConfigRun
{
    private const double ExampleMsMax = 150;
    private const double BadFileMsMax = 100;
    private const int Times = 5;

    private static readonly string[] Repositories = ["dashboard-factory", "ide-extension", "mcp-analyst-agent"];

    /// <summary>1 where an aim is missed.</summary>
    public static int Run()
    {
        var org = DecideBenchmark.Files(".github", PolicyFiles.IsWantedOfOrg);
        var inputs = Repositories
            .Select(name => new PolicyInput(
                new RepoName("acme", name), "measured", DecideBenchmark.Files(name, PolicyFiles.IsWanted), org))
            .OrderByDescending(input => input.Files.Sum(file => file.Text.Length)).ToList();
        var largest = inputs[0];
        var before = Environment.CpuUsage.TotalTime;
        var first = Measure(largest, times: 1);
        var processor = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
        Console.WriteLine($"{largest.Repo}, first in the process: {first:0} ms, {processor:0} ms of processor");
        var warm = Measure(largest, Times);
        Print($"{largest.Repo}, warm", warm, ExampleMsMax);

        var ops = inputs.Select(input => input.Files.First(file => file.Path == PolicyFiles.Ops).Text).ToList();
        var bad = BadInputs.All(ops).Select(file => (file.Name, Ms: Measure(With(largest, file.Text), Times)))
            .Concat(BadOwners.All().Select(file => (file.Name, Ms: Measure(With(largest, file.File), Times))))
            .OrderByDescending(found => found.Ms).ToList();
        Console.WriteLine($"{bad.Count} bad files, the slowest:");
        foreach (var (name, ms) in bad.Take(3)) Print($"  {name}", ms, BadFileMsMax);
        return warm < ExampleMsMax && bad[0].Ms < BadFileMsMax ? 0 : 1;
    }

    private static PolicyInput With(PolicyInput input, string ops) => With(input, new RepoFile(PolicyFiles.Ops, ops));

    private static PolicyInput With(PolicyInput input, RepoFile file) =>
        input with { Files = [.. input.Files.Where(one => one.Path != file.Path), file] };

    /// <summary>The quickest of some times, in milliseconds: what else runs on the machine is not our doing.</summary>
    private static double Measure(PolicyInput input, int times) => Enumerable.Range(0, times).Min(_ =>
    {
        var from = Stopwatch.GetTimestamp();
        PolicyReader.Read(input);
        return Stopwatch.GetElapsedTime(from).TotalMilliseconds;
    });

    private static void Print(string what, double ms, double max) =>
        Console.WriteLine($"{what,-45} {ms,8:0.00} ms   aim: under {max:0} ms");
}
