namespace GitHubOps.Sandbox.Tests;

/// <summary>Broad lives of a world, for judges of shape.</summary>
internal static class Scenario
{
    /// <summary>Operations that are no part of GitHub's REST description.</summary>
    public static readonly string[] NotDriven = ["graphql"];

    /// <summary>All that <see cref="LiveAsync"/> tells.</summary>
    public static readonly string[] Told =
    [
        "installation.created", "installation.deleted", "installation.suspend", "installation.unsuspend",
        "installation.new_permissions_accepted",
        "check_run.requested_action", "check_run.rerequested", "check_suite.rerequested",
        "merge_group.checks_requested",
        "pull_request.closed", "pull_request.edited", "pull_request.opened", "pull_request.reopened",
        "pull_request.synchronize",
        "installation_repositories.added", "installation_repositories.removed",
        "issue_comment.created", "issue_comment.deleted", "issue_comment.edited", "issues.assigned", "issues.closed",
        "issues.deleted", "issues.demilestoned", "issues.edited", "issues.labeled", "issues.locked",
        "issues.milestoned",
        "issues.opened", "issues.reopened", "issues.transferred", "issues.unassigned", "issues.unlabeled",
        "issues.unlocked",
        "label.created", "label.deleted", "label.edited", "member.added", "member.edited", "member.removed", "push",
        "repository.archived", "repository.deleted", "repository.privatized", "repository.publicized",
        "repository.renamed",
        "repository.unarchived",
    ];

    private static readonly Dictionary<string, string?> Better =
        new() { ["docs/a.md"] = "# A, at its best\n", ["docs/b.md"] = "B" };

    public static async Task FillAsync(Acme acme)
    {
        acme.Sandbox.World.AddTeam("acme", "core", "ana", "ben");
        await acme.Ana.PushFileAsync("acme/kit", "docs/a.md", "# A\n");
        await acme.Ana.PushFileAsync("acme/kit", "docs/a.md", "# A, better\n");
        for (var i = 1; i <= 3; i++) await acme.Omar.OpenIssueAsync("acme/kit", $"Issue {i}", "Help");
        var issue = acme.Kit.Issues[1];
        await acme.Ana.AddLabelAsync(issue, "bug");
        await acme.Ana.AssignAsync(issue, "ben");
        await acme.Omar.CommentAsync(issue, "more");
        await acme.Ana.SetTypeAsync(issue, "Bug");
        await acme.Ana.SetMilestoneAsync(issue, await acme.Ana.CreateMilestoneAsync("acme/kit", "May"));
        await acme.Ana.CloseAsync(acme.Kit.Issues[2], "duplicate");
        await acme.Omar.OpenForkPullAsync("acme/kit", "Say it better", Better, body: "It closes #1.");
        await acme.Ana.RequireCheckAsync("acme/kit", "ops/config");
        acme.Sandbox.World.AddRepository("pia", "own");
        acme.Sandbox.App.WebhookUrl = new Uri("http://127.0.0.1:9/nobody-listens");
        await acme.Sandbox.As("pia").InstallAppAsync("pia", "pia/own");
        await acme.Sandbox.WhenDeliveredAsync();
    }

    public static IEnumerable<string> AppReads(Acme acme) =>
    [
        "/app", "/app/installations", $"/app/installations/{acme.Installation.Id}", "/repos/acme/kit/installation",
        "/app/hook/config", "/app/hook/deliveries", $"/app/hook/deliveries/{acme.Sandbox.Deliveries[^1].Id}",
        "/orgs/acme/installation", "/users/pia/installation",
    ];

    /// <summary>What the App does by its JWT; the last act ends the installation.</summary>
    public static IEnumerable<(string Method, string Path, object? Body, int Status)> AppWrites(Acme acme)
    {
        var installation = $"/app/installations/{acme.Installation.Id}";
        yield return ("PATCH", "/app/hook/config",
            new { url = "http://127.0.0.1:9/hook", secret = "sixteen bytes or more" }, 200);
        yield return ("POST", $"/app/hook/deliveries/{acme.Sandbox.Deliveries[^1].Id}/attempts", null, 202);
        yield return ("PUT", installation + "/suspended", null, 204);
        yield return ("DELETE", installation + "/suspended", null, 204);
        yield return ("DELETE", installation, null, 204);
    }

