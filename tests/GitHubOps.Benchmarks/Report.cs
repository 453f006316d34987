using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>One thing that was measured.</summary>
/// <param name="Target">What it must reach; empty: it is told, not judged.</param>
/// <param name="Seen">The value with its unit.</param>
/// <param name="IsMet">Null where there is no target.</param>
internal sealed record Figure(string What, string Target, string Seen, bool? IsMet = null);

/// <summary>What one verb saw, on which machine and with what running beside.</summary>
internal sealed record Report(string Verb, string Machine, ImmutableArray<Figure> Figures)
{
    /// <summary>
    /// Processors, and the load of the last minute at the start, which tells how far to trust the rest.
    /// </summary>
    public static string MachineNow() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} processors, load {LoadAverage()} at the start");

    /// <summary>One table for all runs, ready for a page, and a JSON line for each run.</summary>
    public static async Task<int> PrintAsync(params Func<Task<Report>>[] runs)
    {
        var reports = new List<Report>();
        foreach (var run in runs) reports.Add(await run());
        Console.WriteLine("| Measured | Target | Seen | Met |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var report in reports)
        {
            Console.WriteLine($"| **{report.Verb}** | | {report.Machine} | |");
            foreach (var figure in report.Figures) Console.WriteLine(
                $"| {figure.What} | {figure.Target} | {figure.Seen} | {Met(figure)} |");
        }

        Console.WriteLine();
        foreach (var report in reports) Console.WriteLine(JsonSerializer.Serialize(report));
        return 0;
    }

    private static string Met(Figure figure) => figure.IsMet switch { true => "yes", false => "**no**", null => "" };

    private static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}

/// <summary>The numbers behind a verb.</summary>
internal static class Sizes
{
    /// <summary>What is given, then what is usual.</summary>
    public static int[] Of(string[] given, params int[] usual) =>
        [.. usual.Select((size, n) => n < given.Length ? int.Parse(given[n], CultureInfo.InvariantCulture) : size)];
}

/// <summary>Values in order.</summary>
internal static class Quantiles
{
    public static double Median(this IEnumerable<double> values) => values.At(0.5);

    /// <param name="share">0.5: the middle one; 0 when there are no values.</param>
    public static double At(this IEnumerable<double> values, double share)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? 0 : ordered[Math.Min(ordered.Length - 1, (int)(ordered.Length * share))];
    }
}
