using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>What changed under a runbook since its review: how much, and what does not count.</summary>
[TestClass]
public class DriftTests
{
    private static readonly string Code = string.Concat(Enumerable.Range(1, 100).Select(n => $"line {n}\n"));

    [TestMethod]
    [DataRow("publish")]
    [DataRow("publish/a.cs")]
    public async Task A_small_change_is_a_notice_that_says_how_much(string covers)
    {
        using var repository = await ReviewedAsync(covers);
        repository.Write("publish/a.cs", Code.Replace("line 7\n", "line seven\n", StringComparison.Ordinal)).Commit();
        var run = await CheckAsync(repository);
        run.Output.ShouldContain(
            $"notice  RB024 {RollBack.Path}:9: `{covers}` changed since the review: 1 file, 1 of 100 lines (1 %)\n");
        run.ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task A_quarter_of_the_lines_or_twenty_files_are_a_warning()
    {
        using var repository = await ReviewedAsync("publish");
        repository.Write("publish/a.cs", Code + string.Concat(Enumerable.Repeat("more\n", 34))).Commit();
        (await CheckAsync(repository)).Output.ShouldContain(
            $"warning RB024 {RollBack.Path}:9: `publish` changed since the review: 1 file, 34 of 134 lines (25 %)\n");
        repository.Write("publish/a.cs", Code);
        for (var n = 0; n < 21; n++) repository.Write($"publish/more/{n}.cs", "").Write($"other/{n}.cs", "");
        repository.Commit();
        (await CheckAsync(repository)).Output.ShouldNotContain("warning RB024");
        for (var n = 0; n < 21; n++) repository.Write($"publish/more/{n}.cs", "x\n");
        repository.Commit();
        (await CheckAsync(repository)).Output.ShouldContain(
            $"warning RB024 {RollBack.Path}:9: `publish` changed since the review: 21 files\n");
    }

    [TestMethod]
    public async Task Blanks_locks_tests_and_generated_files_do_not_count()
    {
        using var repository = await ReviewedAsync("publish");
        repository.Write("publish/a.cs", Code.Replace("line 7\n", "   line\t7  \n\n\n", StringComparison.Ordinal))
            .Write("publish/package-lock.json", "{}\n").Write("publish/tests/new.cs", "x\n")
            .Write("publish/a_test.go", "x\n")
            .Write(".gitattributes", "*.gen.cs linguist-generated\n").Write("publish/b.gen.cs", "x\n")
            .Write("publish/.gitattributes", "/api/*.ts text linguist-generated=true\n")
            .Write("publish/api/x.ts", "x\n").Commit();
        var run = await CheckAsync(repository);
        run.Output.ShouldContain("`publish` changed since the review: 1 file,");
        File.Delete(Path.Combine(repository.Root, "publish/.gitattributes"));
        repository.Write(".gitattributes", "*.gen.cs linguist-generated\npublish/api/*.ts linguist-generated\n")
            .Commit();
        (await CheckAsync(repository)).Output.ShouldNotContain("RB024");
        repository.Write(".gitattributes", "*.gen.cs linguist-generated\npublish/b.gen.cs -linguist-generated\n")
            .Commit();
        (await CheckAsync(repository)).Output.ShouldContain("`publish` changed since the review: 2 files,");
    }

    [TestMethod]
    public async Task What_commits_did_that_people_leave_out_of_blame_does_not_count()
    {
        using var repository = await ReviewedAsync("publish");
        var first = repository.Write("publish/a.cs", Code.ToUpperInvariant()).Commit();
        var second = repository.Write("publish/a.cs", Code.ToUpperInvariant().Replace(' ', '_')).Commit();
        (await CheckAsync(repository)).Output.ShouldContain("warning RB024");
        repository.Write(".git-blame-ignore-revs", $"# all capitals\n{first}\n{second}  # and no blanks\nnonsense\n")
            .Commit();
        (await CheckAsync(repository)).Output.ShouldNotContain("RB024");
        repository.Write("publish/a.cs", Code).Commit();
        (await CheckAsync(repository)).Output.ShouldNotContain("RB024");
        repository.Write("publish/a.cs", "other\n").Commit();
        (await CheckAsync(repository)).Output.ShouldContain("warning RB024");
    }

    [TestMethod]
    public async Task Where_what_was_seen_is_not_here_any_more_it_is_only_told_that_it_changed()
    {
        using var repository = await ReviewedAsync("publish");
        repository.Write("publish/a.cs", "all new\n").Commit();
        using var runner = repository.CloneAt("main", depth: 1);
        var run = await CheckAsync(runner);
        run.Output.ShouldContain($"notice  RB024 {RollBack.Path}:9: `publish` changed since the review\n");
    }

    [TestMethod]
    public async Task A_word_to_type_that_went_since_the_review_is_told_where_no_change_is_judged()
    {
        using var repository = await ReviewedAsync("publish", "Run `payctl --drain-now`.");
        repository.Write("publish/a.cs", Code).Commit();
        var run = await CheckAsync(repository);
        run.Output.ShouldContain($"warning RB070 {RollBack.Path}:");
        run.Output.ShouldContain(
            "what changed since its review takes `--drain-now` out of the code, and the runbook tells a person to " +
            "type it\n        → Mend the runbook.\n");
    }

    [TestMethod]
    public async Task A_baseline_that_puts_drift_off_is_not_called_unused_in_a_change()
    {
        using var repository = await ReviewedAsync("publish");
        repository.Write("publish/a.cs", "all new\n").Commit();
        (await Tool.RunAsync(repository.Root, "runbooks adopt")).ExitCode.ShouldBe(0);
        var start = repository.Commit();
        repository.Read(".github/runbooks.baseline.json").ShouldContain("RB024");
        repository.Write("other/b.cs", "two\n").Commit();
        (await Tool.RunAsync(repository.Root, $"runbooks check --base {start}")).Output.ShouldNotContain("RB052");
    }

    [TestMethod]
    [DataRow("publish")]
    [DataRow("publish/**")]
    [DataRow("publish/a.cs")]
    public async Task Without_git_the_files_on_the_disk_are_held_against_the_review(string covers)
    {
        using var repository = await ReviewedAsync(covers);
        Directory.Move(Path.Combine(repository.Root, ".git"), Path.Combine(repository.Root, "not-git"));
        var words = $"runbooks check --root {repository.Root}";
        (await Tool.RunAsync(repository.Root, words)).Output.ShouldNotContain("RB024");
        repository.Write("publish/a.cs", "other\n");
        var run = await Tool.RunAsync(repository.Root, words);
        run.Output.ShouldContain($"notice  RB024 {RollBack.Path}:9: `{covers}` changed since the review\n");
        run.ExitCode.ShouldBe(0);
        Directory.Delete(Path.Combine(repository.Root, "publish"), recursive: true);
        (await Tool.RunAsync(repository.Root, words)).Output.ShouldNotContain("RB024");
    }

    /// <summary>A runbook over some code, reviewed on the fixed day.</summary>
    private static async Task<TestRepository> ReviewedAsync(string covers, string body = "Do it.")
    {
        var repository = new TestRepository().Write(RollBack.Path, RollBack.Text(covers: covers, body: body))
            .Write("other/b.cs", "one\n").Write("publish/a.cs", body.Contains("--drain-now", StringComparison.Ordinal)
                ? Code + "--drain-now\n" : Code);
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks renew {RollBack.Path} --kind exercised --by @ana");
        run.ExitCode.ShouldBe(0, run.ToString());
        repository.Commit();
        return repository;
    }

    private static Task<ToolRun> CheckAsync(TestRepository repository) =>
        Tool.RunAsync(repository.Root, "runbooks check");
}
