using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>Tells GitHub what a check run is to say.</summary>
internal sealed class CheckSender(Store store, GitHubAccess github)
{
    /// <summary>Null: the commit or its repository is not known any more.</summary>
    public async Task<(WriteReport Report, string Digest)?> SendAsync(
        OutboxRow row, Instant notAfter, CancellationToken ct)
    {
        if (!await store.HasCheckRunAsync(row)) return null;
        if (await store.RepositoryAsync(new RepoId(row.RepoId)) is not { } repository) return null;
        var check = EffectJson.Read(row.Effects).OfType<Effect.PutCheck>().Single();
        var report = await github.CheckRuns.ApplyAsync(new CheckRunRequest
        {
            Installation = new InstallationId(row.InstallationId),
            Repo = repository.Info,
            HeadSha = check.HeadSha,
            Verdict = check.Verdict,
            DetailsPath = check.DetailsPath,
            NotAfter = notAfter,
        }, ct);
        return (report, check.Verdict.Digest());
    }
}
