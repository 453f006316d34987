using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Acts
{
    /// <summary>
    /// One commit on a branch: a null text removes the file. The branch is made where it does not exist.
    /// </summary>
    public SandboxCommit Push(
        Actor by,
        SandboxRepository repository,
        string message,
        IReadOnlyDictionary<string, byte[]?> changes,
        string? branch = null)
    {
        RefuseWhenArchived(repository);
        var name = branch ?? repository.DefaultBranch;
        var commit = Commit(by, message, repository.Branches.GetValueOrDefault(name) ?? repository.Head, changes);
        MoveBranch(by, repository, name, commit);
        return commit;
    }

    /// <summary>A branch, new or not, shows another commit; the pull requests of it move along.</summary>
    public void MoveBranch(Actor by, SandboxRepository repository, string name, SandboxCommit commit)
    {
        RefuseWhenArchived(repository);
        var was = repository.Branches.GetValueOrDefault(name);
        repository.Branches = repository.Branches.SetItem(name, commit);
        repository.PushedAt = repository.UpdatedAt = Now;
        emitter.Push(repository, name, was, commit, by);
        foreach (var pull in repository.Pulls.Values.Where(p => p.IsOpen && !p.IsFromFork && p.HeadRef == name))
            MovePull(by, pull, commit);
    }

    /// <summary>A commit that no branch knows yet.</summary>
    public SandboxCommit Commit(
        Actor by, string message, SandboxCommit? parent, IReadOnlyDictionary<string, byte[]?> changes)
    {
        var before = parent?.Files ?? GitNames.EmptyTree;
        var files = before;
        foreach (var (path, bytes) in changes)
            files = bytes is null ? files.Remove(path) : files.SetItem(path, GitNames.Blob(bytes));
        var tree = GitNames.Tree(files, "");
        return new SandboxCommit(
            GitNames.Commit(tree, parent?.Sha, message, by.Account.Login, Now), tree, parent?.Sha, message, by.Account,
            Now, files)
        {
            Parent = parent,
            Added = [.. changes.Keys.Where(p => files.ContainsKey(p) && !before.ContainsKey(p))],
            Modified = [.. changes.Keys.Where(p => files.ContainsKey(p) && before.ContainsKey(p))],
            Removed = [.. changes.Keys.Where(p => !files.ContainsKey(p) && before.ContainsKey(p))],
        };
    }

    public void RenameRepository(Actor by, SandboxRepository repository, string name)
    {
        RefuseWhenArchived(repository);
        if (world.FindRepository($"{repository.Owner.Login}/{name}") is not null)
            throw Refusal.Of(422, "The repository name already exists on this account");
        var from = repository.Name;
        world.Rename(repository, name);
        repository.UpdatedAt = Now;
        var changes =
            new JsonObject { ["repository"] = new JsonObject { ["name"] = new JsonObject { ["from"] = from } } };
        emitter.Repository("renamed", repository, by, changes);
    }

    public void SetArchived(Actor by, SandboxRepository repository, bool archived)
    {
        if (repository.IsArchived == archived) return;
        repository.IsArchived = archived;
        repository.UpdatedAt = Now;
        emitter.Repository(archived ? "archived" : "unarchived", repository, by, null);
    }

    public void SetVisibility(Actor by, SandboxRepository repository, bool isPrivate)
    {
        if (repository.IsPrivate == isPrivate) return;
        repository.IsPrivate = isPrivate;
        repository.UpdatedAt = Now;
        emitter.Repository(isPrivate ? "privatized" : "publicized", repository, by, null);
    }

    public void DeleteRepository(Actor by, SandboxRepository repository)
    {
        emitter.Repository("deleted", repository, by, null);
        world.Remove(repository);
    }

    public void SetRole(Actor by, SandboxRepository repository, SandboxAccount member, RepositoryRole role)
    {
        RefuseWhenArchived(repository);
        var before = repository.Collaborators.GetValueOrDefault(member);
        if (before == role) return;
        repository.Collaborators = role == RepositoryRole.None
            ? repository.Collaborators.Remove(member)
            : repository.Collaborators.SetItem(member, role);
        if (role == RepositoryRole.None) emitter.Member("removed", repository, member, by, null);
        else if (before == RepositoryRole.None) emitter.Member("added", repository, member, by, new JsonObject
        {
            ["permission"] = new JsonObject { ["to"] = Roles.Legacy(role) },
        });
        else emitter.Member("edited", repository, member, by, new JsonObject
        {
            ["old_permission"] = new JsonObject { ["from"] = Roles.Legacy(before) },
        });
    }

    public SandboxMilestone CreateMilestone(Actor by, SandboxRepository repository, string title, DateTimeOffset? due)
    {
        RefuseWhenArchived(repository);
        var number = repository.Milestones.Length + 1;
        var milestone = new SandboxMilestone(world.NextId(), number, title, by.Account, Now) { DueOn = due };
        repository.Milestones = repository.Milestones.Add(milestone);
        return milestone;
    }
}

/// <summary>Roles in GitHub's words.</summary>
internal static class Roles
{
    public static string Word(RepositoryRole role) => role.ToString().ToLowerInvariant();

    public static RepositoryRole Parse(string word) =>
        Enum.TryParse<RepositoryRole>(word, ignoreCase: true, out var role) ? role : word switch
        {
            "pull" => RepositoryRole.Read,
            "push" => RepositoryRole.Write,
            _ => throw Refusal.Of(422, $"no role is called {word}"),
        };

    /// <summary>The field <c>permission</c> knows four words only: triage reads as read, maintain as write.</summary>
    public static string Legacy(RepositoryRole role) => role switch
    {
        RepositoryRole.Triage => "read",
        RepositoryRole.Maintain => "write",
        _ => Word(role),
    };

    public static ImmutableArray<(string Name, bool Granted)> Flags(RepositoryRole role) =>
    [
        ("admin", role >= RepositoryRole.Admin), ("maintain", role >= RepositoryRole.Maintain),
        ("push", role >= RepositoryRole.Write), ("triage", role >= RepositoryRole.Triage),
        ("pull", role >= RepositoryRole.Read),
    ];
}
