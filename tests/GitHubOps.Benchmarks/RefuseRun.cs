using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>Who knocks without the secret costs little more than the reading, and fills no log.</summary>
internal static class RefuseRun
{
    private const int LinesMax = 100;

    /// <param name="sizes">Requests of each measurement, and how often the two are measured.</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        using var folder = new RunFolder();
        using var bare = await Child.StartAsync("bare");
        using var ours = await Child.StartAsync("service", JsonSerializer.Serialize(
            new ServicePlan { Folder = folder.Path, RunsWorkers = false, Logs = true }));
        var plan = new LoadPlan(0, "issues") { RequestsMax = sizes[0], Secret = "a secret that is not ours" };
        var pairs = await IntakeRun.PairAsync(bare, ours, plan, sizes[1]);
        var refused = pairs.Sum(pair => pair.Ours.Load.Unauthorized);
        if (refused != pairs.Sum(pair => pair.Ours.Load.Answers))
            throw new InvalidOperationException("not every wrong signature was answered with 401");
        var log = await ours.StopAsync();
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var bodies = lines.Count(line => line.Contains("relation_", StringComparison.Ordinal) ||
            line.Contains("weekly template", StringComparison.Ordinal));
        return new Report("refuse", machine,
        [
            .. IntakeRun.Ratios(pairs),
            new Figure("lines of log with a part of a body", "0", $"{bodies}", bodies == 0),
            new Figure($"lines of log for {refused} refusals and more to warm up", $"< {LinesMax}", $"{lines.Length}",
                lines.Length < LinesMax),
        ]);
    }
}
