using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A restart finds every timer, and what fell due meanwhile rings once.</summary>
[TestClass]
public class ManyPromisesTests
{
    private const int Issues = 150;

    [TestMethod]
    public async Task A_restart_with_many_open_timers_loses_none_and_rings_the_overdue_ones_once()
    {
        await using var road = await Road.BeginAsync(
            ops => ops.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        await road.StopAsync();
        road.ChangeStore(database => Multiply(database, issue.Id));
        var timers = Timers(road);

        road.Time.AdvanceTo(new DateTimeOffset(Middle(road).ToDateTimeUtc(), TimeSpan.Zero));
        await road.StartAsync();
        await road.RunAsync(Duration.FromSeconds(1));

        var (due, later) = (timers.Where(timer => timer.At <= Ms(road)).ToList(),
            timers.Where(timer => timer.At > Ms(road)));
        due.ShouldNotBeEmpty();
        Rung(road).Order().ShouldBe(due.Select(timer => timer.Id).Order(), "each once, and none before its time");
        Timers(road).Select(timer => timer.Id).ShouldBe(later.Select(timer => timer.Id), ignoreOrder: true);

        await road.RestartAsync();
        await road.RunAsync(Duration.FromSeconds(1));
        Rung(road).Count.ShouldBe(due.Count, "nothing rings again after another start");
    }

    private static IReadOnlyList<Timer> Timers(Road road) => road.ChangeStore(database => database.Query<Timer>(
        "SELECT 'alarm:' || issue_id || ':' || alarm || ':' || due_at_ms AS Id, due_at_ms AS At FROM alarms").AsList());

    /// <summary>Without the instant at which each rang, the last part of its id.</summary>
    private static IReadOnlyList<string> Rung(Road road) => road.ChangeStore(database => database.Query<string>(
        "SELECT delivery_id FROM inbox WHERE source = 'alarm' AND state = 'done'")
        .Select(id => id[..id.LastIndexOf(':')]).ToList());

    private static long Ms(Road road) => road.Now.ToUnixTimeMilliseconds();

    /// <summary>A moment by which some timers of each issue are due and some are not.</summary>
    private static Instant Middle(Road road)
    {
        var times = Timers(road).Select(timer => timer.At).Distinct().Order().ToArray();
        times.Length.ShouldBeGreaterThan(1);
        return Instant.FromUnixTimeMilliseconds(times[times.Length / 2] - 1);
    }

    /// <summary>
    /// More issues with the same promises. The daily comparison would miss them at GitHub: it is put off.
    /// </summary>
    private static int Multiply(SqliteConnection database, long issue)
    {
        const string numbers = "WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < @Issues)";
        return database.Execute(
            $"""
            INSERT INTO issues (issue_id, installation_id, repo_id, number, version, state, is_open, decided_at_ms)
            {numbers} SELECT issue_id + n * 1000000, installation_id, repo_id, number + n, 1, state, TRUE, decided_at_ms
            FROM issues, n WHERE issue_id = @issue;
            INSERT INTO alarms (issue_id, alarm, installation_id, repo_id, due_at_ms)
            {numbers} SELECT issue_id + n * 1000000, alarm, installation_id, repo_id, due_at_ms
            FROM alarms, n WHERE issue_id = @issue;
            UPDATE sweeps SET due_at_ms = due_at_ms * 2, compare_due_at_ms = compare_due_at_ms * 2;
            """,
            new { issue, Issues });
    }

    private sealed record Timer
    {
        public string Id { get; init; } = "";
        public long At { get; init; }
    }
}
