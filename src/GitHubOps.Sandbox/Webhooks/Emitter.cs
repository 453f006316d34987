using System.Text.Json;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Writes the payload of each event as GitHub would and hands it to the dispatcher.</summary>
internal sealed partial class Emitter(SandboxWorld world, Dispatcher dispatcher)
{
    /// <summary>Set once the address is known.</summary>
    public Shapes Shapes { get; set; } = null!;

    public void Issue(string action, SandboxIssue issue, Actor by,
        params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var payload = Begin(action);
        payload["issue"] = Shapes.Issue(issue);
        foreach (var (name, value) in more) payload[name] = value;
        End("issues", payload, issue.Repository, by);
    }

    public void IssueLabel(string action, SandboxIssue issue, SandboxLabel label, Actor by) =>
        Issue(action, issue, by, ("label", Shapes.Label(issue.Repository, label)));

    public void Assignee(string action, SandboxIssue issue, SandboxAccount person, Actor by) =>
        Issue(action, issue, by, ("assignee", Shapes.User(person)));

    public void Milestone(string action, SandboxIssue issue, SandboxMilestone milestone, Actor by) =>
        Issue(action, issue, by, ("milestone", Shapes.Milestone(issue.Repository, milestone)));

    /// <summary>
    /// Two deliveries: <c>transferred</c> from where it was, and <c>opened</c> where it is now, which tells its old
    /// place in <c>changes</c>.
    /// </summary>
    public void Transferred(SandboxIssue from, SandboxIssue to, Actor by)
    {
        Issue("transferred", from, by, ("changes", new JsonObject
        {
            ["new_issue"] = Shapes.Issue(to),
            ["new_repository"] = Shapes.Repository(to.Repository),
        }));
        Issue("opened", to, by, ("changes", new JsonObject
        {
            ["old_issue"] = Shapes.Issue(from),
            ["old_repository"] = Shapes.Repository(from.Repository),
        }));
    }

    public void Comment(string action, SandboxComment comment, Actor by, JsonObject? changes = null)
    {
        var payload = Begin(action);
        if (changes is not null) payload["changes"] = changes;
        payload["issue"] = Shapes.Issue(comment.Issue);
        payload["comment"] = Shapes.Comment(comment);
        End("issue_comment", payload, comment.Issue.Repository, by);
    }

    public void Label(string action, SandboxRepository repository, SandboxLabel label, Actor by,
        JsonObject? changes = null)
    {
        var payload = Begin(action);
        payload["label"] = Shapes.Label(repository, label);
        if (changes is not null) payload["changes"] = changes;
        End("label", payload, repository, by);
    }

    public void Repository(string action, SandboxRepository repository, Actor by, JsonObject? changes)
    {
        var payload = Begin(action);
        if (changes is not null) payload["changes"] = changes;
        End("repository", payload, repository, by);
    }

    public void Member(string action, SandboxRepository repository, SandboxAccount member, Actor by,
        JsonObject? changes)
    {
        var payload = Begin(action);
        payload["member"] = Shapes.User(member);
        if (changes is not null) payload["changes"] = changes;
        End("member", payload, repository, by);
    }

    public void Push(SandboxRepository repository, string branch, SandboxCommit? before, SandboxCommit commit, Actor by)
    {
        var payload = new JsonObject
        {
            ["ref"] = $"refs/heads/{branch}",
            ["before"] = before?.Sha ?? GitNames.Nothing,
            ["after"] = commit.Sha,
        };
        Finish(payload, repository, by);
        var timed = (JsonObject)payload["repository"]!;
        // In pushes alone, GitHub tells these two as Unix seconds.
        timed["created_at"] = repository.CreatedAt.ToUnixTimeSeconds();
        timed["pushed_at"] = (repository.PushedAt ?? repository.CreatedAt).ToUnixTimeSeconds();
        payload["pusher"] = new JsonObject { ["name"] = by.Account.Login, ["email"] = Email(by.Account) };
        payload["created"] = before is null;
        payload["deleted"] = false;
        payload["forced"] = false;
        payload["base_ref"] = null;
        payload["compare"] = before is null
            ? $"{Shapes.WebPath(repository)}/commit/{commit.Sha[..12]}"
            : $"{Shapes.WebPath(repository)}/compare/{before.Sha[..12]}...{commit.Sha[..12]}";
        payload["commits"] = new JsonArray(Commit(repository, commit));
        payload["head_commit"] = Commit(repository, commit);
        Send("push", null, payload, world.InstallationOf(repository), repository);
    }

