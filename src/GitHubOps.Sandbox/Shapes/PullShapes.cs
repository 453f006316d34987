using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

internal sealed partial class Shapes
{
    /// <summary>As it stands in a list.</summary>
    public JsonObject Pull(SandboxPull pull)
    {
        var (web, path) = ($"{WebPath(pull.Repository)}/pull/{pull.Number}",
            $"{Path(pull.Repository)}/pulls/{pull.Number}");
        var issue = $"{Path(pull.Repository)}/issues/{pull.Number}";
        var statuses = $"{Path(pull.Repository)}/statuses/{pull.HeadSha}";
        var shape = new JsonObject
        {
            ["url"] = path,
            ["id"] = pull.Id,
            ["node_id"] = pull.NodeId,
            ["html_url"] = web,
            ["diff_url"] = $"{web}.diff",
            ["patch_url"] = $"{web}.patch",
            ["issue_url"] = issue,
            ["number"] = pull.Number,
            ["state"] = pull.IsOpen ? "open" : "closed",
            ["locked"] = false,
            ["title"] = pull.Title,
            ["user"] = User(pull.Author),
            ["body"] = pull.Body,
            ["created_at"] = Time(pull.CreatedAt),
            ["updated_at"] = Time(pull.UpdatedAt),
            ["closed_at"] = Time(pull.ClosedAt),
            ["merged_at"] = pull.IsMerged ? Time(pull.ClosedAt) : null,
            ["merge_commit_sha"] = null,
            ["assignee"] = null,
        };
        foreach (var none in (string[])["assignees", "requested_reviewers", "requested_teams", "labels"])
            shape[none] = new JsonArray();
        shape["milestone"] = null;
        shape["commits_url"] = $"{path}/commits";
        shape["review_comments_url"] = $"{path}/comments";
        shape["review_comment_url"] = $"{Path(pull.Repository)}/pulls/comments{{/number}}";
        shape["comments_url"] = $"{issue}/comments";
        shape["statuses_url"] = statuses;
        shape["head"] = End(pull, pull.HeadRef, pull.HeadSha, pull.IsFromFork ? pull.Author : pull.Repository.Owner,
            pull.IsFromFork);
        shape["base"] = End(pull, pull.BaseRef, pull.BaseCommit?.Sha ?? GitNames.Nothing, pull.Repository.Owner,
            isFork: false);
        shape["_links"] = Links(("self", path), ("html", web), ("issue", issue), ("comments", $"{issue}/comments"),
            ("review_comments", $"{path}/comments"),
            ("review_comment", $"{Path(pull.Repository)}/pulls/comments{{/number}}"),
            ("commits", $"{path}/commits"), ("statuses", statuses));
        shape["author_association"] = "CONTRIBUTOR";
        shape["auto_merge"] = null;
        shape["active_lock_reason"] = null;
        shape["draft"] = false;
        return shape;
    }

    /// <summary>As it stands alone, and in events.</summary>
    public JsonObject FullPull(SandboxPull pull)
    {
        var shape = Pull(pull);
        var common = Ancestry.MergeBase(pull.BaseCommit, pull.HeadCommit);
        shape["merged"] = pull.IsMerged;
        shape["mergeable"] = null;
        shape["rebaseable"] = null;
        shape["mergeable_state"] = "unknown";
        shape["merged_by"] = null;
        shape["comments"] = 0;
        shape["review_comments"] = 0;
        shape["maintainer_can_modify"] = false;
        shape["commits"] = Ancestry.History(pull.HeadCommit).TakeWhile(commit => commit.Sha != common?.Sha).Count();
        shape["additions"] = 0;
        shape["deletions"] = 0;
        shape["changed_files"] = Ancestry.Differences(common, pull.HeadCommit).Length;
        return shape;
    }

    public JsonObject Review(SandboxPull pull, SandboxReview review)
    {
        var (web, path) = ($"{WebPath(pull.Repository)}/pull/{pull.Number}",
            $"{Path(pull.Repository)}/pulls/{pull.Number}");
        var page = $"{web}#pullrequestreview-{review.Id}";
        return new JsonObject
        {
            ["id"] = review.Id,
            ["node_id"] = NodeIds.Make("PRR_kw", review.Id),
            ["user"] = User(review.Author),
            ["body"] = "",
            ["state"] = review.State,
            ["html_url"] = page,
            ["pull_request_url"] = path,
            ["_links"] = Links(("html", page), ("pull_request", path)),
            ["submitted_at"] = Time(review.At),
            ["commit_id"] = review.CommitSha,
            ["author_association"] = "CONTRIBUTOR",
        };
    }

