namespace GitHubOps.Sandbox;

/// <summary>Who is assigned, and who can be.</summary>
internal static class AssigneeRoutes
{
    private const string Place = "/repos/{owner}/{repo}/issues/{issue_number}/assignees";

    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/assignees", "issues/list-assignees", Access.Read("issues"),
            c => Answer.Page(c, c.World.Accounts.Where(c.Repository.CanBeAssigned), c.Shapes.User)),
        new("GET", "/repos/{owner}/{repo}/assignees/{assignee}", "issues/check-user-can-be-assigned",
            Access.Read("issues"),
            c => Known(c, c.Repository.CanBeAssigned)),
        new("GET", Place + "/{assignee}", "issues/check-user-can-be-assigned-to-issue", Access.Read("issues"),
            c => Known(c, c.Issue().CanBeAssigned)),
        new("POST", Place, "issues/add-assignees", Access.Write("issues"), Add),
        new("DELETE", Place, "issues/remove-assignees", Access.Write("issues"), Remove),
    ];

    private static Answer Known(Call call, Func<SandboxAccount, bool> can) =>
        call.World.FindAccount(call.Value("assignee")) is { } account && can(account)
            ? Answer.NoContent()
            : Answer.Error(404, "Not Found");

    /// <summary>Those who do not exist or cannot be assigned are dropped: 201 all the same.</summary>
    private static Answer Add(Call call)
    {
        var issue = call.Issue();
        var logins = call.Texts("assignees") ?? [];
        if (logins.Count > 10) throw Refusal.Invalid("Issue", "assignees", "custom",
            "Assignees can only be assigned to 10 users at once");
        call.Acts.Assign(call.Me, issue, [.. logins.Select(call.World.FindAccount).OfType<SandboxAccount>()]);
        return Answer.Created(call.Shapes.RestIssue(issue));
    }

    private static Answer Remove(Call call)
    {
        var issue = call.Issue();
        var logins = call.Texts("assignees") ?? [];
        call.Acts.Unassign(call.Me, issue, [.. logins.Select(call.World.FindAccount).OfType<SandboxAccount>()]);
        return Answer.Ok(call.Shapes.RestIssue(issue));
    }
}
