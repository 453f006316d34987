using GitHubOps.Core;

namespace GitHubOps.Cli.Tests;

[TestClass]
public class RenewTests
{
    [TestMethod]
    public async Task Only_the_review_is_rewritten()
    {
        using var repository = RollBack.Repository();
        var before = await File.ReadAllTextAsync(Path.Combine(repository.Root, RollBack.Path));
        var run = await Tool.RunAsync(repository.Root,
            $"runbooks renew {RollBack.Path} --kind exercised --by ben --evidence " +
            "https://github.com/acme/web/issues/812");
        run.ExitCode.ShouldBe(0, run.ToString());
        var after = await File.ReadAllTextAsync(Path.Combine(repository.Root, RollBack.Path));
        after[..after.IndexOf("review:", StringComparison.Ordinal)].ShouldBe(
            before[..before.IndexOf("review:", StringComparison.Ordinal)]);
        after[after.LastIndexOf("---", StringComparison.Ordinal)..].ShouldBe(
            before[before.LastIndexOf("---", StringComparison.Ordinal)..]);
        var review = RunbookReader.Read(RollBack.Path, after).Runbook!.Review!;
        (review.By, RunbookAge.Date(review.On!.Value), review.Kind)
            .ShouldBe(("@ben", "2026-11-20", ReviewKind.Exercised));
        review.Seen.Keys.ShouldBe(["publish/**"]);
        review.Stamp.ShouldBe(RunbookStamp.DigestOf(review));
    }

    [TestMethod]
    public async Task What_was_seen_must_be_committed()
    {
        using var repository = RollBack.Repository();
        repository.Write("publish/new.cs", "x\n");
        var run = await Tool.RunAsync(repository.Root, $"runbooks renew {RollBack.Path} --kind read --by @ana");
        run.ExitCode.ShouldBe(1);
        run.Error.ShouldContain("publish/new.cs");
        repository.Git("status", "--porcelain").ShouldBe("?? publish/new.cs\n");
    }

    [TestMethod]
    [DataRow("--kind read", "--by @login")]
    [DataRow("--kind read --by not/a/login", "no GitHub login")]
    [DataRow("--kind read --by @ana --evidence javascript:alert(1)", "http address")]
    [DataRow("--kind skimmed --by @ana", "skimmed")]
    [DataRow("--by @ana", "--kind")]
    public async Task A_stamp_needs_who_and_how(string words, string answer)
    {
        using var repository = RollBack.Repository();
        var run = await Tool.RunAsync(repository.Root, $"runbooks renew {RollBack.Path} {words}");
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain(answer);
    }

    [TestMethod]
    public async Task Renewing_an_unchanged_runbook_of_unchanged_code_is_no_date_only_change()
    {
        using var repository = RollBack.Repository();
        (await Tool.RunAsync(repository.Root,
            $"runbooks renew {RollBack.Path} --kind read --by @ana --today 2026-05-01")).ExitCode.ShouldBe(0);
        var start = repository.Commit();
        (await Tool.RunAsync(repository.Root,
            $"runbooks renew {RollBack.Path} --kind read --by @ana")).ExitCode.ShouldBe(0);
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(0, run.ToString());
    }

    [TestMethod]
    public async Task Several_are_renewed_at_once_and_one_that_cannot_be_is_told()
    {
        using var repository = RollBack.Repository();
        repository.Write("docs/runbooks/plain.md", "# plain\n").Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks renew docs/runbooks --kind read --by @ana");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("renewed docs/runbooks/roll-back.md");
        run.Error.ShouldContain("docs/runbooks/plain.md");
    }
}
