using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Members and teams of an organization.</summary>
internal static class OrganizationRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/orgs/{org}/members", "orgs/list-members", Access.Read("members"),
            c => Answer.Page(c, MembersOf(c.Organization()), c.Shapes.User)),
        new("GET", "/orgs/{org}/members/{username}", "orgs/check-membership-for-user", Access.Read("members"),
            c => Member(c) is null ? Answer.Error(404, "Not Found") : Answer.NoContent()),
        new("GET", "/orgs/{org}/memberships/{username}", "orgs/get-membership-for-user", Access.Read("members"),
            Membership),
        new("GET", "/orgs/{org}/teams", "teams/list", Access.Read("members"),
            c => Answer.Page(c, c.Organization().Teams, c.Shapes.Team)),
        new("GET", "/orgs/{org}/teams/{team_slug}", "teams/get-by-name", Access.Read("members"), GetTeam),
        new("GET", "/orgs/{org}/teams/{team_slug}/members", "teams/list-members-in-org", Access.Read("members"),
            c => Answer.Page(c, Team(c).Members, c.Shapes.User)),
        new("GET", "/orgs/{org}/teams/{team_slug}/memberships/{username}", "teams/get-membership-for-user-in-org",
            Access.Read("members"), TeamMembership),
        new("GET", "/orgs/{org}/issue-types", "orgs/list-issue-types", Access.Read("issue_types"),
            c => Answer.Ok(Shapes.List(c.Organization().IssueTypes, Shapes.IssueType))),
    ];

    private static IEnumerable<SandboxAccount> MembersOf(SandboxAccount organization) =>
        organization.Members.Keys.OrderBy(a => a.Id);

    private static SandboxAccount? Member(Call call) =>
        call.World.FindAccount(call.Value("username")) is { } account
            && call.Organization().Members.ContainsKey(account)
            ? account
            : null;

    private static SandboxTeam Team(Call call)
    {
        var slug = call.Value("team_slug");
        return call.Organization().Teams.FirstOrDefault(t => t.Slug.Equals(slug, StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal.NotFound();
    }

    private static Answer GetTeam(Call call)
    {
        var team = Team(call);
        var shape = call.Shapes.Team(team);
        shape["members_count"] = team.Members.Length;
        shape["repos_count"] = 0;
        shape["created_at"] = Shapes.Time(team.CreatedAt);
        shape["updated_at"] = Shapes.Time(team.CreatedAt);
        var organization = call.Shapes.Organization(team.Organization);
        organization["html_url"] = $"{Shapes.Web}/{team.Organization.Login}";
        organization["type"] = "Organization";
        foreach (var yes in (string[])["has_organization_projects", "has_repository_projects"])
            organization[yes] = true;
        foreach (var none in (string[])["public_repos", "public_gists", "followers", "following"])
            organization[none] = 0;
        organization["created_at"] = Shapes.Time(team.Organization.CreatedAt);
        organization["updated_at"] = Shapes.Time(team.Organization.CreatedAt);
        organization["archived_at"] = null;
        shape["organization"] = organization;
        return Answer.Ok(shape);
    }

    private static Answer TeamMembership(Call call)
    {
        var team = Team(call);
        var login = call.Value("username");
        if (!team.Members.Any(m => m.Login.Equals(login, StringComparison.OrdinalIgnoreCase))) throw Refusal.NotFound();
        return Answer.Ok(new JsonObject
        {
            ["url"] = $"{call.Shapes.Api}/organizations/{team.Organization.Id}/team/{team.Id}/memberships/{login}",
            ["role"] = "member",
            ["state"] = "active",
        });
    }

    private static Answer Membership(Call call)
    {
        var organization = call.Organization();
        var member = Member(call) ?? throw Refusal.NotFound();
        return Answer.Ok(new JsonObject
        {
            ["url"] = $"{call.Shapes.Api}/orgs/{organization.Login}/memberships/{member.Login}",
            ["state"] = "active",
            ["role"] = organization.Members[member] ? "admin" : "member",
            ["organization_url"] = $"{call.Shapes.Api}/orgs/{organization.Login}",
            ["user"] = call.Shapes.User(member),
            ["organization"] = call.Shapes.Organization(organization),
        });
    }
}