    public static IEnumerable<(string Method, string Path, object? Body, int Status)> Calls(Acme acme)
    {
        const string kit = "/repos/acme/kit";
        const string one = kit + "/issues/1";
        var head = acme.Kit.Head!;
        var comment = acme.Kit.Issues[1].Comments[0].Id;
        var @event = acme.Kit.Issues[1].Timeline.First(e => e.Kind == "labeled").Id;
        foreach (var path in (string[])
        [
            "/installation/repositories", "/apps/githubops", "/meta", "/versions", "/rate_limit", kit,
            kit + "/issues?state=all&per_page=2",
            one, one + "/labels", one + "/comments", one + "/events", one + "/timeline", one + "/reactions",
            kit + "/issues/comments",
            $"{kit}/issues/comments/{comment}", $"{kit}/issues/comments/{comment}/reactions", kit + "/issues/events",
            $"{kit}/issues/events/{@event}", kit + "/labels", kit + "/labels/bug", kit + "/milestones",
            kit + "/milestones/1",
            kit + "/assignees", kit + "/collaborators", kit + "/collaborators/chidi/permission",
            kit + "/contents/docs/a.md",
            kit + "/contents/docs", kit + "/contents/", kit + "/git/trees/main?recursive=1",
            $"{kit}/git/blobs/{head.Files["docs/a.md"].Sha}",
            kit + "/git/ref/heads%2Fmain", kit + "/commits", $"{kit}/commits/{head.Sha}", kit + "/branches",
            kit + "/branches/main",
            kit + "/pulls", kit + "/pulls/4", kit + "/pulls/4/files", kit + "/pulls/4/reviews",
            $"{kit}/compare/main...{acme.Kit.Pulls[4].HeadSha}",
            kit + "/rules/branches/main", kit + "/commits/main/check-runs", kit + "/issue-types",
            "/search/issues?q=repo:acme/kit+is:open", "/users/ana",
            $"/user/{acme.Sandbox.App.Bot.Id}", "/orgs/acme/members", "/orgs/acme/memberships/ana", "/orgs/acme/teams",
            "/orgs/acme/teams/core", "/orgs/acme/teams/core/members", "/orgs/acme/teams/core/memberships/ben",
        ]) yield return ("GET", path, null, 200);
        foreach (var path in (string[])[kit + "/assignees/chidi", one + "/assignees/omar", kit + "/collaborators/chidi",
            "/orgs/acme/members/ben"])
            yield return ("GET", path, null, 204);
        yield return ("GET", "/orgs/acme/issue-types", null, 403);
        foreach (var call in Writes(kit, one, comment, head.Sha)) yield return call;
        foreach (var call in Proposal(kit, head)) yield return call;
    }

    /// <summary>A commit made by hand, a branch that shows it, and its pull request.</summary>
    private static IEnumerable<(string Method, string Path, object? Body, int Status)> Proposal(
        string kit, SandboxCommit head)
    {
        var file = new { path = "docs/c.md", mode = "100644", type = "blob", content = "# C\n" };
        var tree = GitNames.Tree(head.Files.SetItem("docs/c.md", GitNames.Blob("# C\n"u8)), "");
        yield return ("GET", $"{kit}/git/commits/{head.Sha}", null, 200);
        yield return ("POST", kit + "/git/trees", new { base_tree = head.TreeSha, tree = new[] { file } }, 201);
        yield return ("POST", kit + "/git/trees", new { base_tree = GitNames.Nothing, tree = new[] { file } }, 422);
        yield return ("POST", kit + "/git/commits", new { message = "Add C", tree, parents = new[] { head.Sha } }, 201);
        yield return ("POST", kit + "/git/refs", new { @ref = "refs/heads/proposal", sha = head.Sha }, 201);
        yield return ("POST", kit + "/git/refs", new { @ref = "refs/heads/proposal", sha = head.Sha }, 422);
        yield return ("POST", kit + "/git/refs", new { @ref = "refs/heads/other", sha = GitNames.Nothing }, 422);
        yield return ("POST", kit + "/pulls", new { title = "Empty", head = "proposal", @base = "main" }, 422);
        yield return ("PATCH", kit + "/git/refs/heads%2Fproposal", new { sha = head.ParentSha }, 422);
        yield return ("PATCH", kit + "/git/refs/heads%2Fproposal", new { sha = head.ParentSha, force = true }, 200);
        yield return ("PATCH", kit + "/git/refs/heads%2Fnowhere", new { sha = head.Sha }, 422);
        yield return ("POST", kit + "/pulls", new { title = "Nowhere", head = "nowhere", @base = "main" }, 422);
        yield return ("POST", kit + "/pulls", new { title = "Again", head = "main", @base = "proposal", body = "b" },
            201);
        yield return ("POST", kit + "/pulls", new { title = "Again", head = "main", @base = "proposal" }, 422);
        yield return ("GET", kit + "/pulls?state=open&head=acme%3Amain&base=proposal", null, 200);
    }

