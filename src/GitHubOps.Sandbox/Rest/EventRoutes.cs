using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>What happened to issues. Comments stand in the timeline only.</summary>
internal static class EventRoutes
{
    private static readonly string[] NotEvents = ["commented", "comment_deleted", "cross-referenced"];

    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/issues/{issue_number}/events", "issues/list-events", Access.Read("issues"),
            c => List(c, c.Issue())),
        new("GET", "/repos/{owner}/{repo}/issues/{issue_number}/timeline", "issues/list-events-for-timeline",
            Access.Read("issues"),
            c => Timeline(c, c.Issue())),
        new("GET", "/repos/{owner}/{repo}/issues/events", "issues/list-events-for-repo", Access.Read("issues"),
            ListAll),
        new("GET", "/repos/{owner}/{repo}/issues/events/{event_id}", "issues/get-event", Access.Read("issues"), Get),
    ];

    private static IEnumerable<SandboxIssueEvent> EventsOf(SandboxIssue issue) =>
        issue.Timeline.Where(e => !NotEvents.Contains(e.Kind));

    private static Answer List(Call call, SandboxIssue issue) =>
        Answer.Page(call, EventsOf(issue), e => call.Shapes.Event(issue, e));

    private static Answer Timeline(Call call, SandboxIssue issue) => Answer.Page(
        call,
        issue.Timeline.Where(e => e.Comment is null ? e.Kind != "comment_deleted" : issue.Comments.Contains(e.Comment)),
        e => call.Shapes.TimelineEntry(issue, e));

    private static IEnumerable<(SandboxIssue Issue, SandboxIssueEvent Event)> Everything(Call call) =>
        call.Repository.Issues.Values.SelectMany(i => EventsOf(i).Select(e => (i, e))).OrderByDescending(x => x.e.Id);

    private static Answer ListAll(Call call) =>
        Answer.Page(call, Everything(call), x => WithIssue(call, x.Issue, x.Event));

    private static Answer Get(Call call)
    {
        var id = call.Number("event_id");
        var (issue, entry) = Everything(call).FirstOrDefault(x => x.Event.Id == id);
        return issue is null ? throw Refusal.NotFound() : Answer.Ok(WithIssue(call, issue, entry));
    }

    private static JsonObject WithIssue(Call call, SandboxIssue issue, SandboxIssueEvent entry)
    {
        var shape = call.Shapes.Event(issue, entry);
        shape["issue"] = call.Shapes.RestIssue(issue);
        return shape;
    }
}
