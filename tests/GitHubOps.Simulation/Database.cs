using System.Data;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace GitHubOps.Simulation;

internal enum DatabaseLock
{
    None,
    ForWriters,
    ForAll,
}

/// <summary>
/// The database of one world: SQLite itself, its pages in memory. They outlive the service, as a file does, and are
/// gone with the world.
/// </summary>
internal sealed class Database : IDisposable
{
    private static readonly Lazy<Database> Empty = new(MakeEmpty);
    private static int worlds;

    private readonly string source = $"file:/world-{Interlocked.Increment(ref worlds)}?vfs=memdb";
    private readonly SqliteConnection keeper;
    private bool isOwned;

    private Database() => keeper = Open();

    /// <summary>Whom another process holds up at present. Who takes part in a transaction is held up no more.</summary>
    public DatabaseLock Lock { get; set; }

    public bool IsLocked => Lock != DatabaseLock.None;

    /// <summary>One without a row: making its tables takes longer than many a world.</summary>
    public static Database Make()
    {
        var made = new Database();
        lock (Empty.Value) Empty.Value.keeper.BackupDatabase(made.keeper);
        return made;
    }

    /// <summary>As the service sees it.</summary>
    public Dialect Dialect => SqliteDialect.For(source) with { Open = OpenForService, Own = Own };

    /// <summary>As somebody else sees it who only looks.</summary>
    public SqliteConnection Open() => Open(_ => false);

    private Connection Open(Func<string, bool> isHeldUp)
    {
        SystemSqlite.EnsureLoaded();
        var connection = new Connection($"Data Source={source};Pooling=False", isHeldUp);
        connection.Open();
        return connection;
    }

    public void Dispose() => keeper.Dispose();

    private static Database MakeEmpty()
    {
        var empty = new Database();
        Store.Open(empty.Dialect, writesInline: true).Dispose();
        return empty;
    }

    private Connection OpenForService(bool readOnly)
    {
        var dialect = SqliteDialect.For(source);
        var connection = Open(text => readOnly ? Lock == DatabaseLock.ForAll : IsLocked && text == dialect.BeginWrite);
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA foreign_keys = ON; PRAGMA query_only = {(readOnly ? 1 : 0)}";
        command.ExecuteNonQuery();
        return connection;
    }

    private Owner Own() =>
        isOwned ? throw new InvalidOperationException("two services have one database") : new Owner(this);

    private sealed class Owner : IDisposable
    {
        private readonly Database owned;

        public Owner(Database owned) => (this.owned = owned).isOwned = true;

        public void Dispose() => owned.isOwned = false;
    }

    /// <summary>
    /// Keeps every statement prepared, whoever made the command: a world asks the same some thousand times.
    /// </summary>
    private sealed class Connection(string text, Func<string, bool> isHeldUp) : SqliteConnection(text)
    {
        private readonly Dictionary<string, SqliteCommand> prepared = [];

        public override SqliteCommand CreateCommand() => new Command(this);

        protected override void Dispose(bool disposing)
        {
            foreach (var command in prepared.Values) command.Dispose();
            prepared.Clear();
            base.Dispose(disposing);
        }

        /// <summary>As long as the service would wait for another process, all at once.</summary>
        private void Wait(string text)
        {
            if (isHeldUp(text)) throw new SqliteException("SQLite Error 5: 'database is locked'.", raw.SQLITE_BUSY);
        }

        private SqliteCommand Prepared(string text)
        {
            if (prepared.TryGetValue(text, out var known)) return known;
            return prepared[text] = new SqliteCommand(text, this);
        }

        private sealed class Command(Connection connection) : SqliteCommand("", connection)
        {
            public override SqliteDataReader ExecuteReader(CommandBehavior behavior)
            {
                connection.Wait(CommandText);
                var prepared = connection.Prepared(CommandText);
                prepared.Parameters.Clear();
                foreach (SqliteParameter parameter in Parameters) prepared.Parameters.Add(parameter);
                return prepared.ExecuteReader(behavior);
            }
        }
    }
}
