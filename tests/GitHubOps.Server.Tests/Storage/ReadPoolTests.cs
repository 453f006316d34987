using Microsoft.Data.Sqlite;

namespace GitHubOps.Server.Tests;

[TestClass]
public class ReadPoolTests
{
    private const int Busy = 5;
    private const int Mistake = 1;

    [TestMethod]
    public void A_database_that_cannot_be_read_at_present_is_no_mistake_of_whoever_reads()
    {
        using var folder = new TemporaryFolder();
        using var pool = new ReadPool(SqliteDialect.For(folder.File("ops.db")));
        Should.Throw<StoreUnavailableException>(
            () => pool.Read<int>(_ => throw new SqliteException("database is locked", Busy)));
        Should.Throw<SqliteException>(() => pool.Read<int>(_ => throw new SqliteException("no such column", Mistake)));
        pool.Read(session => session.First<int>("SELECT 7")).ShouldBe(7);
    }
}
