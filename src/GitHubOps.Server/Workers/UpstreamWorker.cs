using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Looks every day at the issues of other projects that ours wait for, and asks only whether something changed: what
/// did not costs nothing of GitHub's budget.
/// </summary>
internal sealed partial class UpstreamWorker(
    Store store, GitHubAccess github, Setbacks setbacks, TimeProvider time, ILogger<UpstreamWorker> logger) : IWorker
{
    private static readonly Duration Every = Duration.FromDays(1);

    public Task<Instant?> NextDueAsync() => store.NextUpstreamDueAsync();

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (await store.NextUpstreamAsync(time.Now()) is not { } row) return false;
        if (await CallsAsync(row) is not { } calls)
        {
            await TellAsync(row, "it is private, and this repository is not", etag: null);
            return true;
        }

        var seen = await calls.LookAtIssueAsync(row.Number, row.Etag, ct);
        if (seen.Failure is GitHubFailure.Refused refused) await TellAsync(row, refused.Why, etag: null);
        else if (seen.Failure is { } failure) await SetBackAsync(row, failure);
        else if (seen.Value.IsClosed ?? row.News == UpstreamRow.Closed)
            await TellAsync(row, UpstreamRow.Closed, seen.Value.ETag);
        else await store.PutOffUpstreamAsync(row, time.Now() + Every, seen.Value.ETag, tries: 0);
        return true;
    }

    private Task TellAsync(UpstreamRow row, string news, string? etag)
    {
        var now = time.Now();
        Log.Told(logger, row.Owner, row.Name, row.Number, news);
        return store.TellUpstreamAsync(row, news, etag, now + Every, now);
    }

    /// <summary>
    /// Null: what a private repository holds is not told in a public one. What the App is not installed on can be read
    /// where it is public.
    /// </summary>
    private async Task<RepoCalls?> CallsAsync(UpstreamRow row)
    {
        var installation = new InstallationId(row.InstallationId);
        var known = (await store.RepositoriesOfOwnerAsync(row.Owner)).FirstOrDefault(repository =>
            repository.InstallationId == row.InstallationId &&
            string.Equals(repository.Name, row.Name, StringComparison.OrdinalIgnoreCase));
        if (known is null) return github.Client.Beyond(installation, row.Repo);
        var isTold = !known.IsPrivate || known.RepoId == row.RepoId ||
            await store.RepositoryAsync(new RepoId(row.RepoId)) is { IsPrivate: true };
        return isTold ? github.Client.LookAround(installation, known.Info) : null;
    }

    private async Task SetBackAsync(UpstreamRow row, GitHubFailure failure)
    {
        var setback = await setbacks.JudgeAsync(new InstallationId(row.InstallationId), failure, row.Tries + 1);
        await store.PutOffUpstreamAsync(row, setback.At ?? time.Now() + Every, row.Etag, row.Tries + 1);
        Log.SetBack(logger, row.Owner, row.Name, row.Number, setback.Why);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information,
            Message = "{Owner}/{Name}#{Number}, which an issue waits for: {News}")]
        public static partial void Told(ILogger logger, string owner, string name, int number, string news);

        [LoggerMessage(Level = LogLevel.Information,
            Message = "{Owner}/{Name}#{Number} cannot be looked at now: {Why}")]
        public static partial void SetBack(ILogger logger, string owner, string name, int number, string why);
    }
}
