using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Server;

/// <summary>What a store knows of a repository's rotations. Only reads: the service may be running.</summary>
public static class SqliteRota
{
    /// <param name="file">The store's database.</param>
    /// <returns>
    /// Absences, and how rotations became what they are; null: the store does not know that repository.
    /// </returns>
    /// <exception cref="IOException">There is none, or it is no store of this version.</exception>
    public static (ImmutableArray<Absence> Absences, RotationMemory Memory)? Read(string file, RepoName repo)
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
            return Read(database, repo);
        }
        catch (DbException failure)
        {
            throw new IOException($"{file} cannot be read as a store of this version: {failure.Message}", failure);
        }
    }

    private static (ImmutableArray<Absence>, RotationMemory)? Read(SqliteConnection database, RepoName repo)
    {
        DefaultTypeMap.MatchNamesWithUnderscores = true;
        var found = database.Query<(long Repository, long Installation)>(
            """
            SELECT repo_id, installation_id FROM repositories
            WHERE lower(owner) = lower(@Owner) AND lower(name) = lower(@Name) AND removed_at_ms IS NULL
            ORDER BY installed_at_ms DESC LIMIT 1
            """,
            new { repo.Owner, repo.Name }).ToList();
        if (found is not [var (repository, installation)]) return null;
        using var session = new Session(database);
        return (Sayings.Absences(Store.FindSayings(session, installation)),
            Store.FindMemory(session, installation, repository));
    }
}
