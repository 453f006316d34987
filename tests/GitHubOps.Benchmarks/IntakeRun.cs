using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Taking in, beside a bare endpoint in the same run: endpoint and generator are processes of their own. The ratio is
/// what
/// travels between machines; the figures themselves do not.
/// </summary>
internal static class IntakeRun
{
    private const int Rate = 500;

    // What runs often must have been compiled well before it is measured.
    private const int WarmUpSeconds = 3;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var seconds = arguments is [var given] ? int.Parse(given, CultureInfo.InvariantCulture) : 5;
        var folder = Directory.CreateTempSubdirectory("githubops-intake-").FullName;
        try
        {
            var bare = await MeasureAsync(["bare"], seconds, rate: 0, "issues");
            var ours = await MeasureAsync(["ours", Sub(folder, "max"), "intake"], seconds, rate: 0, "issues");
            var steady = await MeasureAsync(["ours", Sub(folder, "steady"), "workers"], seconds, Rate, "pull_request");
            Print(bare, ours, steady);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Print(Measured bare, Measured ours, Measured steady)
    {
        Console.WriteLine($"{Environment.ProcessorCount} processors, {LoadGenerator.Connections} connections, " +
            $"bodies of {bare.Load.BodyKilobytes:0.0} kB on average");
        Print("bare endpoint (HMAC only)", bare);
        Print("our intake (on disk)", ours);
        Print($"ours at {Rate} /s, with workers", steady);
        Console.WriteLine($"ratio of rates {ours.Load.PerSecond / bare.Load.PerSecond:0.00}, " +
            $"of processor time {bare.ProcessorMicroseconds / ours.ProcessorMicroseconds:0.00}");
        var others = bare.Load.Others + ours.Load.Others + steady.Load.Others;
        Console.WriteLine(others == 0 ? "every answer was 202" : $"{others} answers were not 202");
    }

    private static void Print(string what, Measured seen) => Console.WriteLine(
        $"{what,-30} {seen.Load.PerSecond,7:0} /s   p50 {seen.Load.P50Milliseconds,6:0.0} ms   " +
        $"p99 {seen.Load.P99Milliseconds,6:0.0} ms   {seen.ProcessorMicroseconds,5:0} us each   {seen.Megabytes,4} MB");

    private static async Task<Measured> MeasureAsync(string[] endpoint, int seconds, int rate, string githubEvent)
    {
        using var server = Start(endpoint);
        var port = await server.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(
            $"{endpoint[0]} did not start");
        await LoadAsync(port, WarmUpSeconds, rate, githubEvent);
        server.Refresh();
        var before = server.TotalProcessorTime;
        var load = await LoadAsync(port, seconds, rate, githubEvent);
        server.Refresh();
        var processor = server.TotalProcessorTime - before;
        var megabytes = server.WorkingSet64 / 1_000_000;
        server.StandardInput.Close();
        await server.WaitForExitAsync();
        return new Measured(load, megabytes, processor.TotalMicroseconds / (load.PerSecond * seconds));
    }

    private static async Task<LoadResult> LoadAsync(string port, int seconds, int rate, string githubEvent)
    {
        using var generator = Start(["load", port, $"{seconds}", $"{rate}", githubEvent]);
        var line = await generator.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException(
            "the generator said nothing");
        await generator.WaitForExitAsync();
        return JsonSerializer.Deserialize<LoadResult>(line)!;
    }

    private static Process Start(string[] arguments) => Process.Start(
        new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false,
        })!;

    private static string Sub(string folder, string name) =>
        Directory.CreateDirectory(Path.Combine(folder, name)).FullName;

    private sealed record Measured(LoadResult Load, long Megabytes, double ProcessorMicroseconds);
}