    private static IEnumerable<(string Method, string Path, object? Body, int Status)> Writes(
        string kit, string one, long comment, string sha)
    {
        yield return ("POST", kit + "/issues", new { title = "By REST", body = "b", labels = new[] { "bug" } }, 201);
        yield return ("PATCH", one, new { title = "Better", state = "closed", state_reason = "not_planned" }, 200);
        yield return ("POST", one + "/labels", new { labels = new[] { "question" } }, 200);
        yield return ("PUT", one + "/labels", new { labels = new[] { "bug" } }, 200);
        yield return ("DELETE", one + "/labels/bug", null, 200);
        yield return ("DELETE", one + "/labels", null, 204);
        yield return ("POST", one + "/assignees", new { assignees = new[] { "chidi" } }, 201);
        yield return ("DELETE", one + "/assignees", new { assignees = new[] { "chidi" } }, 200);
        yield return ("POST", one + "/comments", new { body = "hello" }, 201);
        yield return ("PATCH", $"{kit}/issues/comments/{comment}", new { body = "hello again" }, 200);
        yield return ("POST", $"{kit}/issues/comments/{comment}/reactions", new { content = "eyes" }, 201);
        yield return ("DELETE", $"{kit}/issues/comments/{comment}/reactions/1", null, 404);
        yield return ("POST", one + "/reactions", new { content = "rocket" }, 201);
        yield return ("DELETE", one + "/reactions/1", null, 404);
        yield return ("DELETE", $"{kit}/issues/comments/{comment}", null, 204);
        yield return ("PUT", one + "/lock", new { lock_reason = "resolved" }, 204);
        yield return ("DELETE", one + "/lock", null, 204);
        yield return ("POST", kit + "/labels", new { name = "area/api", color = "f29513" }, 201);
        yield return ("PATCH", kit + "/labels/area%2Fapi", new { new_name = "area/http" }, 200);
        yield return ("DELETE", kit + "/labels/area%2Fhttp", null, 204);
        yield return ("POST", kit + "/milestones", new { title = "June" }, 201);
        yield return ("POST", kit + "/check-runs", new { name = "ops/config", head_sha = sha, status = "in_progress" },
            201);
        yield return ("GET", kit + "/check-runs/1", null, 404);
        yield return ("PATCH", kit + "/check-runs/1", new { conclusion = "success" }, 404);
        yield return ("GET", kit + "/check-runs/1/annotations", null, 404);
        yield return ("POST", kit + "/labels", new { name = "bug", color = "f29513" }, 422);
    }

