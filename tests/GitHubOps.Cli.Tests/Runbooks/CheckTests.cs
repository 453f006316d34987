using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

[TestClass]
public class CheckTests
{
    [TestMethod]
    public async Task A_change_under_an_overdue_runbook_is_red_and_names_file_owner_and_command()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/a.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        Golden.Check(run.Output.Replace(start[..12], "<base>", StringComparison.Ordinal), "../golden/check-red.txt");
    }

    [TestMethod]
    public async Task A_change_elsewhere_is_green()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("other/b.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(0, run.ToString());
        Golden.Check(run.Output.Replace(start[..12], "<base>", StringComparison.Ordinal), "../golden/check-green.txt");
    }

    [TestMethod]
    public async Task Without_a_change_age_only_warns()
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("warning RB021");
        (await Tool.RunAsync(repository.Root, "runbooks check --fail-on warning")).ExitCode.ShouldBe(1);
        (await Tool.RunAsync(repository.Root, "runbooks check --today 2026-01-20 --fail-on warning")).ExitCode.ShouldBe(
            0);
    }

    [TestMethod]
    public async Task The_json_report_is_of_a_version()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/a.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start} --format json");
        Golden.Check(run.Output.Replace(start, "<base>", StringComparison.Ordinal), "../golden/check.json");
    }

    [TestMethod]
    public async Task A_finding_keeps_its_alert_while_days_pass_and_the_second_of_a_kind_has_its_own()
    {
        using var repository = RollBack.Repository();
        repository.Write(RollBack.Path, RollBack.Text(body: "[a](a.md) and [b](b.md)")).Commit();
        var today = await FingerprintsAsync(repository, "2026-11-20");
        today.ShouldBe([$"RB035:{RollBack.Path}", $"RB035:{RollBack.Path}:2", $"RB021:{RollBack.Path}"]);
        repository.Write(RollBack.Path, RollBack.Text(body: "More.\n\n[a](a.md) and [b](b.md)")).Commit();
        (await FingerprintsAsync(repository, "2026-12-20")).ShouldBe(today);
    }

    [TestMethod]
    public async Task A_runbook_is_explained_with_its_arithmetic_and_what_it_covers()
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root, $"runbooks explain {RollBack.Path}");
        run.ExitCode.ShouldBe(0, run.ToString());
        Golden.Check(run.Output, "../golden/explain-runbook.txt");
    }

    [TestMethod]
    public async Task A_review_by_the_tool_clears_it_also_on_the_merge_with_a_main_that_moved_on()
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x =>
        {
            x.Write("publish/a.cs", "two\n").Commit();
            Tool.RunAsync(x.Root,
                $"runbooks renew {RollBack.Path} --kind exercised --by @ana").Result.ExitCode.ShouldBe(0);
        });
        // Main gained a covered file meanwhile: what the author saw is the pull request's head, not the merge.
        using var runner = repository.CloneAt("merge", depth: 2);
        var run = await Tool.RunAsync(runner.Root, "runbooks check", RollBack.OnPullRequest(runner, main, head, merge));
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("fresh");
    }

    [TestMethod]
    public async Task A_date_typed_over_does_not()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write(RollBack.Path, RollBack.Text("2026-11-20")).Write("publish/a.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("date only");
    }

    [TestMethod]
    public async Task A_change_of_the_policy_is_judged_by_the_policy_of_its_base()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write(".github/ops.yml", "runbooks:\n  in: nothing/**\n").Write("publish/a.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("judged by the policy of its base");
    }

    [TestMethod]
    [DataRow("runbooks: {gate: maybe}\n", "`runbooks.gate` is `maybe`")]
    [DataRow("runbooks: [\n", "YAML")]
    [DataRow("runbooks: {gates: x}\n", "Did you mean")]
    public async Task A_broken_policy_is_the_users_problem(string policy, string words)
    {
        using var repository = RollBack.Repository();
        repository.Write(".github/ops.yml", policy);
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.ExitCode.ShouldBe(2);
        run.Output.ShouldContain(words);
        run.Output.ShouldContain(".github/ops.yml:1:");
    }

    [TestMethod]
    [DataRow("runbooks check --base no-such-branch")]
    [DataRow("runbooks check --base --output=/tmp/x")]
    [DataRow("runbooks check --today yesterday")]
    [DataRow("runbooks check --fail-on sometimes")]
    [DataRow("runbooks check --timeout 0")]
    [DataRow("runbooks check --root no-such-folder")]
    [DataRow("runbooks check ../outside.md")]
    [DataRow("runbooks check missing.md")]
    [DataRow("runbooks chek")]
    [DataRow("runbooks")]
    [DataRow("")]
    public async Task A_wrong_call_ends_with_two_and_one_line(string words)
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root, words);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.TrimEnd('\n').ShouldStartWith("githubops: ");
        run.Error.TrimEnd('\n').ShouldNotContain("\n");
    }

    [TestMethod]
    public async Task Reports_are_written_beside_what_is_there_already()
    {
        using var repository = RollBack.Repository();
        repository.Write(".git/summary.md", "before\n").Write(".git/outputs", "a=b\n");
        var run = await Tool.RunAsync(repository.Root,
            "runbooks check --summary .git/summary.md --outputs .git/outputs --report .git/report.json");
        run.ExitCode.ShouldBe(0);
        var summary = await File.ReadAllTextAsync(Path.Combine(repository.Root, ".git/summary.md"));
        summary.ShouldStartWith("before\n## Runbooks: pass\n");
        var outputs = await File.ReadAllTextAsync(Path.Combine(repository.Root, ".git/outputs"));
        outputs.ShouldStartWith("a=b\nverdict<<githubops-");
        outputs.ShouldContain("\n1\n");
        using var report = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(repository.Root, ".git/report.json")));
        report.RootElement.GetProperty("schema").GetString().ShouldBe("githubops.runbooks/1");
    }

    [TestMethod]
    public async Task A_report_that_cannot_be_written_is_the_surroundings_fault()
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root, "runbooks check --report no/such/folder/report.json");
        run.ExitCode.ShouldBe(3);
    }

    [TestMethod]
    public async Task Named_runbooks_are_judged_alone()
    {
        using var repository = RollBack.Repository();
        repository.Write("docs/runbooks/other.md", "# no metadata\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check {RollBack.Path}");
        run.Output.ShouldNotContain("other.md");
        var folder = await Tool.RunAsync(repository.Root, "runbooks check docs");
        folder.Output.ShouldContain("other.md");
    }

    private static async Task<string?[]> FingerprintsAsync(TestRepository repository, string today)
    {
        var run =
            await Tool.RunAsync(repository.Root, $"runbooks check --format sarif --fail-on never --today {today}");
        return [
            .. JsonDocument.Parse(run.Output).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(result => result.GetProperty("partialFingerprints").GetProperty("codeAndFile/v1").GetString())];
    }
}
