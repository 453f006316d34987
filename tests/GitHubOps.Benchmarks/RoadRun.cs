using System.Collections.Concurrent;
using System.Diagnostics;
using GitHubOps.Sandbox;

namespace GitHubOps.Benchmarks;

/// <summary>
/// From the moment somebody opens an issue to the answer of the last write for it, without the settling wait.
/// </summary>
internal static class RoadRun
{
    /// <param name="sizes">How many issues, one after the other.</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        var writes = new ConcurrentQueue<(SandboxRequest Request, long At)>();
        await using var stage = await Stage.SetAsync(onRequest: request =>
        {
            if (request.IsWrite) writes.Enqueue((request, Stopwatch.GetTimestamp()));
        });

        // The first one pays for compiling, for tokens and for the files.
        await MeasureAsync(stage, writes, number: 0);
        var times = new List<double>();
        for (var n = 1; n <= sizes[0]; n++) times.Add(await MeasureAsync(stage, writes, n));
        return new Report("road", machine,
        [
            new Figure($"opened issue to its last write, p50 of {times.Count}", "", $"{times.At(0.5):0} ms"),
            new Figure("the same, p95", "", $"{times.At(0.95):0} ms"),
        ]);
    }

    private static async Task<double> MeasureAsync(
        Stage stage, ConcurrentQueue<(SandboxRequest Request, long At)> writes, int number)
    {
        // GitHub wants a second between writes: the wait for it is not what is measured.
        await Task.Delay(TimeSpan.FromSeconds(1.5));
        var from = Stopwatch.GetTimestamp();
        var issue = await stage.OpenIssueAsync(number);
        await stage.WhenQuietAsync();
        var own = writes.Where(write => write.Request.Issues.Contains(issue.Id)).Select(write => write.At).ToArray();
        if (own.Length == 0) throw new InvalidOperationException($"nothing was written for issue {issue.Number}");
        return Stopwatch.GetElapsedTime(from, own.Max()).TotalMilliseconds;
    }
}
