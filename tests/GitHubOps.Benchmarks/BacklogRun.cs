using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Server;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Taking in at a rate while GitHub is away and a backlog waits: the workers try, fail and wait, and what comes in is
/// put behind.
/// </summary>
internal static class BacklogRun
{
    private const int PerSecond = 500;
    private const int EventsOfAnIssue = 100;
    private const double LongestMilliseconds = 100;

    /// <param name="sizes">Rows of the backlog, and seconds of the measurement.</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        using var folder = new RunFolder();
        var file = new StoreFile(Path.Combine(folder.Path, "ops.db"));
        await file.FillAsync(Rows(sizes[0]), isReady: true);
        var before = file.Waiting();
        using var service = await Child.StartAsync(
            "service", JsonSerializer.Serialize(new ServicePlan { Folder = folder.Path }));
        var plan = new LoadPlan(service.Ports[0], "issues") { PerSecond = PerSecond };
        await Child.LoadAsync(plan with { Seconds = Math.Min(3, sizes[1]) });
        var processor = service.ProcessorTime;
        var seen = await Child.LoadAsync(plan with { Seconds = sizes[1] });
        processor = service.ProcessorTime - processor;
        if (seen.Others + seen.Unauthorized > 0) throw new InvalidOperationException("not every delivery was taken");
        var megabytes = service.Megabytes;
        await service.StopAsync();
        return new Report("backlog", machine,
        [
            new Figure($"p99 at {PerSecond} deliveries a second before a backlog of {before}",
                $"< {LongestMilliseconds} ms", $"{seen.P99Milliseconds:0.0} ms",
                seen.P99Milliseconds < LongestMilliseconds),
            new Figure("p50 and the longest", "", $"{seen.P50Milliseconds:0.0} and {seen.LongestMilliseconds:0.0} ms"),
            new Figure("deliveries taken a second", "", $"{seen.PerSecond:0}"),
            new Figure("still waiting afterwards, new ones included", "", $"{file.Waiting()}"),
            new Figure("processor time of each, everything included", "",
                $"{processor.TotalMicroseconds / seen.Answers:0} µs"),
            new Figure("resident memory", "", $"{megabytes:0} MB"),
        ]);
    }

    private static IEnumerable<StoredEvent> Rows(int rows)
    {
        var bodies = Enumerable.Range(0, 32).Select(Payloads.Body).Select(
            body => (Compressed: BodyCodec.Compress(body), body.Length)).ToArray();
        for (var n = 0; n < rows; n++)
        {
            var (body, length) = bodies[n % bodies.Length];
            yield return new StoredEvent("issues", body, length, new IssueId(1 + (n / EventsOfAnIssue)));
        }
    }
}
