using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Repositories and their milestones.</summary>
internal static class RepositoryRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}", "repos/get", Access.Read("metadata"),
            c => Answer.Ok(c.Shapes.FullRepository(c.Repository))),
        new("GET", "/repos/{owner}/{repo}/milestones", "issues/list-milestones", Access.Read("issues"), List),
        new("POST", "/repos/{owner}/{repo}/milestones", "issues/create-milestone", Access.Write("issues"), Create),
        new("GET", "/repos/{owner}/{repo}/milestones/{milestone_number}", "issues/get-milestone", Access.Read("issues"),
            c => Answer.Ok(c.Shapes.Milestone(c.Repository, Find(c)))),
        new("GET", "/repos/{owner}/{repo}/issue-types", "repos/list-issue-types", Access.Read("metadata"),
            c => Answer.Ok(Shapes.List(c.Repository.Owner.IssueTypes, Shapes.IssueType))),
    ];

    private static Answer List(Call call) => Answer.Page(
        call,
        call.Repository.Milestones.Where(
            m => call.Query("state") is "all" || m.IsClosed == (call.Query("state") == "closed")),
        m => call.Shapes.Milestone(call.Repository, m));

    private static SandboxMilestone Find(Call call)
    {
        var number = call.Number("milestone_number");
        return call.Repository.Milestones.FirstOrDefault(m => m.Number == number) ?? throw Refusal.NotFound();
    }

    private static Answer Create(Call call)
    {
        var title = call.Text("title") ?? throw Refusal.Invalid("Milestone", "title", "missing_field");
        var due = DateTimeOffset.TryParse(call.Text("due_on"), out var on) ? on : (DateTimeOffset?)null;
        return Answer.Created(
            call.Shapes.Milestone(call.Repository, call.Acts.CreateMilestone(call.Me, call.Repository, title, due)));
    }
}
