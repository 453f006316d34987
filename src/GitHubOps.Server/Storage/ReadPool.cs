using System.Collections.Concurrent;
using System.Data.Common;

namespace GitHubOps.Server;

/// <summary>Connections that only read: they see what is committed and never wait for the writer.</summary>
internal sealed class ReadPool(Dialect dialect) : IDisposable
{
    private const int KeptMax = 8;

    private readonly ConcurrentBag<DbConnection> idle = [];

    public T Read<T>(Func<DbConnection, T> query)
    {
        DbConnection? connection = idle.TryTake(out var kept) ? kept : dialect.Open(true);
        try
        {
            var answer = query(connection);
            if (idle.Count < KeptMax)
            {
                idle.Add(connection);
                connection = null;
            }

            return answer;
        }
        finally
        {
            // After a failure too: it may hold a transaction that nobody ended.
            connection?.Dispose();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection)) connection.Dispose();
    }
}
