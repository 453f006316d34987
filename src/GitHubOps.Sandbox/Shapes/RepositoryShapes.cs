using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Shapes
{
    private static readonly (string Name, string Path)[] RepositoryUrls =
    [
        ("forks_url", "/forks"), ("keys_url", "/keys{/key_id}"), ("collaborators_url", "/collaborators{/collaborator}"),
        ("teams_url", "/teams"), ("hooks_url", "/hooks"), ("issue_events_url", "/issues/events{/number}"),
        ("events_url", "/events"), ("assignees_url", "/assignees{/user}"), ("branches_url", "/branches{/branch}"),
        ("tags_url", "/tags"), ("blobs_url", "/git/blobs{/sha}"), ("git_tags_url", "/git/tags{/sha}"),
        ("git_refs_url", "/git/refs{/sha}"), ("trees_url", "/git/trees{/sha}"), ("statuses_url", "/statuses/{sha}"),
        ("languages_url", "/languages"), ("stargazers_url", "/stargazers"), ("contributors_url", "/contributors"),
        ("subscribers_url", "/subscribers"), ("subscription_url", "/subscription"), ("commits_url", "/commits{/sha}"),
        ("git_commits_url", "/git/commits{/sha}"), ("comments_url", "/comments{/number}"),
        ("issue_comment_url", "/issues/comments{/number}"), ("contents_url", "/contents/{+path}"),
        ("compare_url", "/compare/{base}...{head}"), ("merges_url", "/merges"),
        ("archive_url", "/{archive_format}{/ref}"),
        ("downloads_url", "/downloads"), ("issues_url", "/issues{/number}"), ("pulls_url", "/pulls{/number}"),
        ("milestones_url", "/milestones{/number}"), ("notifications_url", "/notifications{?since,all,participating}"),
        ("labels_url", "/labels{/name}"), ("releases_url", "/releases{/id}"), ("deployments_url", "/deployments"),
    ];

    public string Path(SandboxRepository repository) => $"{api}/repos/{repository.FullName}";

    public static string WebPath(SandboxRepository repository) => $"{Web}/{repository.FullName}";

    public JsonObject Repository(SandboxRepository repository)
    {
        var path = Path(repository);
        var open = repository.Issues.Values.Count(i => i.IsOpen);
        var shape = new JsonObject
        {
            ["id"] = repository.Id,
            ["node_id"] = repository.NodeId,
            ["name"] = repository.Name,
            ["full_name"] = repository.FullName,
            ["private"] = repository.IsPrivate,
            ["owner"] = User(repository.Owner),
            ["html_url"] = WebPath(repository),
            ["description"] = repository.Description,
            ["fork"] = false,
            ["url"] = path,
        };
        foreach (var (name, tail) in RepositoryUrls) shape[name] = path + tail;
        shape["created_at"] = Time(repository.CreatedAt);
        shape["updated_at"] = Time(repository.UpdatedAt);
        shape["pushed_at"] = Time(repository.PushedAt ?? repository.CreatedAt);
        shape["git_url"] = $"git://github.com/{repository.FullName}.git";
        shape["ssh_url"] = $"git@github.com:{repository.FullName}.git";
        shape["clone_url"] = $"{WebPath(repository)}.git";
        shape["svn_url"] = WebPath(repository);
        foreach (var nothing in (string[])["homepage", "language", "mirror_url", "license"]) shape[nothing] = null;
        foreach (var none in (string[])["size", "stargazers_count", "watchers_count", "forks_count", "forks",
            "watchers"])
            shape[none] = 0;
        foreach (var yes in (string[])["has_issues", "has_projects", "has_downloads", "has_wiki"]) shape[yes] = true;
        foreach (var no in (string[])["has_pages", "has_discussions", "disabled", "is_template",
            "web_commit_signoff_required"])
            shape[no] = false;
        shape["archived"] = repository.IsArchived;
        shape["allow_forking"] = true;
        shape["open_issues_count"] = open;
        shape["open_issues"] = open;
        shape["topics"] = new JsonArray();
        shape["visibility"] = repository.IsPrivate ? "private" : "public";
        shape["default_branch"] = repository.DefaultBranch;
        shape["custom_properties"] = new JsonObject();
        return shape;
    }

    /// <summary>The form of <c>GET /repos/{owner}/{repo}</c>.</summary>
    public JsonObject FullRepository(SandboxRepository repository)
    {
        var shape = Repository(repository);
        shape["permissions"] = new JsonObject
        {
            ["admin"] = false, ["maintain"] = false, ["push"] = false, ["triage"] = false, ["pull"] = false,
        };
        shape["network_count"] = 0;
        shape["subscribers_count"] = 0;
        if (repository.Owner.Kind == AccountKind.Organization) shape["organization"] = User(repository.Owner);
        return shape;
    }

    public JsonObject RepositoryName(SandboxRepository repository) => new()
    {
        ["id"] = repository.Id,
        ["node_id"] = repository.NodeId,
        ["name"] = repository.Name,
        ["full_name"] = repository.FullName,
        ["private"] = repository.IsPrivate,
    };

    public JsonObject Label(SandboxRepository repository, SandboxLabel label) => new()
    {
        ["id"] = label.Id,
        ["node_id"] = label.NodeId,
        ["url"] = $"{Path(repository)}/labels/{Uri.EscapeDataString(label.Name)}",
        ["name"] = label.Name,
        ["color"] = label.Color,
        ["default"] = DefaultLabels.Includes(label.Name),
        ["description"] = label.Description,
    };

    public JsonObject Milestone(SandboxRepository repository, SandboxMilestone milestone)
    {
        var path = $"{Path(repository)}/milestones/{milestone.Number}";
        var issues = repository.Issues.Values.Where(i => i.Milestone?.Id == milestone.Id).ToList();
        return new JsonObject
        {
            ["url"] = path,
            ["html_url"] = $"{WebPath(repository)}/milestone/{milestone.Number}",
            ["labels_url"] = path + "/labels",
            ["id"] = milestone.Id,
            ["node_id"] = milestone.NodeId,
            ["number"] = milestone.Number,
            ["title"] = milestone.Title,
            ["description"] = milestone.Description,
            ["creator"] = User(milestone.Creator),
            ["open_issues"] = issues.Count(i => i.IsOpen),
            ["closed_issues"] = issues.Count(i => !i.IsOpen),
            ["state"] = milestone.IsClosed ? "closed" : "open",
            ["created_at"] = Time(milestone.CreatedAt),
            ["updated_at"] = Time(milestone.CreatedAt),
            ["due_on"] = Time(milestone.DueOn),
            ["closed_at"] = null,
        };
    }
}
