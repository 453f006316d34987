using System.Diagnostics;

namespace GitHubOps.Benchmarks;

/// <summary>A start with many open promises, some of which fell due while nobody was there.</summary>
internal static class RestartRun
{
    private const double SecondsMax = 5;
    private const double RungSecondsMax = 10;

    private static readonly TimeSpan Away = TimeSpan.FromDays(12);

    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromMinutes(5);

    /// <param name="sizes">Timers in all, and those of them that are overdue (at least).</param>
    public static async Task<Report> RunAsync(int[] sizes)
    {
        var machine = Report.MachineNow();
        await using var stage = await Stage.SetAsync(
            -Away, ops: text => text.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal));
        var late = await OpenAsync(stage, 1);
        stage.Time.Shift = TimeSpan.Zero;
        await stage.StartAsync();
        var open = await OpenAsync(stage, 2);
        Clone(stage, late, sizes[1], firstId: 1_000_000);
        Clone(stage, open, sizes[0] - sizes[1], firstId: 100_000_000);

        // What exists only in the store would be missed at GitHub by the daily comparison.
        stage.Store.Change("UPDATE sweeps SET due_at_ms = @far, compare_due_at_ms = @far",
            new { far = long.MaxValue / 4 });
        return await MeasureAsync(machine, stage);
    }

    private static async Task<Report> MeasureAsync(string machine, Stage stage)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        const string own = "issue_id >= 1000000";
        var timers = stage.Store.Ask<long>($"SELECT COUNT(*) FROM alarms WHERE {own}");
        var overdue = stage.Store.List<string>(
            $"SELECT 'alarm:' || issue_id || ':' || alarm || ':' || due_at_ms FROM alarms WHERE {own} AND due_at_ms <= @now",
            new { now });
        var later = stage.Store.List<(long, string, long)>(
            $"SELECT issue_id, alarm, due_at_ms FROM alarms WHERE issue_id >= 100000000 AND due_at_ms > @now",
            new { now });
        var clock = Stopwatch.StartNew();
        await stage.StartAsync();
        using var http = new HttpClient();
        using var ready = await http.GetAsync(new Uri($"http://127.0.0.1:{stage.Service.Ports[1]}/readyz"));
        var started = clock.Elapsed.TotalSeconds;
        ready.EnsureSuccessStatusCode();
        while (clock.Elapsed < GivenUpAfter && (!stage.Store.IsQuiet() || Rung(stage).Count < overdue.Count))
            await Task.Delay(100);
        var rang = clock.Elapsed.TotalSeconds;
        var kept = stage.Store.List<(long, string, long)>(
            "SELECT issue_id, alarm, due_at_ms FROM alarms WHERE issue_id >= 100000000").ToHashSet();
        var lost = later.Count(timer => !kept.Contains(timer)) + overdue.Except(Rung(stage)).Count();
        var once = Rung(stage).GroupBy(id => id).Count(same => overdue.Contains(same.Key) && same.Count() == 1);
        return new Report("restart", machine,
        [
            new Figure($"start with {timers} open timers until deliveries can be stored", $"< {SecondsMax:0} s",
                $"{started:0.0} s", started < SecondsMax),
            new Figure($"all {overdue.Count} overdue ones decided after", $"< {RungSecondsMax:0} s", $"{rang:0.0} s",
                rang < RungSecondsMax),
            new Figure("timers lost", "0", $"{lost}", lost == 0),
            new Figure("overdue timers that rang once", $"{overdue.Count}",
                $"{once}", once == overdue.Count),
            new Figure("resident memory", "", $"{stage.Service.Megabytes:0} MB"),
        ]);
    }

    /// <summary>The timers whose events have been decided: the last part of an id says when it rang.</summary>
    private static IReadOnlyList<string> Rung(Stage stage) => [.. stage.Store.List<string>(
        "SELECT delivery_id FROM inbox WHERE source = 'alarm' AND state = 'done' AND issue_id >= 1000000")
        .Select(id => id[..id.LastIndexOf(':')])];

    /// <summary>Opens an issue, lets it be decided, and stops the service.</summary>
    private static async Task<Promise> OpenAsync(Stage stage, int number)
    {
        var issue = await stage.OpenIssueAsync(number);
        await stage.WhenQuietAsync();
        await stage.StopAsync();
        var row = stage.Store.Ask<(long Installation, long Repo, string State, string? Holder, long DecidedAt)>(
            "SELECT installation_id, repo_id, state, holder, decided_at_ms FROM issues WHERE issue_id = @Id",
            new { issue.Id });
        var alarms = stage.Store.List<(string, long)>(
            "SELECT alarm, due_at_ms FROM alarms WHERE issue_id = @Id", new { issue.Id });
        if (alarms.Count == 0) throw new InvalidOperationException("the issue has no timers");
        return new Promise(row.Installation, row.Repo, row.State, row.Holder, row.DecidedAt, alarms);
    }

    /// <summary>More issues like it, until there are so many timers.</summary>
    private static void Clone(Stage stage, Promise like, int timers, long firstId)
    {
        foreach (var (alarm, due, isFirst) in like.Timers.Select((timer, n) => (timer.Alarm, timer.DueAt, n == 0)))
        {
            var parameters = new
            {
                like.Installation, like.Repo, like.State, like.Holder, like.DecidedAt, alarm, due, firstId,
                issues = (timers + like.Timers.Count - 1) / like.Timers.Count,
            };
            const string numbers =
                "WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n + 1 < @issues)";
            if (isFirst) stage.Store.Change(
                $"""
                INSERT INTO issues (issue_id, installation_id, repo_id, number, version, state, holder, is_open,
                    decided_at_ms)
                {numbers} SELECT @firstId + n, @Installation, @Repo, @firstId + n, 1, @State, @Holder, TRUE, @DecidedAt FROM n
                """, parameters);
            stage.Store.Change(
                $"""
                INSERT INTO alarms (issue_id, alarm, installation_id, repo_id, due_at_ms)
                {numbers} SELECT @firstId + n, @alarm, @Installation, @Repo, @due FROM n
                """, parameters);
        }
    }

    private sealed record Promise(
        long Installation, long Repo, string State, string? Holder, long DecidedAt,
        IReadOnlyList<(string Alarm, long DueAt)> Timers);
}
