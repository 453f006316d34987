using GitHubOps.Core;

namespace GitHubOps.Cli.Tests;

/// <summary>A house with many old documents starts with the gate, and pays its debt in portions.</summary>
[TestClass]
public class AdoptTests
{
    private const string Policy = "runbooks:\n  in: docs/runbooks/**\n  gate: on touch\n";

    [TestMethod]
    public async Task Three_hundred_stale_documents_are_adopted_by_one_command()
    {
        using var repository = Old(300);
        (await Tool.RunAsync(repository.Root, "runbooks check --fail-on warning")).ExitCode.ShouldBe(1);
        var adopt = await Tool.RunAsync(repository.Root, "runbooks adopt");
        adopt.ExitCode.ShouldBe(0, adopt.ToString());
        adopt.Output.ShouldContain("300 findings of 300 documents are put off in .github/runbooks.baseline.json");
        adopt.Output.ShouldContain("- @acme/team-9  30         3       2026-11-27  2027-01-29");
        repository.Commit();
        var check = await Tool.RunAsync(repository.Root, "runbooks check --fail-on warning");
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Output.ShouldContain("300 exempt by the baseline, the last until 2027-01-29 " +
            "(more than half: this gate says little yet)");
        (await Tool.RunAsync(repository.Root, "runbooks check --fail-on warning --today 2026-11-27")).ExitCode.ShouldBe(
            1);
    }

    [TestMethod]
    public async Task After_it_a_change_under_an_old_runbook_is_asked_and_not_blocked()
    {
        using var repository = Old(3);
        await Tool.RunAsync(repository.Root, "runbooks adopt");
        var start = repository.Commit();
        repository.Write("code/0.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("warning RB020");
        run.Output.ShouldContain("(exempt until 2026-11-27)");
        (await Tool.RunAsync(repository.Root, $"runbooks check --base {start} --today 2026-12-20")).ExitCode.ShouldBe(
            1);
    }

    [TestMethod]
    public async Task A_pull_request_cannot_extend_its_own_baseline()
    {
        using var repository = Old(3);
        await Tool.RunAsync(repository.Root, "runbooks adopt");
        var start = repository.Commit();
        var text = repository.Read(RunbookBaseline.Place);
        repository.Write(RunbookBaseline.Place, text.Replace("2026-11-27", "2027-05-01", StringComparison.Ordinal))
            .Write("code/0.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain(
            "error   RB051 .github/runbooks.baseline.json:4: RB021 of `docs/runbooks/0.md` is not exempt");
        run.Output.ShouldContain("error   RB020");
    }

    [TestMethod]
    public async Task Nor_add_to_it_nor_adopt_again()
    {
        using var repository = Old(3);
        await Tool.RunAsync(repository.Root, "runbooks adopt");
        var start = repository.Commit();
        repository.Write("docs/runbooks/new.md", Text(0)).Commit();
        var again = await Tool.RunAsync(repository.Root, "runbooks adopt");
        again.ExitCode.ShouldBe(2);
        again.Error.ShouldContain("can only shrink");
        File.Delete(Path.Combine(repository.Root, RunbookBaseline.Place));
        (await Tool.RunAsync(repository.Root, "runbooks adopt")).ExitCode.ShouldBe(0);
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain(
            "RB051 .github/runbooks.baseline.json:7: RB021 of `docs/runbooks/new.md` is not exempt");
    }

    [TestMethod]
    public async Task What_is_mended_must_leave_the_file_and_one_command_takes_it_out()
    {
        using var repository = Old(3);
        await Tool.RunAsync(repository.Root, "runbooks adopt");
        repository.Commit();
        await Tool.RunAsync(repository.Root, "runbooks renew docs/runbooks/1.md --kind exercised --by @ana");
        repository.Commit();
        var check = await Tool.RunAsync(repository.Root, "runbooks check");
        check.ExitCode.ShouldBe(1, check.ToString());
        check.Output.ShouldContain(
            "RB052 .github/runbooks.baseline.json:5: RB021 of `docs/runbooks/1.md` is exempt and not " +
            "found any more");
        var prune = await Tool.RunAsync(repository.Root, "runbooks adopt --prune");
        prune.Output.ShouldContain("Took 1 of 3 exemptions out");
        (await Tool.RunAsync(repository.Root, "runbooks check")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task Mending_a_word_of_an_exempt_runbook_ends_nothing()
    {
        using var repository = Old(1);
        await Tool.RunAsync(repository.Root, "runbooks adopt");
        var start = repository.Commit();
        repository.Write("docs/runbooks/0.md", Text(0).Replace("Do it.", "Do it now.", StringComparison.Ordinal))
            .Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start} --fail-on warning");
        run.ExitCode.ShouldBe(0, run.ToString());
    }

    [TestMethod]
    public async Task A_document_without_metadata_belongs_to_the_first_approver()
    {
        using var repository = new TestRepository();
        repository.Write("OWNERS", "approvers: [ana, ben]\n").Write("docs/runbooks/a.md", "# A\n").Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks adopt");
        run.Output.ShouldContain("- @ana");
    }

    [TestMethod]
    public async Task A_broken_baseline_is_an_error_with_its_line_and_exempts_nothing()
    {
        using var repository = Old(1);
        repository.Write(RunbookBaseline.Place, "[]\n").Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain(
            "error   RB050 .github/runbooks.baseline.json:1: must be a map with `schema` and `entries`");
        (await Tool.RunAsync(repository.Root, "runbooks adopt --prune")).ExitCode.ShouldBe(2);
    }

    [TestMethod]
    public async Task A_waiver_lets_a_change_pass_with_a_warning_that_says_why()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        var waive = await Tool.RunAsync(repository.Root,
            ["runbooks", "waive", RollBack.Path, "--until", "2026-12-01", "--by", "ben", "--because",
                "incident 812 runs"]);
        waive.ExitCode.ShouldBe(0, waive.ToString());
        repository.Write("publish/a.cs", "two\n").Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("waived until 2026-12-01 by @ben: incident 812 runs");
        (await Tool.RunAsync(repository.Root,
            ["runbooks", "waive", RollBack.Path, "--until", "2026-12-10", "--by", "ben", "--because",
                "again"])).ExitCode.ShouldBe(2);
        (await Tool.RunAsync(repository.Root, $"runbooks check --base {start} --today 2026-12-01")).ExitCode.ShouldBe(
            1);
    }

    [TestMethod]
    [DataRow("2027-01-01", "because", "--until must be a day between")]
    [DataRow("2026-11-20", "because", "--until must be a day between")]
    [DataRow("2026-11-25", " ", "--because must say why")]
    public async Task A_waiver_is_short_and_has_a_reason(string until, string because, string words)
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root,
            ["runbooks", "waive", RollBack.Path, "--until", until, "--by", "ben", "--because", because]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(words);
    }

