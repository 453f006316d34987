using System.Text.RegularExpressions;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>Another kind of database joins by a dialect and its migrations; what is shared does not change.</summary>
[TestClass]
public partial class DialectTests
{
    [TestMethod]
    public void SQL_that_one_database_alone_understands_stands_in_its_dialect()
    {
        var shared = Directory.GetFiles(Checkout.PathTo("src", "GitHubOps.Server", "Storage"), "*.cs")
            .Where(file => Path.GetFileName(file) is var name && !name.Contains("Sqlite", StringComparison.Ordinal) &&
                name != "StoreFile.cs" && name != "Dialect.cs")
            .ToList();
        shared.Count.ShouldBeGreaterThan(15);
        shared.SelectMany(file => File.ReadLines(file)
                .Where(line => OneDatabasesOwn().IsMatch(line))
                .Select(line => $"{Path.GetFileName(file)}: {line.Trim()}"))
            .ShouldBeEmpty("put it into Dialect, or write what every database understands");
    }

    [TestMethod]
    [DataRow("MIN(MAX(a, b))")]
    [DataRow("INSERT OR IGNORE INTO t")]
    [DataRow("WHERE rowid = 1")]
    [DataRow("PRAGMA user_version")]
    [DataRow("db.Execute(\"BEGIN IMMEDIATE\")")]
    [DataRow("catch (SqliteException error)")]
    public void It_would_be_found(string line) => OneDatabasesOwn().IsMatch(line).ShouldBeTrue();

    [GeneratedRegex(
        @"\b(MAX|MIN)\([^()]*,|INSERT OR|REPLACE INTO|\browid\b|PRAGMA|BEGIN (IMMEDIATE|DEFERRED|EXCLUSIVE)|" +
        @"\bSqlite\w*\b|sqlite_|IFNULL|GROUP_CONCAT|strftime|datetime\(|json_extract", RegexOptions.NonBacktracking)]
    private static partial Regex OneDatabasesOwn();
}
