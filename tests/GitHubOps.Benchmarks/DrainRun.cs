using System.Diagnostics;

namespace GitHubOps.Benchmarks;

/// <summary>
/// Events that came while nobody was there and that need no write: each is read, decided with all its facts and stored.
/// They are what GitHub tells of our own writes, once more under ids of their own.
/// </summary>
internal static class DrainRun
{
    private const double SecondsMax = 120;
    private const double GrowthMax = 1.25;

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(10);

    /// <param name="sizes">Rows to drain, and the issues they belong to.</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        await using var stage = await Stage.SetAsync();
        for (var n = 0; n < sizes[1]; n++) await stage.OpenIssueAsync(n);
        await stage.WhenQuietAsync();
        await stage.StopAsync();
        var (writes, batches) = (stage.GitHub.Ledger.Writes.Count(), Batches(stage));
        await stage.Store.FillAsync(Copies(stage, sizes[0]));

        var clock = Stopwatch.StartNew();
        await stage.StartAsync();
        var memory = new List<double>();
        while (!stage.Store.IsQuiet() && clock.Elapsed < GivenUpAfter)
        {
            memory.Add(stage.Service.Megabytes);
            await Task.Delay(100);
        }

        clock.Stop();
        return Judge(machine, stage, clock.Elapsed.TotalSeconds, sizes[0], memory,
            isWritten: stage.GitHub.Ledger.Writes.Count() != writes || Batches(stage) != batches);
    }

    private static Report Judge(
        string machine, Stage stage, double seconds, int rows, List<double> memory, bool isWritten)
    {
        var waiting = stage.Store.Waiting();
        var dead = stage.Store.Ask<long>("SELECT COUNT(*) FROM inbox WHERE state = 'dead'");
        if (dead > 0) throw new InvalidOperationException($"{dead} events are dead letters");
        if (isWritten) throw new InvalidOperationException("events that need no write were written for");

        // The first quarter is the start of a process.
        var settled = memory.Skip(memory.Count / 4).ToArray();
        var (early, late) = (settled.Take((settled.Length / 3) + 1).Max(),
            settled.TakeLast((settled.Length / 3) + 1).Max());
        return new Report("drain", machine,
        [
            new Figure($"{rows} stored events that need no write", $"< {SecondsMax:0} s",
                $"{seconds:0.0} s, {waiting} left", waiting == 0 && seconds < SecondsMax * rows / 100_000),
            new Figure("processor time of each", "",
                $"{stage.Service.ProcessorTime.TotalMicroseconds / rows:0} µs"),
            new Figure("resident memory: highest of the second quarter, of the last", $"growth < {GrowthMax - 1:0 %}",
                $"{early:0} and {late:0} MB", late < early * GrowthMax),
        ]);
    }

    private static long Batches(Stage stage) => stage.Store.Ask<long>("SELECT COUNT(*) FROM outbox");

    /// <summary>What is not an opening, which would be looked at as a new issue.</summary>
    private static IEnumerable<StoredEvent> Copies(Stage stage, int rows)
    {
        var originals = stage.Store.List<(string Event, byte[] Body, long BodyBytes)>(
            """
            SELECT event, body, body_bytes FROM inbox
            WHERE source = 'webhook' AND state = 'done' AND issue_id <> 0 AND rank > 0 AND body IS NOT NULL
            ORDER BY inbox_id
            """);
        if (originals.Count == 0) throw new InvalidOperationException("there is nothing to copy");
        for (var n = 0; n < rows; n++)
        {
            var (name, body, length) = originals[n % originals.Count];
            yield return new StoredEvent(name, body, (int)length);
        }
    }
}
