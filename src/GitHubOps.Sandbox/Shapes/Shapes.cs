using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>
/// The JSON objects of REST answers and webhooks, as GitHub writes them. REST answers name the address that the caller
/// used; webhooks name the sandbox's own.
/// </summary>
/// <param name="api">Without a slash at the end.</param>
internal sealed partial class Shapes(SandboxWorld world, string api)
{
    /// <summary>The web site, which nobody stands in for: links to it lead nowhere here.</summary>
    public const string Web = "https://github.com";

    private static readonly (string Name, string Path)[] UserUrls =
    [
        ("followers_url", "/followers"), ("following_url", "/following{/other_user}"),
        ("gists_url", "/gists{/gist_id}"),
        ("starred_url", "/starred{/owner}{/repo}"), ("subscriptions_url", "/subscriptions"),
        ("organizations_url", "/orgs"),
        ("repos_url", "/repos"), ("events_url", "/events{/privacy}"), ("received_events_url", "/received_events"),
    ];

    public string Api => api;

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static JsonNode? Time(DateTimeOffset? at) => at is { } known ? Time(known) : null;

    public static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonNode?> shape) => [.. items.Select(shape)];

    public JsonNode? UserOrNull(SandboxAccount? account) => account is null ? null : User(account);

    public JsonObject User(SandboxAccount account)
    {
        var path = $"{api}/users/{Uri.EscapeDataString(account.Login)}";
        var user = new JsonObject
        {
            ["login"] = account.Login,
            ["id"] = account.Id,
            ["node_id"] = account.NodeId,
            ["avatar_url"] = $"https://avatars.githubusercontent.com/u/{account.Id}?v=4",
            ["gravatar_id"] = "",
            ["url"] = path,
            ["html_url"] = account.Kind == AccountKind.Bot ? $"{Web}/apps/{world.App.Slug}" : $"{Web}/{account.Login}",
        };
        foreach (var (name, tail) in UserUrls) user[name] = path + tail;
        user["type"] = account.Kind.ToString();
        user["site_admin"] = false;
        return user;
    }

    /// <summary>The longer form of <c>GET /users/{login}</c>.</summary>
    public JsonObject Profile(SandboxAccount account)
    {
        var user = User(account);
        user["name"] = account.DisplayName;
        foreach (var nothing in (string[])["company", "location", "email", "hireable", "bio", "twitter_username"])
            user[nothing] = null;
        user["blog"] = "";
        user["public_repos"] = world.Repositories.Count(r => r.Owner == account && !r.IsPrivate);
        foreach (var none in (string[])["public_gists", "followers", "following"]) user[none] = 0;
        user["created_at"] = Time(account.CreatedAt);
        user["updated_at"] = Time(account.CreatedAt);
        return user;
    }

    public JsonObject Organization(SandboxAccount account)
    {
        var path = $"{api}/orgs/{account.Login}";
        return new JsonObject
        {
            ["login"] = account.Login,
            ["id"] = account.Id,
            ["node_id"] = account.NodeId,
            ["url"] = path,
            ["repos_url"] = path + "/repos",
            ["events_url"] = path + "/events",
            ["hooks_url"] = path + "/hooks",
            ["issues_url"] = path + "/issues",
            ["members_url"] = path + "/members{/member}",
            ["public_members_url"] = path + "/public_members{/member}",
            ["avatar_url"] = $"https://avatars.githubusercontent.com/u/{account.Id}?v=4",
            ["description"] = "",
        };
    }

    public JsonObject Collaborator(SandboxAccount account, RepositoryRole role)
    {
        var user = User(account);
        var permissions = new JsonObject();
        foreach (var (name, granted) in Roles.Flags(role)) permissions[name] = granted;
        user["permissions"] = permissions;
        user["role_name"] = Roles.Word(role);
        return user;
    }

    public JsonObject Team(SandboxTeam team)
    {
        var path = $"{api}/organizations/{team.Organization.Id}/team/{team.Id}";
        return new JsonObject
        {
            ["id"] = team.Id,
            ["node_id"] = team.NodeId,
            ["name"] = team.Slug,
            ["slug"] = team.Slug,
            ["description"] = "",
            ["privacy"] = "closed",
            ["notification_setting"] = "notifications_enabled",
            ["permission"] = "pull",
            ["url"] = path,
            ["html_url"] = $"{Web}/orgs/{team.Organization.Login}/teams/{team.Slug}",
            ["members_url"] = path + "/members{/member}",
            ["repositories_url"] = path + "/repos",
            ["type"] = "organization",
            ["parent"] = null,
        };
    }

    public static JsonObject IssueType(SandboxIssueType type) => new()
    {
        ["id"] = type.Id,
        ["node_id"] = type.NodeId,
        ["name"] = type.Name,
        ["description"] = type.Description,
        ["color"] = type.Color,
        ["is_enabled"] = true,
    };
}
