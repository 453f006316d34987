using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>The last files of a repository that could be obeyed.</summary>
internal sealed record PolicyRow
{
    public string Revision { get; init; } = "";

    /// <summary>Compressed JSON of <see cref="PolicyInput"/>.</summary>
    public byte[] Input { get; init; } = [];
    public int InputBytes { get; init; }
    public string? Problems { get; init; }
}

internal sealed partial class Store
{
    public Task<PolicyRow?> PolicyAsync(RepoId repository) => ReadAsync(session => session.First<PolicyRow>(
        "SELECT revision, input, input_bytes, problems FROM policies WHERE repo_id = @id",
            new { id = repository.Value }));

    /// <summary>Files that can be obeyed: they are in force until newer ones can be.</summary>
    public Task PutPolicyAsync(
        RepoId repository, string revision, byte[] inputJson, Instant now) => WriteAsync(session => session.Execute(
        """
        INSERT INTO policies (repo_id, revision, input, input_bytes, read_at_ms) VALUES (@id, @revision, @input,
            @bytes, @now)
        ON CONFLICT (repo_id) DO UPDATE SET revision = @revision, input = @input, input_bytes = @bytes, problems = NULL,
            read_at_ms = @now
        """,
        new
        {
            id = repository.Value, revision, input = BodyCodec.Compress(
                inputJson), bytes = inputJson.Length, now = Ms(now),
        }));

    /// <summary>Newer files have errors: said, while the last good ones stay in force.</summary>
    public Task PutPolicyProblemsAsync(RepoId repository, string problems) => WriteAsync(session => session.Execute(
        "UPDATE policies SET problems = @problems WHERE repo_id = @id", new
        {
            id = repository.Value, problems = Cut(
            problems)
        }));
}
