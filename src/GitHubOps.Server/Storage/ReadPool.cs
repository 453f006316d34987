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
        if (!idle.TryTake(out var connection)) connection = dialect.Open(true);
        try
        {
            return query(connection);
        }
        finally
        {
            if (idle.Count < KeptMax) idle.Add(connection);
            else connection.Dispose();
        }
    }

    public void Dispose()
    {
        while (idle.TryTake(out var connection)) connection.Dispose();
    }
}
