using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What a look at a store found.</summary>
/// <param name="Schema">The version of its tables; 0: it is no store of ours.</param>
/// <param name="NewestSchema">The newest that this program knows.</param>
/// <param name="Damages">What is broken, in the database's words; empty: nothing is.</param>
/// <param name="Deliveries">How many deliveries it knows.</param>
/// <param name="Issues">How many issues it knows.</param>
public sealed record StoreCondition(
    int Schema, int NewestSchema, ImmutableArray<string> Damages, long Deliveries, long Issues)
{
    public bool IsSound => Damages.IsEmpty && Schema > 0 && Schema <= NewestSchema;
}

/// <summary>Backups and their check. Both only read, and may be done while the service runs.</summary>
public static class StoreFile
{
    /// <summary>
    /// Writes a consistent copy of this moment, checks it, and only then names it <paramref name="file"/>.
    /// </summary>
    /// <param name="store"><c>sqlite:PATH</c></param>
    /// <param name="file">Must not be there yet.</param>
    /// <exception cref="CannotStartException">The store is not there, or one of the two cannot be used.</exception>
    public static StoreCondition Backup(string store, string file)
    {
        var dialect = Existing(store);
        if (File.Exists(file))
            throw Wrong("backup-exists", "a backup is not written over another file", file,
                "Name a file that is not there yet.");
        var unfinished = file + ".unfinished";
        try
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
            using (new FileStream(unfinished, ForOwnerAlone()))
            {
            }

            dialect.CopyTo(unfinished);
            var condition = Look(SqliteDialect.For(unfinished));
            if (!condition.IsSound) return condition;
            Flush(unfinished);
            File.Move(unfinished, file, overwrite: false);
            return condition;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DbException)
        {
            throw Wrong("backup-failed", $"the backup could not be made: {error.Message}", file,
                "Look at the disk's space and at the rights of both folders.", error);
        }
        finally
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
        }
    }

    /// <summary>Reads all of it.</summary>
    /// <param name="store"><c>sqlite:PATH</c></param>
    /// <exception cref="CannotStartException">It is not there, or cannot be opened.</exception>
    public static StoreCondition Check(string store)
    {
        var dialect = Existing(store);
        try
        {
            return Look(dialect);
        }
        catch (DbException error)
        {
            return new StoreCondition(0, Migrations.All.Count, [error.Message], 0, 0);
        }
    }

    private static StoreCondition Look(Dialect dialect)
    {
        using var db = dialect.OpenToLook();
        var damages = dialect.FindDamage(db);
        if (damages.Count > 0) return new StoreCondition(0, Migrations.All.Count, [.. damages], 0, 0);
        return new StoreCondition(
            db.QueryFirst<int>("SELECT version FROM schema_version"), Migrations.All.Count, [],
            db.QueryFirst<long>("SELECT COUNT(*) FROM inbox WHERE source = 'webhook'"),
            db.QueryFirst<long>("SELECT COUNT(*) FROM issues"));
    }

    private static Dialect Existing(string store)
    {
        var dialect = Dialect.Parse(store);
        return File.Exists(dialect.Database) ? dialect : throw Wrong(
            "store-missing", "there is no store", dialect.Database,
            "Set --store to what the service was started with.");
    }

    // It holds payloads of private repositories.
    private static FileStreamOptions ForOwnerAlone()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return options;
    }

    private static void Flush(string file)
    {
        using var written = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        written.Flush(flushToDisk: true);
    }

    private static CannotStartException Wrong(
        string code, string text, string file, string remedy, Exception? cause = null) =>
        new(Problem.Error(code, text, file, remedy: remedy), cause);
}
