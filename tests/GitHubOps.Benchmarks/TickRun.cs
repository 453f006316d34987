using System.Diagnostics;
using System.Globalization;
using GitHubOps.Server;
using NodaTime;

namespace GitHubOps.Benchmarks;

/// <summary>What the passing of time costs where many promises are open: nothing, while none is due.</summary>
internal static class TickRun
{
    private const int Ticks = 200;
    private const double TickMillisecondsMax = 5;
    private const double DueSecondsMax = 10;

    /// <param name="sizes">Open timers, and those of them that then fall due.</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        var folder = Directory.CreateTempSubdirectory("githubops-ticks-");
        try
        {
            var path = Path.Combine(folder.FullName, "ops.db");
            using (Store.Open("sqlite:" + path))
            {
            }

            var now = SystemClock.Instance.GetCurrentInstant();
            Fill(new StoreFile(path), sizes[0], sizes[1], now);
            using var store = Store.Open("sqlite:" + path);
            var idle = await IdleAsync(store, now);
            var (rang, seconds) = await DueAsync(store, now + Duration.FromHours(2));
            return new Report("tick", machine,
            [
                new Figure($"a look at {sizes[0]} open timers of which none is due", $"< {TickMillisecondsMax:0} ms",
                    string.Create(CultureInfo.InvariantCulture, $"{idle:0.000} ms"), idle < TickMillisecondsMax),
                new Figure($"{sizes[1]} due ones put into the inbox", $"< {DueSecondsMax:0} s",
                    string.Create(CultureInfo.InvariantCulture, $"{seconds:0.00} s"), seconds < DueSecondsMax),
                new Figure("of these rang", $"{sizes[1]}", $"{rang}", rang == sizes[1]),
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<double> IdleAsync(Store store, Instant now)
    {
        var times = new List<double>();
        for (var i = 0; i < Ticks; i++)
        {
            var from = Stopwatch.GetTimestamp();
            if (await store.RingAlarmsAsync(now, 100) != 0) throw new InvalidOperationException("none was due");
            times.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
        }

        return times.Median();
    }

    private static async Task<(int Rang, double Seconds)> DueAsync(Store store, Instant now)
    {
        var from = Stopwatch.GetTimestamp();
        var rang = 0;
        while (await store.RingAlarmsAsync(now, 100) is > 0 and var some) rang += some;
        return (rang, Stopwatch.GetElapsedTime(from).TotalSeconds);
    }

    private static void Fill(StoreFile store, int timers, int due, Instant now) => store.Change(
        """
        WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < @timers)
        INSERT INTO alarms (issue_id, alarm, installation_id, repo_id, due_at_ms)
        SELECT n, 'respond/1/75', 1, 10, @now + CASE WHEN n <= @due THEN 3600000 ELSE 86400000 + n END FROM n
        """,
        new { timers, due, now = now.ToUnixTimeMilliseconds() });
}
