namespace GitHubOps.Sandbox;

/// <summary>The labels of one issue.</summary>
internal static class IssueLabelRoutes
{
    private const string Place = "/repos/{owner}/{repo}/issues/{issue_number}/labels";

    public static readonly Route[] All =
    [
        new("GET", Place, "issues/list-labels-on-issue", Access.Read("issues"),
            c => Answer.Page(c, c.Issue().Labels, l => c.Shapes.Label(c.Repository, l))),
        new("POST", Place, "issues/add-labels", Access.Write("issues"), Add),
        new("PUT", Place, "issues/set-labels", Access.Write("issues"), Set),
        new("DELETE", Place, "issues/remove-all-labels", Access.Write("issues"), RemoveAll),
        new("DELETE", Place + "/{name}", "issues/remove-label", Access.Write("issues"), Remove),
    ];

    private static Answer Add(Call call)
    {
        var issue = call.Issue();
        call.Acts.AddLabelsByName(call.Me, issue, call.Texts("labels") ?? throw Refusal.Of(422, "Validation Failed"));
        return Labels(call, issue);
    }

    private static Answer Set(Call call)
    {
        var issue = call.Issue();
        call.Acts.ReplaceLabels(call.Me, issue, call.Texts("labels") ?? []);
        return Labels(call, issue);
    }

    private static Answer RemoveAll(Call call)
    {
        var issue = call.Issue();
        call.Acts.RemoveLabels(call.Me, issue, issue.Labels);
        return Answer.NoContent();
    }

    private static Answer Remove(Call call)
    {
        var issue = call.Issue();
        var label =
            issue.Labels.FirstOrDefault(l => l.Name.Equals(call.Value("name"), StringComparison.OrdinalIgnoreCase))
            ?? throw Refusal.Of(404, "Label does not exist");
        call.Acts.RemoveLabels(call.Me, issue, [label]);
        return Labels(call, issue);
    }

    private static Answer Labels(Call call, SandboxIssue issue) =>
        Answer.Ok(Shapes.List(issue.Labels, l => call.Shapes.Label(call.Repository, l)));
}
