using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>What asks for a commit to be judged, or makes it needless. Harmless when repeated.</summary>
internal sealed class CheckEvents(
    Store store, GitHubAccess github, InstallationListing listing, TimeProvider time)
{
    public async Task ChangePullAsync(PullRequestChanged change)
    {
        if (await InstallationOfAsync(change, change.Repo) is not { } installation) return;
        var visible = time.Now() + ReplicaLag.Longest;
        if (change.Action == "closed" || !change.IsForDefaultBranch)
        {
            await store.DoubtChecksAsync(change.Repo.Id, change.Number, visible, time.Now());
            return;
        }

        await store.WantCheckAsync(new CheckWish(installation, change.Repo.Id, change.HeadSha, CheckRow.Pull)
        {
            PullNumber = change.Number,

            // Shown as it was before, nobody would wait for it, or it would be judged by the files of the head before.
            NotBefore = change.Action == "opened" ? null : visible,
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

    /// <summary>Files of the operating model were pushed to the default branch.</summary>
    public async Task TakePushAsync(Pushed push)
    {
        if (push.Head is not { } head || await InstallationOfAsync(push, push.Repo) is not { } installation) return;
        await store.WantCheckAsync(new CheckWish(installation, push.Repo.Id, head, CheckRow.Push), time.Now());
    }

    /// <summary>Whether they may approve it is asked when the commit is judged once more.</summary>
    public async Task TakeButtonAsync(CheckButtonPressed pressed)
    {
        if (pressed.Button != CheckVerdict.ApproveButton || pressed.Name != CheckVerdict.Config) return;
        if (await InstallationOfAsync(pressed, pressed.Repo) is null || await IsOfOthersAsync(pressed.AppId)) return;
        await store.WantApprovedAsync(pressed.Repo.Id, pressed.HeadSha, pressed.Sender.Login, time.Now());
    }

    public async Task TakeAgainAsync(ChecksWantedAgain again)
    {
        if (await InstallationOfAsync(again, again.Repo) is not { } installation) return;
        if (await IsOfOthersAsync(again.AppId)) return;
        if (await store.WantCheckAgainAsync(again.Repo.Id, again.HeadSha, time.Now())) return;

        // Of which pull request it is, is found by its head: GitHub does not say it of forks.
        await store.WantCheckAsync(
            new CheckWish(installation, again.Repo.Id, again.HeadSha, CheckRow.Pull) { IsAgain = true }, time.Now());
    }

    private async Task<bool> IsOfOthersAsync(long appId)
    {
        var app = await github.Client.GetAppAsync(CancellationToken.None);
        return app.IsOk && app.Value.Id != appId;
    }

    /// <summary>
    /// Null: the repository is not the installation's as we know it. One that we have not heard of (its news may be on
    /// their way) is looked for, and its commits wait.
    /// </summary>
    private async Task<InstallationId?> InstallationOfAsync(HubEvent happened, RepoInfo repo)
    {
        if (happened.Installation is not { } installation) return null;
        if (await store.RepositoryAsync(repo.Id) is { } known)
            return !known.IsRemoved && known.InstallationId == installation.Value ? installation : null;
        if (await store.InstallationAsync(installation) is null)
            await store.PutInstallationAsync(installation, repo.Name.Owner, time.Now());
        listing.Want();
        return installation;
    }
}
