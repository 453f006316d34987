using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Shapes
{
    private static readonly string[] ReactionKinds =
        ["+1", "-1", "laugh", "hooray", "confused", "heart", "rocket", "eyes"];

    /// <summary>As webhooks carry it. REST adds <see cref="RestIssue"/>'s fields.</summary>
    public JsonObject Issue(SandboxIssue issue)
    {
        var path = Path(issue);
        var shape = new JsonObject
        {
            ["url"] = path,
            ["repository_url"] = Path(issue.Repository),
            ["labels_url"] = path + "/labels{/name}",
            ["comments_url"] = path + "/comments",
            ["events_url"] = path + "/events",
            ["html_url"] = WebPath(issue),
            ["id"] = issue.Id,
            ["node_id"] = issue.NodeId,
            ["number"] = issue.Number,
            ["title"] = issue.Title,
            ["user"] = User(issue.Author),
            ["labels"] = List(issue.Labels, l => Label(issue.Repository, l)),
            ["state"] = issue.IsOpen ? "open" : "closed",
            ["locked"] = issue.IsLocked,
            ["assignee"] = UserOrNull(issue.Assignees.FirstOrDefault()),
            ["assignees"] = List(issue.Assignees, User),
            ["milestone"] = issue.Milestone is { } milestone ? Milestone(issue.Repository, milestone) : null,
            ["comments"] = issue.Comments.Length,
            ["created_at"] = Time(issue.CreatedAt),
            ["updated_at"] = Time(issue.UpdatedAt),
            ["closed_at"] = Time(issue.ClosedAt),
            ["author_association"] = Association(issue.Repository, issue.Author),
            ["active_lock_reason"] = issue.LockReason,
            ["body"] = issue.Body,
            ["reactions"] = Reactions($"{path}/reactions", issue.Reactions),
            ["timeline_url"] = path + "/timeline",
            // GitHub leaves it null on issues even when an App opened them.
            ["performed_via_github_app"] = null,
            ["state_reason"] = issue.StateReason,
        };
        if (issue.Type is { } type) shape["type"] = IssueType(type);
        if (issue.Pull is { } pull) shape["pull_request"] = PullOf(pull);
        return shape;
    }

    private JsonObject PullOf(SandboxPull pull)
    {
        var web = $"{WebPath(pull.Repository)}/pull/{pull.Number}";
        return new JsonObject
        {
            ["url"] = $"{Path(pull.Repository)}/pulls/{pull.Number}",
            ["html_url"] = web,
            ["diff_url"] = $"{web}.diff",
            ["patch_url"] = $"{web}.patch",
            ["merged_at"] = pull.IsMerged ? Time(pull.ClosedAt) : null,
        };
    }

    public JsonObject RestIssue(SandboxIssue issue)
    {
        var shape = Issue(issue);
        shape["closed_by"] = UserOrNull(issue.ClosedBy);
        shape.TryAdd("type", null);
        return shape;
    }

    public JsonObject Comment(SandboxComment comment)
    {
        var path = $"{Path(comment.Issue.Repository)}/issues/comments/{comment.Id}";
        return new JsonObject
        {
            ["url"] = path,
            ["html_url"] = $"{WebPath(comment.Issue)}#issuecomment-{comment.Id}",
            ["issue_url"] = Path(comment.Issue),
            ["id"] = comment.Id,
            ["node_id"] = comment.NodeId,
            ["user"] = User(comment.Author),
            ["created_at"] = Time(comment.CreatedAt),
            ["updated_at"] = Time(comment.UpdatedAt),
            ["author_association"] = Association(comment.Issue.Repository, comment.Author),
            ["body"] = comment.Body,
            ["reactions"] = Reactions($"{path}/reactions", comment.Reactions),
            ["performed_via_github_app"] = comment.ViaApp ? App() : null,
        };
    }

    public JsonObject Reaction(SandboxReaction reaction) => new()
    {
        ["id"] = reaction.Id,
        ["node_id"] = reaction.NodeId,
        ["user"] = User(reaction.Account),
        ["content"] = reaction.Content,
        ["created_at"] = Time(reaction.At),
    };

    public JsonObject Event(SandboxIssue issue, SandboxIssueEvent entry)
    {
        var shape = new JsonObject
        {
            ["id"] = entry.Id,
            ["node_id"] = entry.NodeId,
            ["url"] = $"{Path(issue.Repository)}/issues/events/{entry.Id}",
            ["actor"] = User(entry.Actor),
            ["event"] = entry.Kind,
            ["commit_id"] = null,
            ["commit_url"] = null,
            ["created_at"] = Time(entry.At),
        };
        if (entry.Label is { } label)
            shape["label"] = new JsonObject { ["name"] = entry.LabelName, ["color"] = label.Color };
        if (entry.Assignee is { } assignee)
        {
            shape["assignee"] = User(assignee);
            shape["assigner"] = User(entry.Actor);
        }

        if (entry.RenamedTo is not null)
            shape["rename"] = new JsonObject { ["from"] = entry.RenamedFrom, ["to"] = entry.RenamedTo };
        if (entry.Kind == "closed") shape["state_reason"] = entry.StateReason;
        if (entry.Kind == "locked") shape["lock_reason"] = entry.LockReason;
        shape["performed_via_github_app"] = entry.ViaApp ? App() : null;
        return shape;
    }

    /// <summary>An entry of <c>…/timeline</c>: comments stand in it whole.</summary>
    public JsonObject TimelineEntry(SandboxIssue issue, SandboxIssueEvent entry)
    {
        if (entry.Source is { } pull) return CrossReference(entry, pull);
        if (entry.Comment is not { } comment) return Event(issue, entry);
        var shape = Comment(comment);
        shape["event"] = "commented";
        shape["actor"] = User(comment.Author);
        return shape;
    }

    /// <summary>As an issue, which every pull request is as well.</summary>
    private JsonObject CrossReference(SandboxIssueEvent entry, SandboxPull pull)
    {
        var (web, path) = ($"{WebPath(pull.Repository)}/pull/{pull.Number}",
            $"{Path(pull.Repository)}/issues/{pull.Number}");
        return new JsonObject
        {
            ["actor"] = User(entry.Actor),
            ["created_at"] = Time(entry.At),
            ["updated_at"] = Time(entry.At),
            ["event"] = entry.Kind,
            ["source"] = new JsonObject
            {
                ["type"] = "issue",
                ["issue"] = new JsonObject
                {
                    ["url"] = path,
                    ["repository_url"] = Path(pull.Repository),
                    ["labels_url"] = path + "/labels{/name}",
                    ["comments_url"] = path + "/comments",
                    ["events_url"] = path + "/events",
                    ["html_url"] = web,
                    ["id"] = pull.Id,
                    ["node_id"] = pull.NodeId,
                    ["number"] = pull.Number,
                    ["title"] = pull.Title,
                    ["user"] = User(pull.Author),
                    ["labels"] = new JsonArray(),
                    ["state"] = pull.IsOpen ? "open" : "closed",
                    ["locked"] = false,
                    ["assignee"] = null,
                    ["assignees"] = new JsonArray(),
                    ["milestone"] = null,
                    ["comments"] = 0,
                    ["created_at"] = Time(pull.CreatedAt),
                    ["updated_at"] = Time(pull.UpdatedAt),
                    ["closed_at"] = Time(pull.ClosedAt),
                    ["author_association"] = Association(pull.Repository, pull.Author),
                    ["body"] = pull.Body,
                    ["reactions"] = Reactions($"{path}/reactions", []),
                    ["pull_request"] = new JsonObject
                    {
                        ["url"] = $"{Path(pull.Repository)}/pulls/{pull.Number}",
                        ["html_url"] = web,
                        ["diff_url"] = $"{web}.diff",
                        ["patch_url"] = $"{web}.patch",
                    },
                },
            },
        };
    }

    public string Path(SandboxIssue issue) => $"{Path(issue.Repository)}/issues/{issue.Number}";

    public static string WebPath(SandboxIssue issue) => $"{WebPath(issue.Repository)}/issues/{issue.Number}";

    private static JsonObject Reactions(string url, ImmutableArray<SandboxReaction> reactions)
    {
        var shape = new JsonObject { ["url"] = url, ["total_count"] = reactions.Length };
        foreach (var kind in ReactionKinds) shape[kind] = reactions.Count(r => r.Content == kind);
        return shape;
    }

    /// <summary>Private membership shows as NONE or CONTRIBUTOR on GitHub too: nobody may rely on it.</summary>
    private static string Association(SandboxRepository repository, SandboxAccount account) =>
        account == repository.Owner ? "OWNER"
        : repository.Owner.Members.ContainsKey(account) ? "MEMBER"
        : repository.Collaborators.ContainsKey(account) ? "COLLABORATOR"
        : "NONE";
}
