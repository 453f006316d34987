using System.Text;

namespace GitHubOps.Sandbox;

public sealed partial class SandboxHand
{
    public Task<SandboxLabel> CreateLabelAsync(
        string repository, string name, string color = "ededed", string? description = null) =>
        Do(() =>
        {
            Need(_world.Repository(repository), RepositoryRole.Write);
            return Acts.CreateLabel(Me, _world.Repository(repository), name, color, description);
        });

    public Task EditLabelAsync(
        string repository, string label, string? name = null, string? color = null, string? description = null) =>
        Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Write);
        Acts.EditLabel(Me, where, LabelOf(where, label), name, color, description);
    });

    public Task DeleteLabelAsync(string repository, string label) => Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Write);
        Acts.DeleteLabel(Me, where, LabelOf(where, label));
    });

    /// <summary>One commit on the default branch.</summary>
    public Task<SandboxCommit> PushFileAsync(string repository, string path, string text, string? message = null) =>
        PushAsync(repository, message ?? $"Change {path}", new Dictionary<string, string?> { [path] = text });

    /// <summary>One commit: a null text removes the file. The branch is made where it does not exist.</summary>
    public Task<SandboxCommit> PushAsync(
        string repository, string message, IReadOnlyDictionary<string, string?> files, string? branch = null) =>
        Do(() =>
    {
        var where = _world.Repository(repository);
        Need(where, RepositoryRole.Write);
        var bytes = files.ToDictionary(f => f.Key, f => f.Value is null ? null : Encoding.UTF8.GetBytes(f.Value));
        return Acts.Push(Me, where, message, bytes, branch);
    });

    public Task RenameRepositoryAsync(string repository, string newName) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Admin);
        Acts.RenameRepository(Me, _world.Repository(repository), newName);
    });

    public Task ArchiveRepositoryAsync(string repository, bool archived = true) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Admin);
        Acts.SetArchived(Me, _world.Repository(repository), archived);
    });

    public Task SetVisibilityAsync(string repository, bool isPrivate) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Admin);
        Acts.SetVisibility(Me, _world.Repository(repository), isPrivate);
    });

    public Task DeleteRepositoryAsync(string repository) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Admin);
        Acts.DeleteRepository(Me, _world.Repository(repository));
    });

    /// <summary>Gives a role, changes it, or takes it away (<see cref="RepositoryRole.None"/>).</summary>
    public Task SetRoleAsync(string repository, string login, RepositoryRole role) => Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Admin);
        Acts.SetRole(Me, _world.Repository(repository), _world.AddUser(login), role);
    });

    public Task<SandboxMilestone> CreateMilestoneAsync(string repository, string title, DateTimeOffset? due = null) =>
        Do(() =>
    {
        Need(_world.Repository(repository), RepositoryRole.Triage);
        return Acts.CreateMilestone(Me, _world.Repository(repository), title, due);
    });

    /// <summary>Installs the App: on the named repositories of the account, or on all when none is named.</summary>
    public Task<SandboxInstallation> InstallAppAsync(string account, params string[] repositories) => Do(() =>
        Acts.Install(Me, _world.Account(account), [.. repositories.Select(_world.Repository)],
            repositories.Length == 0));

    public Task UninstallAppAsync(SandboxInstallation installation) => Do(() => Acts.Uninstall(Me, installation));

    public Task SuspendAppAsync(SandboxInstallation installation, bool suspended = true) =>
        Do(() => Acts.SetSuspended(Me, installation, suspended));

    public Task AddToInstallationAsync(SandboxInstallation installation, string repository) =>
        Do(() => Acts.ChangeRepositories(Me, installation, _world.Repository(repository), add: true));

    public Task RemoveFromInstallationAsync(SandboxInstallation installation, string repository) =>
        Do(() => Acts.ChangeRepositories(Me, installation, _world.Repository(repository), add: false));

    public Task AcceptPermissionsAsync(SandboxInstallation installation) =>
        Do(() => Acts.AcceptPermissions(Me, installation));
}
