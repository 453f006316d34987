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

    [TestMethod]
    public async Task Reading_the_same_words_over_changed_code_holds_half_as_long_and_following_them_twice_longer()
    {
        using var repository = RollBack.Repository();
        await RenewAsync("--kind read --by @ana --today 2026-05-01");
        repository.Write("publish/a.cs", "two\n").Commit();
        (await RenewAsync("--kind read --by @ana --today 2026-08-01")).ShouldContain("× ½");
        Review().Holds.ShouldBe(ReviewHold.Half);
        (await Tool.RunAsync(repository.Root, $"runbooks explain {RollBack.Path} --today 2026-08-02")).Output
            .ShouldContain(
                "reviewed 2026-08-01 + 180d (default of s2) × ½ (read only: the code had changed, the text had not)" +
                " = due 2026-10-30");
        await RenewAsync("--kind exercised --by @ana --today 2026-08-02");
        Review().Holds.ShouldBeNull();
        (await RenewAsync("--kind incident --by @ana --today 2026-09-02")).ShouldContain("× 1½");
        Review().Holds.ShouldBe(ReviewHold.Longer);

        async Task<string> RenewAsync(string words)
        {
            var run = await Tool.RunAsync(repository.Root, $"runbooks renew {RollBack.Path} {words}");
            run.ExitCode.ShouldBe(0, run.ToString());
            repository.Commit();
            return run.Output;
        }

        RunbookReview Review() => RunbookReader.Read(RollBack.Path, repository.Read(RollBack.Path)).Runbook!.Review!;
    }

    [TestMethod]
    public async Task A_review_typed_by_hand_to_hold_longer_is_refused_in_its_change()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        await Tool.RunAsync(repository.Root, $"runbooks renew {RollBack.Path} --kind read --by @ana");
        var text = repository.Read(RollBack.Path);
        repository.Write(RollBack.Path, text.Replace("  stamp:", "  holds: longer\n  stamp:", StringComparison.Ordinal))
            .Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("the new review was edited by hand after it was written");
    }

    [TestMethod]
    public async Task An_owner_who_has_left_is_an_error_that_names_who_could_take_over()
    {
        using var repository = RollBack.Repository();
        repository.Write("publish/OWNERS", "approvers: [ben]\nemeritus_approvers: [zoe]\n")
            .Write(RollBack.Path, RollBack.Text().Replace("@acme/release", "@zoe", StringComparison.Ordinal)).Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("error   RB012 docs/runbooks/roll-back.md:1: the owner @zoe has left");
        run.Output.ShouldContain("who approves there: @ben");
    }
}
