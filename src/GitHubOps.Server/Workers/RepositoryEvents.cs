using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>
/// What happened to installations, repositories, labels and people: kept, and caches put right. Harmless when repeated.
/// </summary>
internal sealed class RepositoryEvents(
    Store store, GitHubAccess github, PolicyCache policies, AssigneeCheck assignees, InstallationListing listing,
        CheckEvents checks, TimeProvider time)
{
    public Task HandleAsync(HubEvent happened) => happened switch
    {
        InstallationChanged change => ChangeInstallationAsync(change),
        InstallationRepositoriesChanged change => ChangeRepositoriesAsync(change),
        RepositoryChanged change => ChangeRepositoryAsync(change),
        Pushed push => PushAsync(push),
        LabelChanged change => Act(() => github.Labels.Observe(change)),
        MemberChanged change => ChangeMemberAsync(change),
        PullRequestChanged change => checks.ChangePullAsync(change),
        MergeGroupMade made => checks.TakeGroupAsync(made),
        ChecksWantedAgain again => checks.TakeAgainAsync(again),
        CheckButtonPressed pressed => checks.TakeButtonAsync(pressed),
        _ => throw new InvalidOperationException($"nobody handles {happened.GetType().Name}"),
    };

    /// <summary>
    /// Null when the repository is the installation's as we know it. A repository we have not heard of (its news may
    /// have
    /// been lost) is taken from the signed payload; one that belongs to another installation is not.
    /// </summary>
    public async Task<Func<long, Routing>?> WhyNotOursAsync(InstallationId installation, IssueEvent happened)
    {
        var known = await store.InstallationAsync(installation);
        if (known is { State: not "active" }) return id =>
            new Routing.Ignored(id, $"the installation is {known.State}");
        var repository = await store.RepositoryAsync(happened.Repo.Id);
        if (repository is { IsRemoved: true }) return id =>
            new Routing.Ignored(id, "the App is no longer installed on the repository");
        if (repository is not null && repository.InstallationId != installation.Value)
        {
            return id => new Routing.Dead(id, Problem.Error(
                "delivery/other-installation",
                    $"{happened.Repo.Name} belongs to another installation than the delivery's",
                remedy: "Nothing is done for this delivery. If the repository moved, it is right after the next hour.")
                    .ToString());
        }

        if (known is null) await store.PutInstallationAsync(installation, happened.Repo.Name.Owner, time.Now());
        if (repository is null)
        {
            await store.AddRepositoriesAsync(installation, [Ref(happened.Repo)], WholeSecond(happened.Issue.CreatedAt));
            listing.Want();
        }
        else if (repository.FullName != happened.Repo.Name)
        {
            await store.RenameRepositoryAsync(happened.Repo);
        }

        return null;
    }

    private async Task ChangeInstallationAsync(InstallationChanged change)
    {
        if (change.Installation is not { } id) return;
        var now = time.Now();
        github.Tokens.Forget(id);
        switch (change.Action)
        {
            case InstallationAction.Deleted or InstallationAction.Suspended:
                await store.CloseInstallationAsync(
                    id, change.Account, change.Action == InstallationAction.Deleted, now);
                github.Pace.Forget(id);
                break;
            default:
                await store.PutInstallationAsync(id, change.Account, now);
                if (change.Action == InstallationAction.PermissionsAccepted)
                    await store.ReleaseInstallationAsync(id, now);
                await store.AddRepositoriesAsync(id, change.Repositories, WholeSecond(change.OccurredAt));
                var all = await store.RepositoriesOfAsync(id);
                await store.WantSetupAsync(all.Select(repository => new RepoId(repository.RepoId)), now);

                // The payload names only the first repositories of a large installation.
                listing.Want();
                break;
        }
    }

    private async Task ChangeRepositoriesAsync(InstallationRepositoriesChanged change)
    {
        if (change.Installation is not { } id) return;
        await store.PutInstallationAsync(id, change.Account, time.Now());
        await store.AddRepositoriesAsync(id, change.Added, WholeSecond(change.OccurredAt));
        await store.RemoveRepositoriesAsync(
            change.Removed.Select(repository => repository.Id), "the App was taken off the repository", time.Now());
    }

    private async Task ChangeRepositoryAsync(RepositoryChanged change)
    {
        if (change.Action is "deleted" or "archived")
        {
            await store.RemoveRepositoriesAsync([change.Repo.Id], $"the repository was {change.Action}", time.Now());
            return;
        }

        if (change.Action == "unarchived" && change.Installation is { } id)
            await store.AddRepositoriesAsync(id, [Ref(change.Repo)], WholeSecond(change.OccurredAt));
        await store.RenameRepositoryAsync(change.Repo);
        policies.Invalidate(change.Repo.Id);
    }

    private async Task PushAsync(Pushed push)
    {
        if (!push.IsDefaultBranch) return;
        var changed = new List<RepoId>();
        if (Touches(push.Paths, PolicyFiles.IsWanted)) changed.Add(push.Repo.Id);
        if (push.Repo.Name.Name == ".github" && Touches(push.Paths, PolicyFiles.IsWantedOfOrg))
        {
            var all = await store.RepositoriesOfOwnerAsync(push.Repo.Name.Owner);
            changed.AddRange(all.Select(repository => new RepoId(repository.RepoId)));
        }

        foreach (var repository in changed) policies.Invalidate(repository);
        await store.WantSetupAsync(changed.Distinct(), time.Now() + ReplicaLag.Longest);
        if (changed.Count > 0) await checks.TakePushAsync(push);
    }

    private async Task ChangeMemberAsync(MemberChanged change)
    {
        github.Roles.Forget(change.Person, change.Repo?.Id);
        assignees.Forget(change.Person, change.Repo?.Id);
        await store.ForgetRefusalsAsync(change.Repo?.Id, change.Person);
    }

    private static bool Touches(ImmutableArray<string>? paths, Func<string, bool> isWanted) =>
        paths is not { } all || all.Any(isWanted);

    private static RepoRef Ref(RepoInfo repo) => new(repo.Id, repo.Name, repo.NodeId, repo.IsPrivate);

    /// <summary>GitHub tells the time of an issue in whole seconds: an issue of the same second is not older.</summary>
    private static Instant WholeSecond(Instant instant) => Instant.FromUnixTimeSeconds(instant.ToUnixTimeSeconds());

    private static Task Act(Action act)
    {
        act();
        return Task.CompletedTask;
    }
}
