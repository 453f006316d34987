using Dapper;

namespace GitHubOps.Server.Tests;

/// <summary>Whoever was told "written" finds it after any crash; whose write failed takes back only its own.</summary>
[TestClass]
public class WriteQueueTests
{
    [TestMethod]
    public async Task A_write_that_throws_takes_back_its_own_changes_and_nobody_elses()
    {
        using var folder = new TemporaryFolder();
        var dialect = Dialect.Parse("sqlite:" + folder.File("ops.db"));
        using var queue = new WriteQueue(dialect);
        await queue.WriteAsync(session => session.Execute("CREATE TABLE t (n INTEGER UNIQUE)", new { }));
        var writes = Enumerable.Range(0, 60).Select(n => queue.WriteAsync(session =>
        {
            session.Execute("INSERT INTO t (n) VALUES (@n)", new { n });
            if (n % 3 == 0) throw new InvalidOperationException("no");
            return n;
        })).ToArray();
        for (var n = 0; n < 60; n++)
        {
            if (n % 3 == 0) await Should.ThrowAsync<InvalidOperationException>(writes[n]);
            else (await writes[n]).ShouldBe(n);
        }

        using var reader = dialect.Open(true);
        reader.Query<int>("SELECT n FROM t ORDER BY n").ShouldBe(Enumerable.Range(0, 60).Where(n => n % 3 != 0));
    }

    [TestMethod]
    public async Task Writes_that_wait_together_share_a_commit()
    {
        using var folder = new TemporaryFolder();
        using var queue = new WriteQueue(Dialect.Parse("sqlite:" + folder.File("ops.db")));
        using var held = new ManualResetEventSlim();
        var first = queue.WriteAsync(session =>
        {
            held.Wait();
            return session.Execute("CREATE TABLE t (n INTEGER)", new { });
        });
        var seen = new List<long>();
        var others = Enumerable.Range(0, 20).Select(n => queue.WriteAsync(session =>
        {
            session.Execute("INSERT INTO t VALUES (@n)", new { n });
            seen.Add(session.First<long>("SELECT COUNT(*) FROM t", new { }));
            return n;
        })).ToArray();
        held.Set();
        await first;
        await Task.WhenAll(others);
        queue.Commits.ShouldBeLessThanOrEqualTo(3);
        seen.ShouldBe(Enumerable.Range(1, 20).Select(n => (long)n));
    }

    [TestMethod]
    public async Task What_cannot_be_committed_is_told_to_everybody_who_waits()
    {
        using var folder = new TemporaryFolder();
        var dialect = Dialect.Parse("sqlite:" + folder.File("ops.db"));
        using var queue = new WriteQueue(dialect);
        await queue.WriteAsync(session => session.Execute("CREATE TABLE t (n INTEGER)", new { }));
        await queue.WriteAsync(session => session.Execute("PRAGMA max_page_count = 3", new { }));
        await Should.ThrowAsync<StoreUnavailableException>(
            () => queue.WriteAsync(
                session => session.Execute("INSERT INTO t VALUES (@big)", new { big = new byte[1_000_000] })));
        await queue.WriteAsync(session => session.Execute("PRAGMA max_page_count = 100000", new { }));
        (await queue.WriteAsync(session => session.Execute("INSERT INTO t VALUES (@n)", new { n = 1 }))).ShouldBe(1);
    }

    [TestMethod]
    public async Task Who_writes_to_a_closed_store_is_told_so()
    {
        using var folder = new TemporaryFolder();
        var queue = new WriteQueue(Dialect.Parse("sqlite:" + folder.File("ops.db")));
        queue.Dispose();
        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => queue.WriteAsync(_ => 1));
        refusal.Message.ShouldBe("the store is closed");
    }

    [TestMethod]
    public async Task Only_what_somebody_was_promised_waits_for_the_disk()
    {
        using var folder = new TemporaryFolder();
        using var queue = new WriteQueue(Dialect.Parse("sqlite:" + folder.File("ops.db")));
        Task<int> Flushes(bool needsFlush) => queue.WriteAsync(
            session => session.First<int>("PRAGMA synchronous", new { }), needsFlush: needsFlush);
        const int normal = 1, full = 2;
        (await Flushes(true)).ShouldBe(full);
        (await Flushes(false)).ShouldBe(normal);
        (await Flushes(true)).ShouldBe(full);

        // The writer is in the middle of one commit while the others queue: they share the next.
        using var begun = new ManualResetEventSlim();
        using var held = new ManualResetEventSlim();
        var first = queue.WriteAsync(session =>
        {
            begun.Set();
            held.Wait();
            return 0;
        }, needsFlush: false);
        begun.Wait();
        var together = new[] { Flushes(false), Flushes(true), Flushes(false) };
        held.Set();
        await first;
        (await Task.WhenAll(together)).ShouldAllBe(mode => mode == full);
    }
}
