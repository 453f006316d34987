using System.Reflection;
using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Server;

/// <summary>Brings the schema up to the program's: numbered SQL files, all of them in one transaction.</summary>
internal static class Migrations
{
    private const string Folder = "Migrations/";

    public static int Newest { get; } = Names().Count;

    public static void Run(Dialect dialect)
    {
        try
        {
            using var connection = dialect.Open(false);
            connection.Execute(dialect.BeginWrite);
            connection.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
            var present = connection.QueryFirstOrDefault<int?>("SELECT version FROM schema_version") ?? 0;
            if (present > Newest) throw NewerThanProgram(dialect, present);
            foreach (var name in Names().Skip(present)) connection.Execute(Text(name));
            connection.Execute("DELETE FROM schema_version");
            connection.Execute("INSERT INTO schema_version (version) VALUES (@Newest)", new { Newest });
            connection.Execute("COMMIT");
        }
        catch (SqliteException error)
        {
            throw new CannotStartException(Problem.Error(
                "store-unusable", $"the store cannot be opened: {error.Message}", dialect.Database,
                remedy: "Restore the file from a backup, or set --store to another path."), error);
        }
    }

    private static CannotStartException NewerThanProgram(Dialect dialect, int present) => new(Problem.Error(
        "store-newer", $"the store has schema {present}, this program knows up to {Newest}", dialect.Database,
        remedy: "Start the newer version of githubops again, or restore the backup made before the upgrade."));

    private static List<string> Names() =>
        [.. typeof(Migrations).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