    /// <summary>A full life of a world by people's hands and the App's.</summary>
    public static async Task LiveAsync(Acme acme)
    {
        var ana = acme.Ana;
        await ana.PushFileAsync("acme/kit", "a.md", "A");
        await ana.PushAsync("acme/kit", "Begin a branch",
            new Dictionary<string, string?> { ["a.md"] = null, ["b.md"] = "B" }, "topic");
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Omar.EditIssueAsync(issue, "It fails at night", "Really");
        await ana.AddLabelAsync(issue, "bug");
        await ana.RemoveLabelAsync(issue, "bug");
        await ana.AssignAsync(issue, "ben");
        await ana.UnassignAsync(issue, "ben");
        await ana.SetMilestoneAsync(issue, await ana.CreateMilestoneAsync("acme/kit", "May"));
        await ana.SetMilestoneAsync(issue, null);
        var comment = await acme.Omar.CommentAsync(issue, "more");
        await acme.Omar.EditCommentAsync(comment, "less");
        await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/comments", new { body = "By the App" });
        await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels", new { labels = new[] { "brand new" } });
        await acme.Omar.DeleteCommentAsync(comment);
        await ana.CloseAsync(issue, "not_planned");
        await ana.ReopenAsync(issue);
        await ana.LockAsync(issue, "too heated");
        await ana.UnlockAsync(issue);
        await ana.TransferAsync(issue, "acme/vault");
        await ana.DeleteIssueAsync(await acme.Omar.OpenIssueAsync("acme/kit", "Spam"));
        await LiveInPullsAsync(acme);
        await ana.CreateLabelAsync("acme/kit", "area/api", description: "d");
        await ana.EditLabelAsync("acme/kit", "area/api", "area/http", "ffffff", "e");
        await ana.DeleteLabelAsync("acme/kit", "area/http");
        foreach (var role in (RepositoryRole[])[RepositoryRole.Write, RepositoryRole.Read, RepositoryRole.None])
            await ana.SetRoleAsync("acme/kit", "eve", role);
        await ana.RenameRepositoryAsync("acme/kit", "toolkit");
        await ana.SetVisibilityAsync("acme/toolkit", true);
        await ana.SetVisibilityAsync("acme/toolkit", false);
        await ana.ArchiveRepositoryAsync("acme/toolkit");
        await ana.ArchiveRepositoryAsync("acme/toolkit", false);
        await ana.DeleteRepositoryAsync("acme/toolkit");
        await ana.SuspendAppAsync(acme.Installation);
        await ana.SuspendAppAsync(acme.Installation, false);
        await ana.AcceptPermissionsAsync(acme.Installation);
        await ana.UninstallAppAsync(acme.Installation);
        await LiveAloneAsync(acme.Sandbox);
    }

    private static async Task LiveInPullsAsync(Acme acme)
    {
        var ana = acme.Ana;
        var pull = await ana.OpenPullAsync("acme/kit", "Begin", Better);
        await ana.PushToPullAsync(pull, new Dictionary<string, string?> { ["docs/c.md"] = "C" });
        await acme.Omar.EditCommentAsync(await acme.Omar.CommentAsync(pull, "more"), "less");
        await ana.DismissReviewAsync(pull, await acme.Omar.ReviewAsync(pull));
        await ana.RetargetPullAsync(pull, "topic");
        await ana.RetargetPullAsync(pull, "main");
        await ana.ClosePullAsync(pull);
        await ana.ReopenPullAsync(pull);
        await acme.Client.SendAsync("POST", "/repos/acme/kit/check-runs", new
        {
            name = "ops/config", head_sha = pull.HeadSha, status = "completed", conclusion = "action_required",
            output = new { title = "t", summary = "s" },
            actions = new[] { new { label = "Agree", description = "d", identifier = "agree" } },
        });
        await ana.PressCheckButtonAsync("acme/kit", acme.Kit.CheckRuns[^1], "agree");
        await ana.RerequestCheckAsync("acme/kit", acme.Kit.CheckRuns[^1]);
        await ana.RerequestChecksAsync("acme/kit", pull.HeadSha);
        await ana.EnqueuePullAsync(pull);
        await ana.MergePullAsync(pull);
    }

    /// <summary>A person's own repositories, chosen one by one.</summary>
    private static async Task LiveAloneAsync(GitHubSandbox sandbox)
    {
        foreach (var name in (string[])["own", "other"]) sandbox.World.AddRepository("pia", name);
        var pia = sandbox.As("pia");
        var installation = await pia.InstallAppAsync("pia", "pia/own");
        await pia.OpenIssueAsync("pia/own", "Remember the milk", null, "bug");
        await pia.AddToInstallationAsync(installation, "pia/other");
        await pia.RemoveFromInstallationAsync(installation, "pia/other");
    }
}
