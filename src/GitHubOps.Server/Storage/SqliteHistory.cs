using System.Data.Common;
using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Server;

/// <summary>
/// What happened to issues, as a store keeps it for replays. Only reads: the service may be running.
/// </summary>
public static class SqliteHistory
{
    private const int FactsBytesMax = 32 * 1024 * 1024;

    /// <param name="file">The store's database.</param>
    /// <exception cref="IOException">There is none, or it is no store of ours.</exception>
    public static IReadOnlyList<HistoryPart> Read(string file)
    {
        SystemSqlite.EnsureLoaded();
        try
        {
            using var database = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = file,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            }.ToString());
            database.Open();
            return Read(database, file);
        }
        catch (DbException failure)
        {
            throw new IOException($"{file} cannot be read as a store: {failure.Message}", failure);
        }
    }

    private static List<HistoryPart> Read(SqliteConnection database, string file)
    {
        var rows = database.Query<(byte[] Facts, int Bytes)>(
            "SELECT facts, facts_bytes FROM history WHERE facts_bytes <= @FactsBytesMax ORDER BY inbox_id",
            new { FactsBytesMax }, buffered: false);
        return
        [
            .. rows.Select(row => HistoryJson.Read(BodyCodec.Expand(row.Facts, row.Bytes)) is { } happened
                ? new HistoryPart([happened], [])
                : new HistoryPart([],
                    [Problem.Warning("history/unknown", "it holds an event of a kind that is not known",
                    file, remedy: "Use the tool of the service's version.")])),
        ];
    }
}
