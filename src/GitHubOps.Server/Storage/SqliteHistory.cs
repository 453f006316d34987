using System.Data.Common;
using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// The deliveries about issues that a store still holds, for a replay. Only reads: the service may be running.
/// </summary>
public static class SqliteHistory
{
    private const int BodyBytesMax = 32 * 1024 * 1024;

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
        var parts = new List<HistoryPart>();
        var rows = database.Query<(string Delivery, string Event, long AtMs, byte[] Body, int Bytes)>(
            """
            SELECT delivery_id, event, received_at_ms, body, body_bytes FROM inbox
            WHERE source = 'webhook' AND issue_id <> 0 AND state <> 'dead' AND body IS NOT NULL
              AND body_bytes <= @BodyBytesMax
            ORDER BY inbox_id
            """,
            new { BodyBytesMax },
            buffered: false);
        foreach (var row in rows)
        {
            var parsed = EventParser.Parse(row.Event, new DeliveryId(row.Delivery),
                Instant.FromUnixTimeMilliseconds(row.AtMs), BodyCodec.Expand(row.Body, row.Bytes));
            if (parsed is ParsedDelivery.Parsed { Event: IssueEvent happened })
                parts.Add(new HistoryPart([happened], []));
            else if (parsed is ParsedDelivery.Malformed { Problem: var problem })
                parts.Add(new HistoryPart([], [problem with { File = file }]));
        }

        return parts;
    }
}
