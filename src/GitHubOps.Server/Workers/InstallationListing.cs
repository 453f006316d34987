using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// Asks GitHub where the App is installed: at the start, every hour, and when an event hints at it. So it works
/// although
/// the news of an installation was missed.
/// </summary>
internal sealed partial class InstallationListing(
    Store store, GitHubAccess github, ServiceHealth health, TimeProvider time, ILogger<InstallationListing> logger)
        : IWorker
{
    private const string Topic = "installations";

    private static readonly Duration Every = Duration.FromHours(1);

    private long dueAtMs;
    private int failures;

    public Work Does => Work.Listing;

    public Work LeadsTo => Work.Setup;

    public void Want() => Interlocked.Exchange(ref dueAtMs, 0);

    public Task<Instant?> NextDueAsync() => Task.FromResult<Instant?>(DueAt);

    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        if (time.Now() < DueAt) return false;
        PutOff(Every);
        var failure = await ListAsync(ct);
        if (failure is null)
        {
            failures = 0;
            health.Clear(Topic);
            return true;
        }

        failures++;
        var pause = RetryPolicy.GitHub.Delay(failures, 1);
        PutOff(failure.TryAgainAt is { } at ? Duration.Max(at - time.Now(), Duration.FromSeconds(1)) : pause);
        health.Report(Topic, $"GitHub cannot be asked where the App is installed: {failure.Why}");
        Log.Failed(logger, failure.Why);
        return true;
    }

    private static readonly Duration MissedAgo = Duration.FromHours(1);

    private Instant DueAt => Instant.FromUnixTimeMilliseconds(Interlocked.Read(ref dueAtMs));

    private void PutOff(Duration pause) =>
        Interlocked.Exchange(ref dueAtMs, (time.Now() + pause).ToUnixTimeMilliseconds());

    private async Task<GitHubFailure?> ListAsync(CancellationToken ct)
    {
        var listed = await github.Client.ListInstallationsAsync(ct);
        if (!listed.IsOk) return listed.Failure;
        foreach (var installation in listed.Value)
            if (await TakeAsync(installation, ct) is { } failure) return failure;
        var gone = (await store.InstallationsAsync())
            .Where(known => known.State != "deleted" && listed.Value.All(
                there => there.Id.Value != known.InstallationId));
        foreach (var known in gone)
            await store.CloseInstallationAsync(
                new InstallationId(known.InstallationId), known.Account, isDeleted: true, time.Now());
        return null;
    }

    private async Task<GitHubFailure?> TakeAsync(InstallationInfo installation, CancellationToken ct)
    {
        var known = await store.InstallationAsync(installation.Id);
        if (installation.IsSuspended)
        {
            if (known is not { State: "suspended" })
                await store.CloseInstallationAsync(installation.Id, installation.Account, isDeleted: false, time.Now());
            return null;
        }

        var repositories = await github.Client.ListRepositoriesAsync(installation.Id, ct);
        if (repositories.Failure is GitHubFailure.Refused) return null;
        if (!repositories.IsOk) return repositories.Failure;
        if (known is not { State: "active" }) await store.PutInstallationAsync(
            installation.Id, installation.Account, time.Now());
        await TakeAsync(installation, repositories.Value);
        return null;
    }

    private async Task TakeAsync(InstallationInfo installation, ImmutableArray<RepoInfo> there)
    {
        var known = (await store.RepositoriesOfAsync(installation.Id)).ToDictionary(repository => repository.RepoId);
        var added = there.Where(repo => !repo.IsArchived && !known.ContainsKey(repo.Id.Value))
            .Select(repo => new RepoRef(repo.Id, repo.Name, repo.NodeId, repo.IsPrivate)).ToList();
        if (added.Count > 0) await store.AddRepositoriesAsync(installation.Id, added, InstalledAt(installation));
        var ids = there.Select(repo => repo.Id.Value).ToHashSet();
        var removed = known.Keys.Where(id => !ids.Contains(id)).Select(id => new RepoId(id)).ToList();
        if (removed.Count > 0) await store.RemoveRepositoriesAsync(
            removed, "the App is no longer installed on the repository", time.Now());
    }

    /// <summary>
    /// The news of it was missed: taken as a little while ago, so that an issue opened in the meantime is no old one,
    /// but never as before the installation itself.
    /// </summary>
    private Instant InstalledAt(InstallationInfo installation)
    {
        var whileAgo = time.Now() - MissedAgo;
        var installedAt = installation.CreatedAt is { } created && created > whileAgo ? created : whileAgo;
        return Instant.FromUnixTimeSeconds(installedAt.ToUnixTimeSeconds());
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "GitHub cannot be asked where the App is installed: {Why}")]
        public static partial void Failed(ILogger logger, string why);
    }
}
