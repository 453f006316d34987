namespace GitHubOps.Sandbox;

/// <summary>Comments on issues.</summary>
internal static class CommentRoutes
{
    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/issues/{issue_number}/comments", "issues/list-comments",
            Access.Read("issues"), List),
        new("POST", "/repos/{owner}/{repo}/issues/{issue_number}/comments", "issues/create-comment",
            Access.Write("issues"), Create)
        {
            Contents = 1,
        },
        new("GET", "/repos/{owner}/{repo}/issues/comments", "issues/list-comments-for-repo", Access.Read("issues"),
            ListAll),
        new("GET", "/repos/{owner}/{repo}/issues/comments/{comment_id}", "issues/get-comment", Access.Read("issues"),
            c => Answer.Ok(c.Shapes.Comment(c.Comment()))),
        new("PATCH", "/repos/{owner}/{repo}/issues/comments/{comment_id}", "issues/update-comment",
            Access.Write("issues"), Update),
        new("DELETE", "/repos/{owner}/{repo}/issues/comments/{comment_id}", "issues/delete-comment",
            Access.Write("issues"), Delete),
    ];

    private static Answer List(Call call) => Answer.Page(call, Since(call, call.Issue().Comments), call.Shapes.Comment);

    private static Answer ListAll(Call call)
    {
        var comments = Since(call, call.Repository.Issues.Values.SelectMany(i => i.Comments));
        var byUpdate = call.Query("sort") == "updated";
        var sorted = comments.OrderBy(c => byUpdate ? c.UpdatedAt : c.CreatedAt).ThenBy(c => c.Id);
        return Answer.Page(call, byUpdate && call.Query("direction") != "asc" ? sorted.Reverse() : sorted,
            call.Shapes.Comment);
    }

    private static IEnumerable<SandboxComment> Since(Call call, IEnumerable<SandboxComment> comments) =>
        call.Query("since") is { } text && DateTimeOffset.TryParse(text, out var since)
            ? comments.Where(c => c.UpdatedAt.ToUnixTimeSeconds() >= since.ToUnixTimeSeconds())
            : comments;

    private static Answer Create(Call call) =>
        Answer.Created(call.Shapes.Comment(call.Acts.AddComment(call.Me, call.Issue(), call.Text("body") ?? "")));

    private static Answer Update(Call call)
    {
        var comment = call.Comment();
        call.Acts.EditComment(call.Me, comment, call.Text("body") ?? "");
        return Answer.Ok(call.Shapes.Comment(comment));
    }

    private static Answer Delete(Call call)
    {
        call.Acts.DeleteComment(call.Me, call.Comment());
        return Answer.NoContent();
    }
}