    [TestMethod]
    public async Task A_document_becomes_a_runbook_and_a_new_one_begins_as_a_draft()
    {
        using var repository = new TestRepository();
        repository.Write("OWNERS", "approvers: [ana]\n")
            .Write("docs/runbooks/plain.md", "\uFEFF# Plain\r\n\r\nDo it.\r\n")
            .Write("docs/runbooks/titled.md", "---\ntitle: Titled\n---\n# Titled\n").Write("src/a.cs", "x\n").Commit();
        var run = await Tool.RunAsync(repository.Root,
            "runbooks init docs/runbooks/plain.md docs/runbooks/titled.md docs/runbooks/roll-back.md --covers src/** " +
                "--severity s1");
        run.ExitCode.ShouldBe(0, run.ToString());
        var plain = await File.ReadAllBytesAsync(Path.Combine(repository.Root, "docs/runbooks/plain.md"));
        plain.AsSpan(0, 3).SequenceEqual("\uFEFF"u8).ShouldBeTrue();
        repository.Read("docs/runbooks/plain.md").ShouldBe(
            "---\r\nrunbook:\r\n  owner: \"@ana\"\r\n  severity: s1\r\n  covers: [\"src/**\"]\r\n---\r\n# " +
                "Plain\r\n\r\nDo it.\r\n");
        repository.Read("docs/runbooks/titled.md").ShouldStartWith("---\ntitle: Titled\nrunbook:\n  owner: \"@ana\"\n");
        repository.Read("docs/runbooks/roll-back.md").ShouldContain("state: draft");
        repository.Commit();
        var check = await Tool.RunAsync(repository.Root, "runbooks check");
        check.ExitCode.ShouldBe(0, check.ToString());
        check.Output.ShouldNotContain("RB001");
    }

    [TestMethod]
    [DataRow("docs/runbooks/roll-back.md --owner @ana", 1, "says already that it is a runbook")]
    [DataRow("docs/runbooks/new.md", 2, "add --owner @you")]
    [DataRow("docs/runbooks/new.md --owner a/b/c", 2, "cannot be an owner")]
    [DataRow("../x.md --owner @ana", 2, "no Markdown document of the repository")]
    [DataRow("publish/a.cs --owner @ana", 2, "no Markdown document of the repository")]
    public async Task What_cannot_become_one_is_told(string words, int code, string answer)
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root, "runbooks init " + words);
        run.ExitCode.ShouldBe(code, run.ToString());
        run.Error.ShouldContain(answer);
        repository.Git("status", "--porcelain").ShouldBeEmpty();
    }

    private static TestRepository Old(int count)
    {
        var repository = new TestRepository().Write(".github/ops.yml", Policy);
        for (var n = 0; n < count; n++)
            repository.Write($"docs/runbooks/{n}.md", Text(n)).Write($"code/{n}.cs", "one\n");
        repository.Commit();
        return repository;
    }

    private static string Text(int n) =>
        $"---\nrunbook:\n  owner: \"@acme/team-{n % 10}\"\n  covers: [code/{n}.cs]\n---\n# Old\n\nDo it.\n";
}
