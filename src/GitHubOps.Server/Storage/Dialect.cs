using System.Data.Common;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>
/// Where databases differ; everything else of the store is SQL that they share. A kind of database is one value of this
/// and a folder of migrations.
/// </summary>
internal sealed record Dialect
{
    /// <summary>The kind, as it begins <c>--store</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Which one, in words for people.</summary>
    public required string Database { get; init; }

    /// <summary>Begins a transaction that may write; it waits for others here, not at its first write.</summary>
    public required string BeginWrite { get; init; }

    /// <summary>Begins a transaction that sees one moment.</summary>
    public required string BeginRead { get; init; }

    /// <summary>From now on a commit is on the disk when it returns.</summary>
    public required string Flush { get; init; }

    /// <summary>From now on a commit is on the disk with the next that is flushed: none overtakes it.</summary>
    public required string DoNotFlush { get; init; }

    /// <summary>Makes a claim skip what another claims at this moment; empty where there is one writer.</summary>
    public required string ClaimSuffix { get; init; }

    /// <summary>The function that gives the greatest of its arguments.</summary>
    public required string Greatest { get; init; }

    /// <summary>The function that gives the least of its arguments.</summary>
    public required string Least { get; init; }

    /// <summary>A connection; true: one that only reads.</summary>
    public required Func<bool, DbConnection> Open { get; init; }

    /// <summary>
    /// Keeps other processes out until it is disposed.
    /// <exception cref="CannotStartException">Another one is in.</exception>
    /// </summary>
    public required Func<IDisposable> Own { get; init; }

    /// <summary>After such an error the whole transaction is in doubt, and not the one statement alone.</summary>
    public required Func<Exception, bool> IsFatal { get; init; }

    /// <summary>Writes a copy of one moment into a file that is not there yet, while others write.</summary>
    public required Action<string> CopyTo { get; init; }

    /// <summary>A connection that leaves everything as it is: to look at a store that may be damaged.</summary>
    public required Func<DbConnection> OpenToLook { get; init; }

    /// <summary>Reads all of it: what is broken, in the database's words; empty: nothing is.</summary>
    public required Func<DbConnection, IReadOnlyList<string>> FindDamage { get; init; }

    /// <param name="store"><c>sqlite:PATH</c></param>
    public static Dialect Parse(string store)
    {
        if (!store.StartsWith(SqliteDialect.Scheme, StringComparison.Ordinal) ||
            store.Length == SqliteDialect.Scheme.Length)
        {
            throw new CannotStartException(Problem.Error(
                "store-form", "the store must be given as sqlite:PATH",
                    remedy: "Example: --store sqlite:/var/lib/githubops/ops.db"));
        }

        return SqliteDialect.For(store[SqliteDialect.Scheme.Length..]);
    }
}
