using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>The first event of each issue is marked, whatever comes, goes, waits or dies.</summary>
[TestClass]
public class LineTests
{
    private const string WronglyMarked =
        """
        SELECT COUNT(*) FROM (
            SELECT is_first, ROW_NUMBER() OVER (PARTITION BY issue_id ORDER BY occurred_at_ms, rank, inbox_id) = 1 AS is_due
            FROM inbox WHERE state IN ('ready', 'running')
            UNION ALL
            SELECT is_first, FALSE FROM inbox WHERE state NOT IN ('ready', 'running'))
        WHERE is_first <> is_due
        """;

    [TestMethod]
    public async Task The_first_of_each_issue_is_marked_whatever_happens()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        var dice = new Random(20261102);
        var held = new List<InboxRow>();
        for (var step = 0; step < 300; step++)
        {
            await StepAsync(store, folder, dice, held, step);
            Ask<int>(folder, WronglyMarked).ShouldBe(0, $"after step {step}");
        }

        Ask<int>(folder, "SELECT COUNT(*) FROM inbox WHERE state IN ('done', 'dead', 'ignored')")
            .ShouldBeGreaterThan(15);
    }

    [TestMethod]
    public async Task What_waits_behind_a_first_that_is_not_due_is_never_looked_at()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("first", issue: 7, notBeforeSecond: 500);
        for (var n = 0; n < 20; n++) await store.ReadyAsync($"behind-{n}", issue: 7, occurredSecond: 1 + n);
        (await store.ClaimAsync(second: 100)).ShouldBeNull();
        (await store.NextEventDueAsync()).ShouldBe(
            Deliveries.Start + Duration.FromSeconds(500), "nobody is woken for what cannot be claimed");
    }

    [TestMethod]
    public async Task No_frequent_query_looks_at_a_whole_table()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        Store.FrequentQueries.Count.ShouldBeGreaterThan(5);
        foreach (var query in Store.FrequentQueries)
            Plan(folder, query).Where(step => !LooksAtFewRows(step)).ShouldBeEmpty(query);
    }

    /// <summary>By an index; or in the order of one until the first that is wanted, which is near.</summary>
    private static bool LooksAtFewRows(string step) =>
        !IsAccess(step) || step.StartsWith("SCAN CONSTANT", StringComparison.Ordinal) ||
        (step.StartsWith("SEARCH ", StringComparison.Ordinal) && step.Contains(" INDEX ", StringComparison.Ordinal)) ||
        step is "SCAN inbox USING INDEX inbox_new" or "SCAN i USING INDEX inbox_due" or "SCAN ready" or "SEARCH dues";

    private static bool IsAccess(string step) =>
        step.StartsWith("SCAN ", StringComparison.Ordinal) || step.StartsWith("SEARCH ", StringComparison.Ordinal) ||
        step.Contains("TEMP B-TREE", StringComparison.Ordinal);

    private static async Task StepAsync(Store store, TemporaryFolder folder, Random dice, List<InboxRow> held, int step)
    {
        var now = Deliveries.Start + Duration.FromSeconds(step);
        switch (dice.Next(8))
        {
            case 0 or 1 or 2:
                await store.ReadyAsync($"d-{step}", issue: 1 + dice.Next(4), occurredSecond: dice.Next(50),
                    notBeforeSecond: step + dice.Next(10) - 5, rank: dice.Next(2));
                break;
            case 3 or 4:
                if (await store.ClaimEventAsync(new InstallationId(-1), now, Duration.FromSeconds(40)) is { } row)
                    held.Add(row);
                break;
            case 5 when held.Count > 0:
                await store.RetryEventAsync(held[0], now + Duration.FromSeconds(5), "later", burnsAttempt: true);
                held.RemoveAt(0);
                break;
            case 6 when held.Count > 0:
                await store.BuryEventAsync(held[^1], "no", now);
                held.RemoveAt(held.Count - 1);
                break;
            case 7 when dice.Next(20) == 0:
                Ask<int>(folder, "DELETE FROM inbox WHERE issue_id = 2 AND state = 'ready'; SELECT 0");
                break;
            default: break;
        }
    }

    private static IReadOnlyList<string> Plan(TemporaryFolder folder, string query)
    {
        using var database = Open(folder);
        using var explain = database.CreateCommand();
        explain.CommandText = "EXPLAIN QUERY PLAN " + query;
        foreach (var name in (string[])["@now", "@installation", "@last", "@rowsMax", "@alarmsMax", "@IssueId",
            "@InboxId"])
            explain.Parameters.AddWithValue(name, 1);
        using var rows = explain.ExecuteReader();
        var steps = new List<string>();
        while (rows.Read()) steps.Add(rows.GetString(3));
        steps.ShouldNotBeEmpty(query);
        return steps;
    }

    private static T Ask<T>(TemporaryFolder folder, string sql)
    {
        using var database = Open(folder);
        return database.QueryFirst<T>(sql);
    }

    private static SqliteConnection Open(TemporaryFolder folder)
    {
        var database = new SqliteConnection($"Data Source={folder.File("ops.db")};Pooling=False");
        database.Open();
        return database;
    }
}
