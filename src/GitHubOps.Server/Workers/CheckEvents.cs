using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What asks for a commit to be judged, or makes it needless. Harmless when repeated.</summary>
internal sealed class CheckEvents(Store store, GitHubAccess github, TimeProvider time)
{
    public async Task ChangePullAsync(PullRequestChanged change)
    {
        if (await InstallationOfAsync(change, change.Repo) is not { } installation) return;
        if (change.Action == "closed" || !change.IsForDefaultBranch)
        {
            var reason = change.Action == "closed" ? "the pull request was closed" : "it is not for the default branch";
            await store.DropChecksAsync(change.Repo.Id, change.Number, reason, time.Now());
            return;
        }

        await store.WantCheckAsync(new CheckWish(installation, change.Repo.Id, change.HeadSha, CheckRow.Pull)
        {
            PullNumber = change.Number,
        }, time.Now());
    }

    public async Task TakeGroupAsync(MergeGroupMade made)
    {
        if (!made.IsForDefaultBranch || await InstallationOfAsync(made, made.Repo) is not { } installation) return;
        await store.WantCheckAsync(new CheckWish(installation, made.Repo.Id, made.HeadSha, CheckRow.Group)
        {
            BaseSha = made.BaseSha,
        }, time.Now());
    }

    public async Task TakeAgainAsync(ChecksWantedAgain again)
    {
        if (await InstallationOfAsync(again, again.Repo) is not { } installation) return;
        var app = await github.Client.GetAppAsync(CancellationToken.None);
        if (app.IsOk && app.Value.Id != again.AppId) return;
        if (await store.WantCheckAgainAsync(again.Repo.Id, again.HeadSha, time.Now())) return;

        // Of which pull request it is, is found by its head: GitHub does not say it of forks.
        await store.WantCheckAsync(
            new CheckWish(installation, again.Repo.Id, again.HeadSha, CheckRow.Pull) { IsAgain = true }, time.Now());
    }

    /// <summary>Null: the repository is not the installation's as we know it.</summary>
    private async Task<InstallationId?> InstallationOfAsync(HubEvent happened, RepoInfo repo)
    {
        if (happened.Installation is not { } installation) return null;
        var repository = await store.RepositoryAsync(repo.Id);
        return repository is { IsRemoved: false } && repository.InstallationId == installation.Value ? installation : null;
    }
}