    public JsonObject CheckRun(SandboxRepository repository, SandboxCheckRun run)
    {
        var path = $"{Path(repository)}/check-runs/{run.Id}";
        return new JsonObject
        {
            ["id"] = run.Id,
            ["name"] = run.Name,
            ["node_id"] = NodeIds.Make("CR_kw", run.Id),
            ["head_sha"] = run.HeadSha,
            ["external_id"] = run.ExternalId ?? "",
            ["url"] = path,
            ["html_url"] = $"{WebPath(repository)}/runs/{run.Id}",
            ["details_url"] = run.DetailsUrl ?? "https://example.com/githubops",
            ["status"] = run.Status,
            ["conclusion"] = run.Conclusion,
            ["started_at"] = Time(run.StartedAt),
            ["completed_at"] = Time(run.CompletedAt),
            ["output"] = new JsonObject
            {
                ["title"] = run.Title,
                ["summary"] = run.Summary,
                ["text"] = run.Text,
                ["annotations_count"] = run.Annotations.Length,
                ["annotations_url"] = path + "/annotations",
            },
            ["check_suite"] = new JsonObject { ["id"] = repository.Id + 1 },
            ["app"] = App(),
            ["pull_requests"] = new JsonArray(),
        };
    }

    /// <param name="posted">As the App posted it.</param>
    public JsonNode Annotation(SandboxRepository repository, SandboxCheckRun run, string posted)
    {
        var shape = (JsonObject)JsonNode.Parse(posted)!;
        foreach (var field in (string[])["start_column", "end_column", "title", "raw_details"])
            if (!shape.ContainsKey(field)) shape[field] = null;
        shape["blob_href"] = $"{Path(repository)}/git/blobs/{run.HeadSha}";
        return shape;
    }

    public JsonObject CheckSuite(SandboxRepository repository, string sha)
    {
        var path = $"{Path(repository)}/check-suites/{repository.Id + 1}";
        return new JsonObject
        {
            ["id"] = repository.Id + 1,
            ["node_id"] = NodeIds.Make("CS_kw", repository.Id + 1),
            ["head_branch"] = null,
            ["head_sha"] = sha,
            ["status"] = "completed",
            ["conclusion"] = "neutral",
            ["url"] = path,
            ["before"] = null,
            ["after"] = sha,
            ["pull_requests"] = new JsonArray(),
            ["app"] = App(),
            ["created_at"] = Time(repository.CreatedAt),
            ["updated_at"] = Time(repository.UpdatedAt),
        };
    }

    /// <summary>The longer form of its own events.</summary>
    public JsonObject FullCheckSuite(SandboxRepository repository, string sha)
    {
        var shape = CheckSuite(repository, sha);
        shape["latest_check_runs_count"] = repository.CheckRuns.Count(run => run.HeadSha == sha);
        shape["check_runs_url"] = $"{Path(repository)}/check-suites/{repository.Id + 1}/check-runs";
        shape["head_commit"] = new JsonObject
        {
            ["id"] = sha,
            ["tree_id"] = sha,
            ["message"] = "",
            ["timestamp"] = Time(repository.UpdatedAt),
            ["author"] = new JsonObject { ["name"] = "nobody", ["email"] = "nobody@example.com" },
            ["committer"] = new JsonObject { ["name"] = "nobody", ["email"] = "nobody@example.com" },
        };
        return shape;
    }

    private JsonObject End(SandboxPull pull, string name, string sha, SandboxAccount owner, bool isFork) => new()
    {
        ["label"] = $"{owner.Login}:{name}",
        ["ref"] = name,
        ["sha"] = sha,
        ["user"] = User(owner),
        ["repo"] = isFork ? Fork(pull.Repository, owner) : Repository(pull.Repository),
    };

    /// <summary>Somebody's own copy. It can be asked for nothing here.</summary>
    private JsonObject Fork(SandboxRepository repository, SandboxAccount owner)
    {
        var shape = Repository(repository);
        shape["full_name"] = $"{owner.Login}/{repository.Name}";
        shape["owner"] = User(owner);
        shape["fork"] = true;
        return shape;
    }

    private static JsonObject Links(params ReadOnlySpan<(string Name, string Address)> links)
    {
        var shape = new JsonObject();
        foreach (var (name, address) in links) shape[name] = new JsonObject { ["href"] = address };
        return shape;
    }
}
