using System.Collections.Concurrent;

namespace GitHubOps.Server;

/// <summary>Connections that only read: they see what is committed and never wait for the writer.</summary>
internal sealed class ReadPool(Dialect dialect) : IDisposable
{
    private const int KeptMax = 8;

    private readonly ConcurrentBag<Session> idle = [];
    private volatile bool isClosed;

    /// <exception cref="StoreUnavailableException">The database cannot be read at present: nothing is wrong with the
    /// query.</exception>
    public T Read<T>(Func<Session, T> query)
    {
        Session? session = null;
        try
        {
            session = idle.TryTake(out var kept) ? kept : new Session(dialect.Open(true));
            var answer = query(session);
            if (!isClosed && idle.Count < KeptMax)
            {
                idle.Add(session);
                session = null;
            }

            return answer;
        }
        catch (Exception error) when (dialect.IsFatal(error))
        {
            throw new StoreUnavailableException($"the database could not be read: {error.Message}", error);
        }
        finally
        {
            // After a failure too: it may hold a transaction that nobody ended.
            session?.Dispose();
        }
    }

    public void Dispose()
    {
        isClosed = true;
        while (idle.TryTake(out var session)) session.Dispose();
    }
}
