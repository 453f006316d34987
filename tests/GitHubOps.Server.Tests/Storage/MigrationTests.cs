using Dapper;
using GitHubOps.Core;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>An upgrade comes to its end or leaves the store as it was.</summary>
[TestClass]
public class MigrationTests
{
    [TestMethod]
    public void A_migration_that_breaks_off_half_way_leaves_the_version_before_it()
    {
        using var folder = new TemporaryFolder();
        var dialect = Dialect.Parse("sqlite:" + folder.File("ops.db"));
        var broken = new Migration("next", "CREATE TABLE half (n INTEGER); INSERT INTO nowhere VALUES (1);");
        var whole = new Migration("whole", "CREATE TABLE whole (n INTEGER);");
        Should.Throw<CannotStartException>(() => Migrations.Run(dialect, [.. Migrations.All, whole, broken]));
        using var db = dialect.Open(true);
        db.QuerySingle<int>("SELECT version FROM schema_version").ShouldBe(Migrations.All.Count + 1);
        Tables(db).ShouldContain("whole", "what was done before it stays done");
        Tables(db).ShouldNotContain("half");
        Should.NotThrow(() => Migrations.Run(dialect, [.. Migrations.All, whole, broken with { Sql = "SELECT 1" }]));
        db.QuerySingle<int>("SELECT version FROM schema_version").ShouldBe(Migrations.All.Count + 2);
    }

    [TestMethod]
    public void A_downgrade_is_refused_in_one_line_and_changes_nothing()
    {
        using var folder = new TemporaryFolder();
        var dialect = Dialect.Parse("sqlite:" + folder.File("ops.db"));
        Migrations.Run(dialect);
        var before = Schema(dialect);
        var older = Migrations.All.SkipLast(1).ToList();
        var refusal = Should.Throw<CannotStartException>(() => Migrations.Run(dialect, older));
        refusal.Message.ShouldNotContain("\n");
        refusal.Problem.Code.ShouldBe("store-newer");
        Schema(dialect).ShouldBe(before);
    }

    /// <summary>A schema without its file here fails: make one with the program before the migration.</summary>
    public static IEnumerable<object[]> OlderSchemas =>
        Enumerable.Range(1, Migrations.All.Count - 1).Select(version => new object[] { version });

    [TestMethod]
    [DynamicData(nameof(OlderSchemas))]
    public async Task A_store_of_every_older_schema_comes_to_the_newest_with_all_it_knows(int version)
    {
        using var folder = new TemporaryFolder();
        using (var db = Dialect.Parse("sqlite:" + folder.File("ops.db")).Open(false))
            db.Execute(File.ReadAllText(Checkout.PathTo(
                "tests", "GitHubOps.Server.Tests", "Storage", "schemas", $"schema-{version}.sql")));
        using var store = Deliveries.Open(folder);
        var fresh = Dialect.Parse("sqlite:" + folder.File("fresh.db"));
        Migrations.Run(fresh);
        Schema(Dialect.Parse("sqlite:" + folder.File("ops.db"))).ShouldBe(Schema(fresh), ignoreOrder: true);
        StoreFile.Check("sqlite:" + folder.File("ops.db")).IsSound.ShouldBeTrue();
        (await store.ReceiveAsync("done")).ShouldBe(Receipt.Duplicate);
        (await store.KeptBytesAsync()).ShouldBe(4 * 6, "four payloads of six bytes were counted");
        (await store.DeadLettersAsync(after: null, 10)).Single().DeliveryId.ShouldBe("dead");
        (await store.JournalAsync(new IssueId(8))).Count.ShouldBe(1);
        (await store.NextAlarmAsync()).ShouldBe(Instant.FromUnixTimeMilliseconds(1762077600000));
        (await store.FactsAsync(new InboxRow { InstallationId = 1, RepoId = 10, IssueId = 8 })).OpenLoad[new Login(
            "ben")]
            .ShouldBe(1, "the issue that he holds was counted");
        (await store.FactsAsync(new InboxRow { InstallationId = 1, RepoId = 10, IssueId = 7 })).Newest!.DeliveryId
            .ShouldBe("late");
        (await store.ClaimAsync()).ShouldBe("early");
        (await store.ClaimBatchAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute))!.IssueId.ShouldBe(8);
    }

    [TestMethod]
    public void No_two_migrations_have_one_number() =>
        Migrations.All.Select(migration => migration.Name[..4]).ShouldBeUnique();

    private static List<string> Tables(System.Data.Common.DbConnection db) =>
        [.. db.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'")];

    private static List<string> Schema(Dialect dialect)
    {
        using var db = dialect.Open(true);
        return [.. db.Query<string>(
            """
            SELECT name || ': ' || COALESCE(sql, '') FROM sqlite_master
            UNION ALL SELECT version FROM schema_version
            """)];
    }
}
