using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Shapes
{
    public JsonObject App()
    {
        var app = world.App;
        return new JsonObject
        {
            ["id"] = app.Id,
            ["slug"] = app.Slug,
            ["node_id"] = app.NodeId,
            ["owner"] = User(app.Owner),
            ["name"] = app.Slug,
            ["description"] = "",
            ["external_url"] = "https://example.com/githubops",
            ["html_url"] = $"{Web}/apps/{app.Slug}",
            ["created_at"] = Time(app.CreatedAt),
            ["updated_at"] = Time(app.CreatedAt),
            ["permissions"] = Permissions(app.Permissions),
            ["events"] = List(app.Events, e => JsonValue.Create(e)),
        };
    }

    /// <summary>The form of <c>GET /app</c>.</summary>
    public JsonObject FullApp()
    {
        var app = App();
        app["client_id"] = world.App.ClientId;
        app["installations_count"] = world.Installations.Length;
        return app;
    }

    public JsonObject Installation(SandboxInstallation installation) => new()
    {
        ["id"] = installation.Id,
        ["account"] = User(installation.Account),
        ["repository_selection"] = installation.AllRepositories ? "all" : "selected",
        ["access_tokens_url"] = $"{api}/app/installations/{installation.Id}/access_tokens",
        ["repositories_url"] = $"{api}/installation/repositories",
        ["html_url"] = installation.Account.Kind == AccountKind.Organization
            ? $"{Web}/organizations/{installation.Account.Login}/settings/installations/{installation.Id}"
            : $"{Web}/settings/installations/{installation.Id}",
        ["app_id"] = world.App.Id,
        ["app_slug"] = world.App.Slug,
        ["target_id"] = installation.Account.Id,
        ["target_type"] = installation.Account.Kind == AccountKind.Organization ? "Organization" : "User",
        ["permissions"] = Permissions(installation.Permissions),
        ["events"] = List(installation.Events, e => JsonValue.Create(e)),
        ["created_at"] = Time(installation.CreatedAt),
        ["updated_at"] = Time(installation.UpdatedAt),
        ["single_file_name"] = null,
        ["has_multiple_single_files"] = false,
        ["single_file_paths"] = new JsonArray(),
        ["suspended_by"] = UserOrNull(installation.SuspendedBy),
        ["suspended_at"] = Time(installation.SuspendedAt),
    };

    public static JsonObject Permissions(IEnumerable<KeyValuePair<string, string>> permissions)
    {
        var shape = new JsonObject();
        foreach (var (name, level) in permissions) shape[name] = level;
        return shape;
    }
}
