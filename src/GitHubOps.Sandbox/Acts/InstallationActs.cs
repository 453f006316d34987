namespace GitHubOps.Sandbox;

internal sealed partial class Acts
{
    public SandboxInstallation Install(
        Actor by, SandboxAccount account, IReadOnlyCollection<SandboxRepository> repositories, bool all)
    {
        if (world.Installations.Any(i => i.Account == account))
            throw Refusal.Of(422, $"the App is already installed on {account.Login}");
        var installation = world.Add(new SandboxInstallation(world.NextSmallId(), account, all, world.App, Now)
        {
            RepositoryIds = [.. repositories.Select(r => r.Id)],
        });
        emitter.Installation("created", installation, RepositoriesOf(installation), by);
        return installation;
    }

    public void Uninstall(Actor by, SandboxInstallation installation)
    {
        emitter.Installation("deleted", installation, RepositoriesOf(installation), by);
        world.Remove(installation);
    }

    public void SetSuspended(Actor by, SandboxInstallation installation, bool suspended)
    {
        if (installation.SuspendedAt is not null == suspended) return;
        installation.SuspendedAt = suspended ? Now : null;
        installation.SuspendedBy = suspended ? by.Account : null;
        installation.UpdatedAt = Now;
        emitter.Installation(suspended ? "suspend" : "unsuspend", installation, null, by);
    }

    public void ChangeRepositories(Actor by, SandboxInstallation installation, SandboxRepository repository, bool add)
    {
        if (installation.RepositoryIds.Contains(repository.Id) == add) return;
        installation.RepositoryIds = add
            ? installation.RepositoryIds.Add(repository.Id)
            : installation.RepositoryIds.Remove(repository.Id);
        installation.UpdatedAt = Now;
        emitter.InstallationRepositories(installation, repository, add, by);
    }

    /// <summary>The owner accepts what the App asks for since.</summary>
    public void AcceptPermissions(Actor by, SandboxInstallation installation)
    {
        installation.Permissions = world.App.Permissions;
        installation.Events = world.App.Events;
        installation.UpdatedAt = Now;
        emitter.Installation("new_permissions_accepted", installation, null, by);
    }

    internal IReadOnlyList<SandboxRepository> RepositoriesOf(SandboxInstallation installation) =>
        [.. world.Repositories.Where(installation.Covers)];
}