    public void Installation(
        string action, SandboxInstallation installation, IReadOnlyList<SandboxRepository>? repositories, Actor by)
    {
        var payload = Begin(action);
        payload["installation"] = Shapes.Installation(installation);
        if (repositories is not null) payload["repositories"] = Shapes.List(repositories, Shapes.RepositoryName);
        payload["sender"] = Shapes.User(by.Account);
        Send("installation", action, payload, installation, null);
    }

    public void InstallationRepositories(SandboxInstallation installation, SandboxRepository repository, bool added,
        Actor by)
    {
        var payload = Begin(added ? "added" : "removed");
        payload["installation"] = Shapes.Installation(installation);
        payload["repository_selection"] = installation.AllRepositories ? "all" : "selected";
        payload["repositories_added"] = added ? new JsonArray(Shapes.RepositoryName(repository)) : new JsonArray();
        payload["repositories_removed"] = added ? new JsonArray() : new JsonArray(Shapes.RepositoryName(repository));
        payload["requester"] = null;
        payload["sender"] = Shapes.User(by.Account);
        Send("installation_repositories", added ? "added" : "removed", payload, installation, null);
    }

    private static JsonObject Begin(string action) => new() { ["action"] = action };

    private void End(string name, JsonObject payload, SandboxRepository repository, Actor by)
    {
        Finish(payload, repository, by);
        Send(name, (string?)payload["action"], payload, world.InstallationOf(repository), repository);
    }

    private void Finish(JsonObject payload, SandboxRepository repository, Actor by)
    {
        payload["repository"] = Shapes.Repository(repository);
        if (repository.Owner.Kind == AccountKind.Organization)
            payload["organization"] = Shapes.Organization(repository.Owner);
        payload["sender"] = Shapes.User(by.Account);
        if (world.InstallationOf(repository) is { } installation)
            payload["installation"] = new JsonObject { ["id"] = installation.Id, ["node_id"] = installation.NodeId };
    }

    private void Send(
        string name, string? action, JsonObject payload, SandboxInstallation? installation,
        SandboxRepository? repository)
    {
        var ofInstallation = name.StartsWith("installation", StringComparison.Ordinal);
        if (installation is null || (!ofInstallation && installation.SuspendedAt is not null)) return;
        if (!ofInstallation && !Hears(installation, name)) return;
        var sender = (string?)payload["sender"]?["login"] ?? "";
        var text = payload.ToJsonString(Compact);
        dispatcher.Enqueue(
            new SandboxEvent(Guid.NewGuid(), name, action, sender, world.Now, text, installation.Id, repository?.Id));
    }

    /// <summary>What concerns checks comes to an App that may write them, whatever it subscribed to.</summary>
    private static bool Hears(SandboxInstallation installation, string name) => name is "check_run" or "check_suite"
        ? installation.Permissions.GetValueOrDefault("checks") == "write"
        : installation.Events.Contains(name);

    private static string Email(SandboxAccount account) => $"{account.Id}+{account.Login}@users.noreply.github.com";

    private static JsonObject Commit(SandboxRepository repository, SandboxCommit commit)
    {
        var author = new JsonObject
        {
            ["name"] = commit.Author.DisplayName ?? commit.Author.Login,
            ["email"] = Email(commit.Author),
            ["username"] = commit.Author.Login,
        };
        return new JsonObject
        {
            ["id"] = commit.Sha,
            ["tree_id"] = commit.TreeSha,
            ["distinct"] = true,
            ["message"] = commit.Message,
            ["timestamp"] = Shapes.Time(commit.At),
            ["url"] = $"{Shapes.WebPath(repository)}/commit/{commit.Sha}",
            ["author"] = author,
            ["committer"] = author.DeepClone(),
            ["added"] = Shapes.List(commit.Added, p => JsonValue.Create(p)),
            ["removed"] = Shapes.List(commit.Removed, p => JsonValue.Create(p)),
            ["modified"] = Shapes.List(commit.Modified, p => JsonValue.Create(p)),
        };
    }

    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
