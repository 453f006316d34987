using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>What is told of pull requests and of check runs.</summary>
internal sealed partial class Emitter
{
    public void Pull(string action, SandboxPull pull, Actor by, params ReadOnlySpan<(string Name, JsonNode Value)> more)
    {
        var payload = Begin(action);
        payload["number"] = pull.Number;
        payload["pull_request"] = Shapes.FullPull(pull);
        foreach (var (name, value) in more) payload[name] = value;
        End("pull_request", payload, pull.Repository, by);
    }

    public void Review(string action, SandboxPull pull, SandboxReview review, Actor by)
    {
        var payload = Begin(action);
        var shape = Shapes.Review(pull, review);

        // Events write it in small letters, answers in capitals.
        shape["state"] = review.State.ToLowerInvariant();
        payload["review"] = shape;
        payload["pull_request"] = Shapes.Pull(pull);
        End("pull_request_review", payload, pull.Repository, by);
    }

    /// <param name="identifier">The button that was pressed.</param>
    public void CheckRun(
        string action, SandboxRepository repository, SandboxCheckRun run, Actor by, string? identifier = null)
    {
        var payload = Begin(action);
        var shape = Shapes.CheckRun(repository, run);
        shape["check_suite"] = Shapes.CheckSuite(repository, run.HeadSha);
        payload["check_run"] = shape;
        if (identifier is not null) payload["requested_action"] = new JsonObject { ["identifier"] = identifier };
        End("check_run", payload, repository, by);
    }

    public void CheckSuite(string action, SandboxRepository repository, string sha, Actor by)
    {
        var payload = Begin(action);
        payload["check_suite"] = Shapes.FullCheckSuite(repository, sha);
        End("check_suite", payload, repository, by);
    }

    public void MergeGroup(
        string action, SandboxRepository repository, string branch, string into, SandboxCommit head, Actor by)
    {
        var payload = Begin(action);
        payload["merge_group"] = new JsonObject
        {
            ["head_sha"] = head.Sha,
            ["head_ref"] = $"refs/heads/{branch}",
            ["base_sha"] = head.ParentSha,
            ["base_ref"] = $"refs/heads/{into}",
            ["head_commit"] = new JsonObject
            {
                ["id"] = head.Sha,
                ["tree_id"] = head.TreeSha,
                ["message"] = head.Message,
                ["timestamp"] = Shapes.Time(head.At),
                ["author"] = new JsonObject { ["name"] = head.Author.Login, ["email"] = Email(head.Author) },
                ["committer"] = new JsonObject { ["name"] = head.Author.Login, ["email"] = Email(head.Author) },
            },
        };
        End("merge_group", payload, repository, by);
    }
}
