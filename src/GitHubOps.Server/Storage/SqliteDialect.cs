using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Server;

/// <summary>SQLite: one file, one process, one writer.</summary>
internal static class SqliteDialect
{
    public const string Scheme = "sqlite:";

    private const int DamagesShownMax = 20;

    public static Dialect For(string path) => new()
    {
        Name = "sqlite",
        Database = path,
        BeginWrite = "BEGIN IMMEDIATE",
        BeginRead = "BEGIN DEFERRED",
        Flush = "PRAGMA synchronous = FULL",
        DoNotFlush = "PRAGMA synchronous = NORMAL",
        ClaimSuffix = "",
        Greatest = "MAX",
        Least = "MIN",
        Open = readOnly => Open(path, readOnly),
        Own = () => StoreLock.Take(path),
        IsFatal = IsFatal,
        CopyTo = file => CopyTo(path, file),
        OpenToLook = () => Connect(path, SqliteOpenMode.ReadWrite),
        FindDamage = FindDamage,
    };

    private static SqliteConnection Open(string path, bool readOnly)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWriteCreate);

        // FULL: an answered delivery is on the disk, not in a cache of the operating system, when the power goes.
        connection.Execute(
            $"""
            PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;
            PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864;
            PRAGMA query_only = {(readOnly ? 1 : 0)};
            PRAGMA cache_size = {(readOnly ? -512 : -4096)};
            """);
        return connection;
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        SystemSqlite.EnsureLoaded();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Pooling = false,
            Mode = mode,
            DefaultTimeout = 5,
        }.ToString());
        connection.Open();
        return connection;
    }

    // Not read-only: a reader of a write-ahead log must be able to make its index, should the service not be running.
    private static void CopyTo(string path, string file)
    {
        using var connection = Connect(path, SqliteOpenMode.ReadWrite);
        connection.Execute("VACUUM INTO @file", new { file }, commandTimeout: 0);
    }

    private static IReadOnlyList<string> FindDamage(DbConnection connection)
    {
        var found = connection.Query<string>(
            $"PRAGMA integrity_check({DamagesShownMax})", commandTimeout: 0).AsList();
        return found is ["ok"] ? [] : found;
    }

    // Busy, locked, no memory, read-only, I/O, corrupt, full, cannot open.
    private static bool IsFatal(Exception error) =>
        error is SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 13 or 14 };
}
