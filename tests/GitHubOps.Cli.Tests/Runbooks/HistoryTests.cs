namespace GitHubOps.Cli.Tests;

/// <summary>
/// What a checkout holds decides what can be known; what cannot be known is said, and never called fresh.
/// </summary>
[TestClass]
public class HistoryTests
{
    [TestMethod]
    public async Task At_depth_two_the_merge_of_a_pull_request_shows_its_change_exactly()
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        using var runner = repository.CloneAt("merge", depth: 2);
        var run = await Tool.RunAsync(runner.Root, "runbooks check", RollBack.OnPullRequest(runner, main, head, merge));
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("a change of 1 path");
    }

    [TestMethod]
    public async Task What_main_did_meanwhile_is_not_the_pull_requests_change()
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x.Write("docs/readme.md", "x\n"));
        using var runner = repository.CloneAt("merge", depth: 2);
        var run = await Tool.RunAsync(runner.Root, "runbooks check", RollBack.OnPullRequest(runner, main, head, merge));
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("a change of 1 path");
    }

    [TestMethod]
    public async Task At_depth_one_the_base_is_fetched_by_its_id()
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        repository.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        using var runner = repository.CloneAt("merge", depth: 1);
        var run = await Tool.RunAsync(runner.Root, "runbooks check", RollBack.OnPullRequest(runner, main, head, merge));
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("RB020");
    }

    [TestMethod]
    public async Task Where_it_cannot_be_fetched_the_change_is_unknown_with_the_remedy()
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        using var runner = repository.CloneAt("merge", depth: 1);
        runner.Git("remote", "remove", "origin");
        var variables = RollBack.OnPullRequest(runner, main, head, merge);
        var run = await Tool.RunAsync(runner.Root, "runbooks check", variables);
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("runbooks: unknown");
        run.Output.ShouldContain("fetch-depth: 2");
        (await Tool.RunAsync(runner.Root, "runbooks check --unknown fail", variables)).ExitCode.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_checkout_of_the_pull_requests_head_is_compared_from_where_it_left_main()
    {
        using var repository = RollBack.Repository();
        var (main, head, _) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        repository.Git("checkout", "-q", "change");
        var run = await Tool.RunAsync(repository.Root, "runbooks check",
            RollBack.OnPullRequest(repository, main, head, "0"));
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("a change of 1 path");
    }

    [TestMethod]
    public async Task A_checkout_of_something_else_is_not_taken_for_the_pull_request()
    {
        using var repository = RollBack.Repository();
        var (main, head, _) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        repository.Git("checkout", "-q", "main");
        var run = await Tool.RunAsync(repository.Root, "runbooks check",
            RollBack.OnPullRequest(repository, main, head, main));
        run.Output.ShouldContain("the checkout is not of this pull request");
    }

    [TestMethod]
    [DataRow("push", """{"before":"<base>"}""", 1)]
    [DataRow("merge_group", """{"merge_group":{"base_sha":"<base>"}}""", 1)]
    [DataRow("schedule", """{"schedule":"0 3 * * *"}""", 0)]
    [DataRow("workflow_dispatch", """{}""", 0)]
    [DataRow("push", """{"before":"0000000000000000000000000000000000000000"}""", 0)]
    [DataRow("pull_request", """{"pull_request":{"base":{"sha":"--upload-pack=x"},"head":{"sha":"y"}}}""", 0)]
    [DataRow("pull_request", "[]", 0)]
    public async Task Each_event_names_its_own_base(string name, string payload, int expected)
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/a.cs", "two\n").Commit();
        repository.Write(".git/event.json", payload.Replace("<base>", start, StringComparison.Ordinal));
        var run = await Tool.RunAsync(repository.Root, "runbooks check",
            ("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", name),
                ("GITHUB_EVENT_PATH", Path.Combine(repository.Root, ".git/event.json")));
        run.ExitCode.ShouldBe(expected, run.ToString());
    }

    [TestMethod]
    public async Task An_event_that_is_no_json_is_the_surroundings_fault()
    {
        using var repository = RollBack.Repository();
        repository.Write(".git/event.json", "{");
        var run = await Tool.RunAsync(repository.Root, "runbooks check",
            ("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "push"),
                ("GITHUB_EVENT_PATH", Path.Combine(repository.Root, ".git/event.json")));
        run.ExitCode.ShouldBe(3);
        run.Output.ShouldStartWith("::error title=githubops::");
    }

    [TestMethod]
    public async Task A_rename_touches_the_old_path_and_the_new_one()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Git("mv", "publish/a.cs", "other/moved.cs");
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("publish/a.cs");
    }

    [TestMethod]
    public async Task Names_in_any_script_and_with_line_breaks_are_touched_and_printed_on_one_line()
    {
        if (OperatingSystem.IsWindows()) return;
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/größe ünd.cs", "x\n").Write("publish/a\n::error::forged\nb", "x\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start} --format annotations",
            ("GITHUB_ACTIONS", "true"));
        run.ExitCode.ShouldBe(1);
        run.Output.Split('\n').ShouldAllBe(x => !x.TrimStart().StartsWith("::error::forged", StringComparison.Ordinal));
        run.Output.ShouldContain("and 1 more");
        (await Tool.RunAsync(repository.Root, $"runbooks check --base {start} --format json")).Output.ShouldContain(
            "publish/größe ünd.cs");
    }

    [TestMethod]
    public async Task Without_git_ages_are_judged_and_covers_are_not()
    {
        using var repository = RollBack.Repository();
        Directory.Move(Path.Combine(repository.Root, ".git"), Path.Combine(repository.Root, "not-git"));
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --root {repository.Root}");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("RB021");
        run.Output.ShouldContain("no git repository here");
    }

    [TestMethod]
    public async Task A_worktree_and_a_subfolder_are_the_same_repository()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/a.cs", "two\n").Commit();
        repository.Git("worktree", "add", "-q", "-b", "beside", "wt");
        (await Tool.RunAsync(Path.Combine(repository.Root, "wt"), $"runbooks check --base {start}")).ExitCode.ShouldBe(
            1);
        (await Tool.RunAsync(Path.Combine(repository.Root, "publish"),
            $"runbooks check --base {start}")).ExitCode.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_repository_without_a_commit_is_no_crash()
    {
        using var repository = new TestRepository();
        repository.Write(RollBack.Path, RollBack.Text());
        (await Tool.RunAsync(repository.Root, "runbooks check")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task Links_out_of_the_repository_are_not_followed()
    {
        if (OperatingSystem.IsWindows()) return;
        using var repository = RollBack.Repository();
        File.CreateSymbolicLink(Path.Combine(repository.Root, "docs/runbooks/passwd.md"), "/etc/passwd");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "docs/runbooks/circle.md"), "circle.md");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "docs/runbooks/folder.md"), "../../publish");
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain(
            "error   RB034 docs/runbooks/passwd.md:1: is a link out of the repository; not followed\n");
        run.Output.ShouldContain(
            "error   RB034 docs/runbooks/circle.md:1: is a link that leads in a circle or nowhere; not followed\n");
        run.Output.ShouldContain("error   RB034 docs/runbooks/folder.md:1: is a link to a folder; not followed\n");
        run.Output.ShouldNotContain("root:");
    }
}
