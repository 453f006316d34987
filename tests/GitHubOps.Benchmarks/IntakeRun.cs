using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Taking in as fast as answers come, beside a bare endpoint. The two take turns within one run, so that what runs
/// beside burdens both; the ratio is what travels between machines.
/// </summary>
internal static class IntakeRun
{
    private const double RatioMin = 0.4;

    // What runs often must have been compiled well before it is measured.
    private const double WarmUpSeconds = 3;

    /// <param name="sizes">Seconds of each measurement, and how often the two are measured.</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        using var folder = new RunFolder();
        using var bare = await Child.StartAsync("bare");
        using var ours = await Child.StartAsync(
            "service", JsonSerializer.Serialize(new ServicePlan { Folder = folder.Path, RunsWorkers = false }));
        var pairs = await PairAsync(bare, ours, new LoadPlan(0, "issues") { Seconds = sizes[0] }, sizes[1]);
        if (pairs.Any(pair => pair.Ours.Load.Others + pair.Ours.Load.Unauthorized > 0))
            throw new InvalidOperationException("not every delivery was taken");
        return new Report("intake", machine,
        [
            .. Ratios(pairs),
            new Figure("p50 and p99 of our answers at full speed", "",
                $"{pairs.Select(pair => pair.Ours.Load.P50Milliseconds).Median():0.0} and " +
                $"{pairs.Select(pair => pair.Ours.Load.P99Milliseconds).Median():0.0} ms"),
            new Figure("bodies on average", "", $"{pairs[0].Ours.Load.BodyKilobytes:0.0} kB"),
            new Figure("resident memory", "", $"{ours.Megabytes:0} MB"),
        ]);
    }

    /// <summary>Warms both up, then measures them in turns.</summary>
    public static async Task<List<(Measured Bare, Measured Ours)>> PairAsync(
        Child bare, Child ours, LoadPlan plan, int repeats)
    {
        var warmUp = plan with { Seconds = Math.Min(WarmUpSeconds, plan.Seconds) };
        await MeasureAsync(bare, warmUp);
        await MeasureAsync(ours, warmUp);
        var pairs = new List<(Measured, Measured)>();
        for (var n = 0; n < repeats; n++) pairs.Add((await MeasureAsync(bare, plan), await MeasureAsync(ours, plan)));
        return pairs;
    }

    public static IEnumerable<Figure> Ratios(List<(Measured Bare, Measured Ours)> pairs)
    {
        var rates = pairs.Select(pair => pair.Ours.Load.PerSecond / pair.Bare.Load.PerSecond).ToArray();
        var times = pairs.Select(pair => pair.Bare.Microseconds / pair.Ours.Microseconds).ToArray();
        yield return new Figure($"our rate as a share of the bare endpoint's, {LoadGenerator.Connections} connections",
            $"≥ {RatioMin:0.0}", $"{rates.Median():0.00} ({rates.Min():0.00} – {rates.Max():0.00})",
            rates.Median() >= RatioMin);
        yield return new Figure("its processor time as a share of ours", "",
            $"{times.Median():0.00} ({times.Min():0.00} – {times.Max():0.00})");
        yield return new Figure("answers a second, bare and ours", "",
            $"{pairs.Select(pair => pair.Bare.Load.PerSecond).Median():0} and " +
            $"{pairs.Select(pair => pair.Ours.Load.PerSecond).Median():0}");
        yield return new Figure("processor time of each, bare and ours", "",
            $"{pairs.Select(pair => pair.Bare.Microseconds).Median():0} and " +
            $"{pairs.Select(pair => pair.Ours.Microseconds).Median():0} µs");
    }

    private static async Task<Measured> MeasureAsync(Child server, LoadPlan plan)
    {
        var before = server.ProcessorTime;
        var load = await Child.LoadAsync(plan with { Port = server.Ports[0] });
        return new Measured(load, (server.ProcessorTime - before).TotalMicroseconds / load.Answers);
    }

    /// <param name="Microseconds">Processor time of the server for each answer.</param>
    internal sealed record Measured(LoadResult Load, double Microseconds);
}

/// <summary>A folder that is gone when the run is over.</summary>
internal sealed class RunFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("githubops-measured-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
