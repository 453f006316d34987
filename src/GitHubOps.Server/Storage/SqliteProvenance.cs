using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using GitHubOps.Core;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>What a store knows of one issue, for whoever asks why. Only reads: the service may be running.</summary>
/// <param name="Files">Of the newest revision that could be obeyed.</param>
/// <param name="Journal">Oldest first.</param>
public sealed record SqliteProvenance(IssueState State, PolicyInput? Files, ImmutableArray<JournalLine> Journal)
{
    private const int LinesMax = 1000;

    /// <param name="file">The store's database.</param>
    /// <returns>Null: the store knows nothing of such an issue.</returns>
    /// <exception cref="IOException">There is none, or it is no store of ours.</exception>
    public static SqliteProvenance? Read(string file, IssueRef issue)
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
            return Read(database, issue);
        }
        catch (DbException failure)
        {
            throw new IOException($"{file} cannot be read as a store: {failure.Message}", failure);
        }
    }

    private static SqliteProvenance? Read(SqliteConnection database, IssueRef issue)
    {
        var found = database.QueryFirstOrDefault<(long Issue, long Repo, string State)>(
            """
            SELECT i.issue_id, i.repo_id, i.state FROM issues i JOIN repositories r ON r.repo_id = i.repo_id
            WHERE lower(r.owner) = lower(@Owner) AND lower(r.name) = lower(@Name) AND i.number = @Number
            """,
            new { issue.Repo.Owner, issue.Repo.Name, issue.Number });
        if (found.State is null) return null;
        var journal =
            database.Query<(long At, string Rule, string Because, string Effect, string Revision, string Delivery,
                string? Event)>(
            """
            SELECT j.at_ms, j.rule, j.because, j.effect, j.revision, j.delivery_id,
                (SELECT b.event FROM inbox b WHERE b.delivery_id = j.delivery_id)
            FROM journal j WHERE j.issue_id = @Issue ORDER BY j.journal_id DESC LIMIT @LinesMax
            """,
            new { found.Issue, LinesMax });
        return new SqliteProvenance(IssueStateJson.Read(found.State), FilesOf(database, found.Repo),
        [
            .. journal.Reverse().Select(line => new JournalLine(Instant.FromUnixTimeMilliseconds(line.At), line.Rule,
                line.Because, EffectJson.Read(line.Effect), line.Revision, line.Delivery, line.Event)),
        ]);
    }

    private static PolicyInput? FilesOf(SqliteConnection database, long repo)
    {
        var row = database.QueryFirstOrDefault<(byte[] Input, int Bytes)>(
            "SELECT input, input_bytes FROM policies WHERE repo_id = @repo", new { repo });
        return row.Input is null ? null
            : JsonSerializer.Deserialize(BodyCodec.Expand(row.Input, row.Bytes), PolicyInputJson.Default.PolicyInput);
    }
}
