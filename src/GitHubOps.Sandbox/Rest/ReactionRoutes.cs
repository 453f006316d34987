using System.Collections.Immutable;

namespace GitHubOps.Sandbox;

/// <summary>Reactions to issues and comments.</summary>
internal static class ReactionRoutes
{
    private const string OfIssue = "/repos/{owner}/{repo}/issues/{issue_number}/reactions";
    private const string OfComment = "/repos/{owner}/{repo}/issues/comments/{comment_id}/reactions";

    public static readonly Route[] All =
    [
        new("GET", OfIssue, "reactions/list-for-issue", Access.Read("issues"), c => List(c, c.Issue().Reactions)),
        new("POST", OfIssue, "reactions/create-for-issue", Access.Write("issues"), c => Create(c, c.Issue(), null)),
        new("DELETE", OfIssue + "/{reaction_id}", "reactions/delete-for-issue", Access.Write("issues"),
            c => Delete(c, c.Issue(), null)),
        new("GET", OfComment, "reactions/list-for-issue-comment", Access.Read("issues"),
            c => List(c, c.Comment().Reactions)),
        new("POST", OfComment, "reactions/create-for-issue-comment", Access.Write("issues"),
            c => Create(c, c.Comment().Issue, c.Comment())),
        new("DELETE", OfComment + "/{reaction_id}", "reactions/delete-for-issue-comment", Access.Write("issues"),
            c => Delete(c, c.Comment().Issue, c.Comment())),
    ];

    private static Answer List(Call call, ImmutableArray<SandboxReaction> reactions) =>
        Answer.Page(call, reactions.Where(r => call.Query("content") is not { } content || r.Content == content),
            call.Shapes.Reaction);

    /// <summary>200 when it was there already.</summary>
    private static Answer Create(Call call, SandboxIssue issue, SandboxComment? comment)
    {
        var (reaction, isNew) = call.Acts.React(call.Me, issue, comment, call.Text("content") ?? "");
        return Answer.Json(isNew ? 201 : 200, call.Shapes.Reaction(reaction));
    }

    private static Answer Delete(Call call, SandboxIssue issue, SandboxComment? comment)
    {
        var id = call.Number("reaction_id");
        var reaction = (comment?.Reactions ?? issue.Reactions).FirstOrDefault(r => r.Id == id)
            ?? throw Refusal.NotFound();
        Acts.Unreact(issue, comment, reaction);
        return Answer.NoContent();
    }
}
