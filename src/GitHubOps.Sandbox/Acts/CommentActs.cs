using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Acts
{
    private static readonly string[] Reactions = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"];

    public SandboxComment AddComment(Actor by, SandboxIssue issue, string body)
    {
        RefuseWhenArchived(issue.Repository);
        RefuseWhenLocked(by, issue);
        CheckBody(body);
        var comment = world.Keep(new SandboxComment(world.NextId(), issue, by.Account, body, by.ViaApp, Now));
        issue.Comments = issue.Comments.Add(comment);
        Append(issue, Entry("commented", by) with { Comment = comment });
        emitter.Comment("created", comment, by);
        return comment;
    }

    public void EditComment(Actor by, SandboxComment comment, string body)
    {
        RefuseWhenArchived(comment.Issue.Repository);
        CheckBody(body);
        if (body == comment.Body) return;
        var from = comment.Body;
        comment.Body = body;
        comment.UpdatedAt = Now;
        comment.Issue.UpdatedAt = Now;
        emitter.Comment("edited", comment, by, new JsonObject { ["body"] = new JsonObject { ["from"] = from } });
    }

    public void DeleteComment(Actor by, SandboxComment comment)
    {
        RefuseWhenArchived(comment.Issue.Repository);
        comment.Issue.Comments = Without(comment.Issue.Comments, comment);
        Append(comment.Issue, Entry("comment_deleted", by));
        world.Forget(comment.NodeId);
        emitter.Comment("deleted", comment, by);
    }

    /// <summary>No webhook is sent for it.</summary>
    public void MinimizeComment(SandboxComment comment, string reason) => comment.MinimizedReason = reason;

    /// <summary>No webhook is sent for reactions. The flag says whether it is new: the same one twice is one.</summary>
    public (SandboxReaction Reaction, bool IsNew) React(
        Actor by, SandboxIssue issue, SandboxComment? comment, string content)
    {
        RefuseWhenArchived(issue.Repository);
        RefuseWhenLocked(by, issue);
        if (!Reactions.Contains(content)) throw Refusal.Invalid("Reaction", "content", "invalid");
        var list = comment?.Reactions ?? issue.Reactions;
        if (list.FirstOrDefault(r => r.Account == by.Account && r.Content == content) is { } known)
            return (known, false);
        var reaction = new SandboxReaction(world.NextId(), by.Account, content, Now);
        if (comment is not null) comment.Reactions = list.Add(reaction);
        else issue.Reactions = list.Add(reaction);
        return (reaction, true);
    }

    public static void Unreact(SandboxIssue issue, SandboxComment? comment, SandboxReaction reaction)
    {
        RefuseWhenArchived(issue.Repository);
        if (comment is not null) comment.Reactions = comment.Reactions.Remove(reaction);
        else issue.Reactions = issue.Reactions.Remove(reaction);
    }

    /// <summary>
    /// A locked conversation stays open to people with write access; to an App it is closed, whatever it may write.
    /// </summary>
    private static void RefuseWhenLocked(Actor by, SandboxIssue issue)
    {
        if (issue.IsLocked && (by.ViaApp || issue.Repository.RoleOf(by.Account) < RepositoryRole.Write))
            throw Refusal.Of(403, "Unable to create comment because issue is locked.");
    }

    private static void CheckBody(string body)
    {
        if (string.IsNullOrWhiteSpace(body)) throw Refusal.Invalid("IssueComment", "body", "missing_field",
            "Body cannot be blank");
        if (body.Length > BodyMax) throw Refusal.Invalid("IssueComment", "body", "custom",
            $"body is too long (maximum is {BodyMax} characters)");
    }
}
