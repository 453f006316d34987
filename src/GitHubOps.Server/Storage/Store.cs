using System.Data.Common;
using Dapper;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What must survive: the inbox, the outbox and the truth about issues. One file per table; a row changes its state
/// only
/// through a named method. <c>now</c> is always a parameter.
/// </summary>
internal sealed partial class Store : IDisposable
{
    private readonly IDisposable ownership;
    private readonly WriteQueue writer;
    private readonly ReadPool readers;
    private readonly Dialect dialect;

    static Store() => DefaultTypeMap.MatchNamesWithUnderscores = true;

    private Store(Dialect dialect, IDisposable ownership, bool writesInline)
    {
        this.dialect = dialect;
        this.ownership = ownership;
        writer = new WriteQueue(dialect, writesInline);
        readers = new ReadPool(dialect);
    }

    /// <param name="store"><c>sqlite:PATH</c></param>
    /// <param name="writesInline">Every write commits on its caller's thread: a simulation has no other.</param>
    /// <exception cref="CannotStartException">In use by another process, unreadable, or written by a newer
    /// program.</exception>
    public static Store Open(string store, bool writesInline = false) => Open(Dialect.Parse(store), writesInline);

    internal static Store Open(Dialect database, bool writesInline = false)
    {
        var held = database.Own();
        try
        {
            Migrations.Run(database);
            return new Store(database, held, writesInline);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        writer.Dispose();
        readers.Dispose();
        ownership.Dispose();
    }

    private Task<T> WriteAsync<T>(Func<Session, T> work, bool isOneStatement = false, bool needsFlush = true) =>
        writer.WriteAsync(work, isOneStatement, needsFlush);

    private Task<T> ReadAsync<T>(Func<Session, T> query) => Task.FromResult(readers.Read(query));

    private static long Ms(Instant instant) => instant.ToUnixTimeMilliseconds();

    private static Instant At(long ms) => Instant.FromUnixTimeMilliseconds(ms);

    /// <summary>Reasons are read by people: long ones are cut.</summary>
    private static string Cut(string reason) => reason.Length <= 4000 ? reason : reason[..4000];
}
