using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>Issues: list, read, open, change, lock.</summary>
internal static class IssueRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/issues", "issues/list-for-repo", Access.Read("issues"), List),
        new("POST", "/repos/{owner}/{repo}/issues", "issues/create", Access.Write("issues"), Create) { Contents = 1 },
        new("GET", "/repos/{owner}/{repo}/issues/{issue_number}", "issues/get", Access.Read("issues"),
            c => Answer.Ok(c.Shapes.RestIssue(c.Issue()))),
        new("PATCH", "/repos/{owner}/{repo}/issues/{issue_number}", "issues/update", Access.Write("issues"), Update),
        new("PUT", "/repos/{owner}/{repo}/issues/{issue_number}/lock", "issues/lock", Access.Write("issues"), Lock),
        new("DELETE", "/repos/{owner}/{repo}/issues/{issue_number}/lock", "issues/unlock", Access.Write("issues"),
            Unlock),
    ];

    private static Answer List(Call call)
    {
        IEnumerable<SandboxIssue> issues = call.Repository.Issues.Values;
        issues = call.Query("state") switch
        {
            "all" => issues,
            "closed" => issues.Where(i => !i.IsOpen),
            null or "open" => issues.Where(i => i.IsOpen),
            _ => throw Refusal.Invalid("Issue", "state", "invalid"),
        };
        // GitHub's times are whole seconds, and "since" includes its second.
        if (call.Query("since") is { } text)
            issues = DateTimeOffset.TryParse(text, out var since)
                ? issues.Where(i => i.UpdatedAt.ToUnixTimeSeconds() >= since.ToUnixTimeSeconds())
                : throw Refusal.Invalid("Issue", "since", "invalid");
        if (call.Query("labels") is { } labels)
            foreach (var name in labels.Split(',', StringSplitOptions.RemoveEmptyEntries))
                issues = issues.Where(i => i.LabelNames.Contains(name, StringComparer.OrdinalIgnoreCase));
        issues = call.Query("assignee") switch
        {
            null => issues,
            "*" => issues.Where(i => !i.Assignees.IsEmpty),
            "none" => issues.Where(i => i.Assignees.IsEmpty),
            var login => issues.Where(i => i.AssigneeLogins.Contains(login, StringComparer.OrdinalIgnoreCase)),
        };
        if (call.Query("creator") is { } creator)
            issues = issues.Where(i => i.Author.Login.Equals(creator, StringComparison.OrdinalIgnoreCase));
        return Answer.Page(call, Sorted(issues, call.Query("sort"), call.Query("direction")), call.Shapes.RestIssue);
    }

    private static IEnumerable<SandboxIssue> Sorted(IEnumerable<SandboxIssue> issues, string? sort, string? direction)
    {
        Func<SandboxIssue, long> key = sort switch
        {
            "updated" => i => i.UpdatedAt.ToUnixTimeSeconds(),
            "comments" => i => i.Comments.Length,
            _ => i => i.CreatedAt.ToUnixTimeSeconds(),
        };
        return direction == "asc"
            ? issues.OrderBy(key).ThenBy(i => i.Number)
            : issues.OrderByDescending(key).ThenByDescending(i => i.Number);
    }

    private static Answer Create(Call call)
    {
        var repository = call.Repository;
        var labels = (call.Texts("labels") ?? []).Select(n => repository.FindLabel(n)
            ?? call.Acts.CreateLabel(call.Me, repository, n, "ededed", null));
        var issue = call.Acts.OpenIssue(call.Me, repository, new IssueDraft(call.Text("title") ?? "", call.Text("body"))
        {
            Labels = [.. labels],
            Assignees = People(call) ?? [],
            Type = TypeOf(call),
            Milestone = MilestoneOf(call),
        });
        call.Issues.Add(issue.Id);
        return Answer.Created(call.Shapes.RestIssue(issue));
    }

    /// <summary>Labels and assignees are replaced, not added to.</summary>
    private static Answer Update(Call call)
    {
        var issue = call.Issue();
        var people = People(call);
        var milestone = MilestoneOf(call);
        call.Acts.EditIssue(call.Me, issue, call.Text("title"), call.Text("body"));
        if (call.Texts("labels") is { } labels) call.Acts.ReplaceLabels(call.Me, issue, labels);
        if (people is not null) call.Acts.ReplaceAssignees(call.Me, issue, people);
        if (call.Json.ContainsKey("milestone")) call.Acts.SetMilestone(call.Me, issue, milestone);
        if (call.Json.ContainsKey("type")) call.Acts.SetType(call.Me, issue, call.Text("type"));
        switch (call.Text("state"))
        {
            case "closed":
                call.Acts.CloseIssue(call.Me, issue, call.Text("state_reason") ?? "completed");
                break;
            case "open":
                call.Acts.ReopenIssue(call.Me, issue);
                break;
            case not null:
                throw Refusal.Invalid("Issue", "state", "invalid");
        }

        return Answer.Ok(call.Shapes.RestIssue(issue));
    }

    /// <summary>Unlike <c>POST …/assignees</c>, a login that does not exist is refused here.</summary>
    private static List<SandboxAccount>? People(Call call) => call.Texts("assignees")?
        .Select(login => call.World.FindAccount(login) ?? throw Refusal.Invalid("Issue", "assignees", "invalid"))
        .ToList();

    private static SandboxMilestone? MilestoneOf(Call call)
    {
        if (call.Json["milestone"] is not JsonValue value) return null;
        return value.TryGetValue<int>(out var number) &&
            call.Repository.Milestones.FirstOrDefault(m => m.Number == number) is { } found
            ? found
            : throw Refusal.Invalid("Issue", "milestone", "invalid");
    }

    private static SandboxIssueType? TypeOf(Call call) => call.Text("type") is not { } name ? null
        : call.Repository.Owner.IssueTypes.FirstOrDefault(t => t.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw Refusal.Invalid("Issue", "type", "invalid");

    private static Answer Lock(Call call)
    {
        call.Acts.LockIssue(call.Me, call.Issue(), call.Text("lock_reason"));
        return Answer.NoContent();
    }

    private static Answer Unlock(Call call)
    {
        call.Acts.UnlockIssue(call.Me, call.Issue());
        return Answer.NoContent();
    }
}
