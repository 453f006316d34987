using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>The App itself, its installations and their tokens.</summary>
internal static class AppRoutes
{
    private const int NarrowedMax = 500;

    public static readonly Route[] All =
    [
        new("GET", "/app", "apps/get-authenticated", Access.App, c => Answer.Ok(c.Shapes.FullApp())),
        new("GET", "/apps/{app_slug}", "apps/get-by-slug", Access.Anyone, GetBySlug),
        new("GET", "/app/installations", "apps/list-installations", Access.App,
            c => Answer.Page(c, c.World.Installations, c.Shapes.Installation)),
        new("GET", "/app/installations/{installation_id}", "apps/get-installation", Access.App,
            c => Answer.Ok(c.Shapes.Installation(Installation(c)))),
        new("DELETE", "/app/installations/{installation_id}", "apps/delete-installation", Access.App, Delete),
        new("PUT", "/app/installations/{installation_id}/suspended", "apps/suspend-installation", Access.App,
            c => Suspend(c, true)),
        new("DELETE", "/app/installations/{installation_id}/suspended", "apps/unsuspend-installation", Access.App,
            c => Suspend(c, false)),
        new("POST", "/app/installations/{installation_id}/access_tokens", "apps/create-installation-access-token",
            Access.App,
            CreateToken),
        new("GET", "/repos/{owner}/{repo}/installation", "apps/get-repo-installation", Access.App,
            c => Found(c, c.World.InstallationOf(c.Repository))),
        new("GET", "/orgs/{org}/installation", "apps/get-org-installation", Access.App,
            c => Found(c, c.World.Installations.FirstOrDefault(i => i.Account == c.Organization()))),
        new("GET", "/users/{username}/installation", "apps/get-user-installation", Access.App, c => Found(
            c, c.World.Installations.FirstOrDefault(i => i.Account == c.World.FindAccount(c.Value("username"))))),
        new("GET", "/installation/repositories", "apps/list-repos-accessible-to-installation", Access.Token,
            ListRepositories),
        new("DELETE", "/installation/token", "apps/revoke-installation-access-token", Access.Token, Revoke),
    ];

    private static Answer GetBySlug(Call call) =>
        call.Value("app_slug") == call.World.App.Slug ? Answer.Ok(call.Shapes.App()) : throw Refusal.NotFound();

    private static SandboxInstallation Installation(Call call)
    {
        var id = call.Number("installation_id");
        return call.World.Installations.FirstOrDefault(i => i.Id == id) ?? throw Refusal.NotFound();
    }

    private static Answer Found(Call call, SandboxInstallation? installation) =>
        installation is null ? throw Refusal.NotFound() : Answer.Ok(call.Shapes.Installation(installation));

    private static Answer Delete(Call call)
    {
        call.Acts.Uninstall(call.World.App.Owner, Installation(call));
        return Answer.NoContent();
    }

    private static Answer Suspend(Call call, bool suspended)
    {
        call.Acts.SetSuspended(call.World.App.Owner, Installation(call), suspended);
        return Answer.NoContent();
    }

    private static Answer CreateToken(Call call)
    {
        var installation = Installation(call);
        if (installation.SuspendedAt is not null) throw Refusal.Of(403, "This installation has been suspended");
        var narrowed = Narrowed(call, installation);
        var permissions = Permissions(call, installation);
        var (token, credential) = call.Desk.Credentials.Make(new Credential(CredentialKind.Installation)
        {
            Installation = installation,
            Permissions = permissions,
            RepositoryIds = narrowed is null ? null : [.. narrowed.Select(r => r.Id)],
        });
        var shape = new JsonObject
        {
            ["token"] = token,
            ["expires_at"] = Shapes.Time(credential.ExpiresAt),
            ["permissions"] = Shapes.Permissions(permissions),
            ["repository_selection"] = narrowed is null && installation.AllRepositories ? "all" : "selected",
        };
        if (narrowed is not null) shape["repositories"] = Shapes.List(narrowed, call.Shapes.FullRepository);
        return Answer.Created(shape);
    }

    /// <summary>A repository that the installation does not hold makes the whole request fail, as on GitHub.</summary>
    private static List<SandboxRepository>? Narrowed(Call call, SandboxInstallation installation)
    {
        var names = call.Texts("repositories");
        var ids = (call.Json["repository_ids"] as JsonArray)?.Select(n => (long)n!).ToList();
        if (names is null && ids is null) return null;
        var mine = call.Acts.RepositoriesOf(installation);
        var wanted =
            (names ?? []).Select(n => mine.FirstOrDefault(r => r.Name.Equals(n, StringComparison.OrdinalIgnoreCase)))
            .Concat((ids ?? []).Select(id => mine.FirstOrDefault(r => r.Id == id))).ToList();
        if (wanted.Count > NarrowedMax || wanted.Contains(null))
            throw Refusal.Of(422,
                "There is at least one repository that does not exist or is not accessible to the parent " +
                    "installation.");
        return [.. wanted.OfType<SandboxRepository>().Distinct()];
    }

    private static ImmutableSortedDictionary<string, string> Permissions(Call call, SandboxInstallation installation)
    {
        if (call.Json["permissions"] is not JsonObject wanted || wanted.Count == 0) return installation.Permissions;
        foreach (var (name, level) in wanted)
            if (!installation.Permissions.TryGetValue(name, out var given)
                || (given == "read" && (string?)level != "read"))
                throw Refusal.Of(422, "The permissions requested are not granted to this installation.");
        var asked = wanted.ToImmutableSortedDictionary(w => w.Key, w => (string)w.Value!);
        return asked.ContainsKey("metadata") ? asked : asked.Add("metadata", "read");
    }

    private static Answer ListRepositories(Call call) => Answer.Page(
        call,
        call.Acts.RepositoriesOf(call.Credential.Installation ?? throw Refusal.Of(401, "Requires authentication"))
            .Where(call.Credential.Covers),
        call.Shapes.FullRepository,
        (items, total) => new JsonObject
        {
            ["total_count"] = total,
            ["repository_selection"] = call.Credential.Installation!.AllRepositories ? "all" : "selected",
            ["repositories"] = items,
        });

    private static Answer Revoke(Call call)
    {
        call.Desk.Credentials.Revoke(call.Authorization);
        return Answer.NoContent();
    }
}
