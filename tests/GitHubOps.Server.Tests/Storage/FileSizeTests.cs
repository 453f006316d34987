using Dapper;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What was removed makes room for what comes: under a steady load the file stops growing.</summary>
[TestClass]
public class FileSizeTests
{
    private const int Rounds = 20;

    [TestMethod]
    public async Task Under_a_steady_load_the_file_stops_growing()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        var pages = new List<long>();
        for (var round = 0; round < Rounds; round++)
        {
            var now = Deliveries.Start + Duration.FromDays(round);
            var body = new byte[1500];
            await Task.WhenAll(Enumerable.Range(0, 300).Select(n =>
            {
                new Random((round * 1000) + n).NextBytes(body);
                return store.ReceiveAsync($"{round}-{n}", Convert.ToBase64String(body));
            }));
            var rows = await store.UnreadAsync(300);
            await store.RouteAsync([.. rows.Select(row => new Routing.Done(row.InboxId))], now);
            var keeping = new Keeping(
                now - Duration.FromDays(2), now - Duration.FromDays(5), now, now - Duration.FromDays(4));
            while (await store.CleanAsync(keeping, 100) > 0)
            {
            }

            pages.Add(Pages(folder));
        }

        var settled = pages[9];
        pages[^1].ShouldBeLessThanOrEqualTo(settled * 11 / 10, string.Join(' ', pages));
        settled.ShouldBeGreaterThan(pages[0], "or nothing was stored");
    }

    private static long Pages(TemporaryFolder folder)
    {
        using var db = Dialect.Parse("sqlite:" + folder.File("ops.db")).Open(true);
        return db.QueryFirst<long>("PRAGMA page_count");
    }
}
