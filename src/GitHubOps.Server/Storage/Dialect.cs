using System.Data.Common;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Server;

/// <summary>
/// Where databases differ: how to connect, what begins a write, and how a claim skips rows of others.
/// </summary>
/// <param name="Flush">From now on a commit is on the disk when it returns.</param>
/// <param name="DoNotFlush">From now on a commit is on the disk with the next that is flushed: none overtakes it.</param>
internal sealed record Dialect(
    string Name, string Database, string BeginWrite, string ClaimSuffix, string Flush, string DoNotFlush,
    Func<bool, DbConnection> Open)
{
    private const string Scheme = "sqlite:";

    /// <param name="store"><c>sqlite:PATH</c></param>
    public static Dialect Parse(string store)
    {
        if (!store.StartsWith(Scheme, StringComparison.Ordinal) || store.Length == Scheme.Length)
        {
            throw new CannotStartException(Problem.Error(
                "store-form", "the store must be given as sqlite:PATH",
                    remedy: "Example: --store sqlite:/var/lib/githubops/ops.db"));
        }

        return Sqlite(store[Scheme.Length..]);
    }

    private static Dialect Sqlite(string path) => new(
        "sqlite", path, BeginWrite: "BEGIN IMMEDIATE", ClaimSuffix: "", Flush: "PRAGMA synchronous = FULL",
        DoNotFlush: "PRAGMA synchronous = NORMAL", Open: readOnly => OpenSqlite(path, readOnly));

    private static SqliteConnection OpenSqlite(string path, bool readOnly)
    {
        SystemSqlite.EnsureLoaded();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        using var pragmas = connection.CreateCommand();
        // FULL: an answered delivery is on the disk, not in a cache of the operating system, when the power goes.
        pragmas.CommandText =
            $"""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
            PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
            PRAGMA query_only = {(readOnly ? 1 : 0)};
            PRAGMA cache_size = {(readOnly ? -512 : -4096)};
            """;
        pragmas.ExecuteNonQuery();
        return connection;
    }
}
