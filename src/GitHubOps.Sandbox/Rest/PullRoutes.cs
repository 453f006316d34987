using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox;

/// <summary>
/// Pull requests: themselves, their files, and what two commits have in common; a new one of a branch.
/// </summary>
internal static class PullRoutes
{
    /// <summary>GitHub lists no more files of a pull request.</summary>
    private const int FilesMax = 3_000;

    public static readonly Route[] All =
    [
        new("GET", "/repos/{owner}/{repo}/pulls", "pulls/list", Access.Read("pull_requests"), List),
        new("POST", "/repos/{owner}/{repo}/pulls", "pulls/create", Access.Write("pull_requests"), Create),
        new("GET", "/repos/{owner}/{repo}/pulls/{pull_number}", "pulls/get", Access.Read("pull_requests"),
            c => Answer.Ok(c.Shapes.FullPull(Find(c)))),
        new("GET", "/repos/{owner}/{repo}/pulls/{pull_number}/files", "pulls/list-files", Access.Read("pull_requests"),
            Files),
        new("GET", "/repos/{owner}/{repo}/pulls/{pull_number}/reviews", "pulls/list-reviews",
            Access.Read("pull_requests"),
            c => Find(c) is var pull ? Answer.Page(c, pull.Reviews, review => c.Shapes.Review(pull, review))
                : throw Refusal.NotFound()),
        new("GET", "/repos/{owner}/{repo}/compare/{basehead}", "repos/compare-commits-with-basehead",
            Access.Read("contents"), Compare),
        new("GET", "/repos/{owner}/{repo}/rules/branches/{branch+}", "repos/get-branch-rules", Access.Read("metadata"),
            Rules),
    ];

    private static SandboxPull Find(Call call) =>
        call.Repository.Pulls.GetValueOrDefault((int)Math.Min(int.MaxValue, call.Number("pull_number")))
            ?? throw Refusal.NotFound();

    private static Answer List(Call call)
    {
        var state = call.Query("state") ?? "open";
        var pulls = call.Repository.Pulls.Values.Reverse()
            .Where(pull => state == "all" || pull.IsOpen == (state == "open"))
            .Where(pull => call.Query("base") is not { } name || pull.BaseRef == name)
            .Where(pull => call.Query("head") is not { } head || head.Equals(
                $"{(pull.IsFromFork ? pull.Author : pull.Repository.Owner).Login}:{pull.HeadRef}",
                StringComparison.OrdinalIgnoreCase));
        return Answer.Page(call, pulls, call.Shapes.Pull);
    }

    private static Answer Create(Call call)
    {
        var repository = call.Repository;
        var title = call.Text("title") ?? throw Refusal.Invalid("PullRequest", "title", "missing_field");
        var (head, into) = (call.Text("head") ?? "", call.Text("base") ?? "");
        var branch = head.StartsWith(repository.Owner.Login + ":", StringComparison.OrdinalIgnoreCase)
            ? head[(repository.Owner.Login.Length + 1)..] : head;
        if (repository.Branches.GetValueOrDefault(into) is not { } below)
            throw Refusal.Invalid("PullRequest", "base", "invalid");
        if (repository.Branches.GetValueOrDefault(branch) is not { } tip)
            throw Refusal.Invalid("PullRequest", "head", "invalid");
        if (repository.Pulls.Values.Any(
            pull => pull.IsOpen && !pull.IsFromFork && pull.HeadRef == branch && pull.BaseRef == into))
            throw Refusal.Invalid("PullRequest", "head", "custom",
                $"A pull request already exists for {repository.Owner.Login}:{branch}.");
        if (Ancestry.MergeBase(below, tip)?.Sha == tip.Sha)
            throw Refusal.Invalid("PullRequest", "head", "custom", $"No commits between {into} and {branch}");
        return Answer.Created(call.Shapes.FullPull(call.Acts.OpenPull(
            call.Me, repository, title, branch, tip, fromFork: false, into, call.Text("body"))));
    }

    private static Answer Files(Call call)
    {
        var pull = Find(call);
        var files = Ancestry.Differences(Ancestry.MergeBase(pull.BaseCommit, pull.HeadCommit), pull.HeadCommit);
        return Answer.Page(call, files.Take(FilesMax),
            file => GitRoutes.DiffEntry(call, pull.HeadCommit, file.Path, file.Status, file.File.Sha));
    }

    private static Answer Compare(Call call)
    {
        var names = call.Value("basehead").Split("...");
        if (names.Length != 2) throw Refusal.NotFound();
        var one = GitRoutes.Resolve(call.Repository, names[0]) ?? throw Refusal.NotFound();
        var other = GitRoutes.Resolve(call.Repository, names[1]) ?? throw Refusal.NotFound();
        var common = Ancestry.MergeBase(one, other) ?? throw Refusal.Of(404, "No common ancestor between the two");
        var ahead = Ancestry.History(other).TakeWhile(commit => commit.Sha != common.Sha).Reverse().ToList();
        var behind = Ancestry.History(one).TakeWhile(commit => commit.Sha != common.Sha).Count();
        var page = Math.Max(1, int.TryParse(call.Query("page"), out var number) ? number : 1);
        var size = Math.Clamp(int.TryParse(call.Query("per_page"), out var wanted) ? wanted : 250, 1, 250);
        var (web, path) = (Shapes.WebPath(call.Repository),
            $"{call.Shapes.Path(call.Repository)}/compare/{call.Value("basehead")}");
        var answer = new JsonObject
        {
            ["url"] = path,
            ["html_url"] = $"{web}/compare/{call.Value("basehead")}",
            ["permalink_url"] = $"{web}/compare/{one.Sha}...{other.Sha}",
            ["diff_url"] = $"{web}/compare/{call.Value("basehead")}.diff",
            ["patch_url"] = $"{web}/compare/{call.Value("basehead")}.patch",
            ["base_commit"] = GitRoutes.Shape(call, one, withFiles: false),
            ["merge_base_commit"] = GitRoutes.Shape(call, common, withFiles: false),
            ["status"] = (ahead.Count, behind) switch
            {
                (0, 0) => "identical",
                (_, 0) => "ahead",
                (0, _) => "behind",
                _ => "diverged",
            },
            ["ahead_by"] = ahead.Count,
            ["behind_by"] = behind,
            ["total_commits"] = ahead.Count,
            ["commits"] = Shapes.List(ahead.Skip((page - 1) * size).Take(size),
                c => GitRoutes.Shape(call, c, withFiles: false)),
        };

        // GitHub lists the files on the first page only, at most 300.
        if (page == 1) answer["files"] = Shapes.List(Ancestry.Differences(common, other).Take(300),
            file => GitRoutes.DiffEntry(call, other, file.Path, file.Status, file.File.Sha));
        return Answer.Ok(answer);
    }

    private static Answer Rules(Call call)
    {
        var required = call.Value("branch") == call.Repository.DefaultBranch ? call.Repository.RequiredChecks : [];
        return Answer.Page(call, required.Take(1), _ => new JsonObject
        {
            ["type"] = "required_status_checks",
            ["parameters"] = new JsonObject
            {
                ["required_status_checks"] = Shapes.List(required, name => new JsonObject { ["context"] = name }),
                ["strict_required_status_checks_policy"] = false,
            },
            ["ruleset_source_type"] = "Repository",
            ["ruleset_source"] = call.Repository.FullName,
            ["ruleset_id"] = 1,
        });
    }
}
