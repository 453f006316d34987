using System.Data.Common;
using System.Reflection;
using Dapper;
using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>A step from one schema to the next.</summary>
internal sealed record Migration(string Name, string Sql);

/// <summary>
/// Brings the schema up to the program's: numbered SQL files, each in a transaction of its own together with the new
/// version, so that one that is interrupted leaves the store as it was before it.
/// </summary>
internal static class Migrations
{
    private const string Folder = "Migrations/";

    public static IReadOnlyList<Migration> All { get; } =
        [.. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => new Migration(name[Folder.Length..], Text(name)))];

    /// <exception cref="CannotStartException">Unreadable, newer than the program, or a step failed.</exception>
    public static void Run(Dialect dialect) => Run(dialect, All);

    internal static void Run(Dialect dialect, IReadOnlyList<Migration> migrations)
    {
        try
        {
            using var connection = dialect.Open(false);
            for (var present = Version(dialect, connection, migrations.Count); present < migrations.Count; present++)
                Take(dialect, connection, migrations[present], present + 1);
        }
        catch (DbException error)
        {
            throw new CannotStartException(Problem.Error(
                "store-unusable", $"the store cannot be opened: {error.Message}", dialect.Database,
                remedy: "Restore the file from a backup, or set --store to another path."), error);
        }
    }

    private static int Version(Dialect dialect, DbConnection connection, int newest)
    {
        connection.Execute(dialect.BeginWrite);
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        var present = connection.QueryFirstOrDefault<int?>("SELECT version FROM schema_version") ?? 0;
        if (present > newest) throw NewerThanProgram(dialect, present, newest);
        connection.Execute("COMMIT");
        return present;
    }

    private static void Take(Dialect dialect, DbConnection connection, Migration migration, int version)
    {
        connection.Execute(dialect.BeginWrite);
        connection.Execute(migration.Sql);
        connection.Execute("DELETE FROM schema_version");
        connection.Execute("INSERT INTO schema_version (version) VALUES (@version)", new { version });
        connection.Execute("COMMIT");
    }

    private static CannotStartException NewerThanProgram(Dialect dialect, int present, int newest) => new(Problem.Error(
        "store-newer", $"the store has schema {present}, this program knows up to {newest}", dialect.Database,
        remedy: "Start the newer version of githubops again, or restore the backup made before the upgrade."));

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
