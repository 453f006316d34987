using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GitHubOps.Cli.Tests;

/// <summary>What people do to runbooks, and the words that they read then.</summary>
[TestClass]
public class BadInputTests
{
    private const string Path = "docs/runbooks/x.md";
    private const string Good = "---\nrunbook:\n  owner: \"@ana\"\n";
    private const string Review = "review:\n  by: \"@ana\"\n  on: 2026-11-01\n  kind: read\n---\n# X\n";

    public static IEnumerable<object[]> Texts()
    {
        yield return Row("no front matter", "# X\n",
            "warning RB001 docs/runbooks/x.md:1: no runbook metadata\n        → Add it: `githubops runbooks init " +
                "docs/runbooks/x.md`.\n");
        yield return Row("malformed YAML", "---\nrunbook:\n  owner: a: b\n---\n",
            "error   RB002 docs/runbooks/x.md:3:11: YAML: mapping values are not allowed here\n" +
            "        → Put a value that holds `: ` into quotes.\n" +
            "           2 | runbook:\n           3 |   owner: a: b\n");
        yield return Row("never closed", "---\nrunbook:\n  owner: a\n",
            "error   RB002 docs/runbooks/x.md:1:1: the front matter opened on line 1 is never closed (looked at 64 " +
            "KiB)\n        → Close it with a line `---`.\n");
        yield return Row("a key twice", Good + "  owner: \"@ben\"\n" + Review,
            "error   RB002 docs/runbooks/x.md:4:3: the key `owner` stands here for the second time (first 1 line " +
                "above)\n");
        yield return Row("a tab", "---\nrunbook:\n\towner: a\n---\n",
            "error   RB002 docs/runbooks/x.md:3:1: YAML: a tab stands in the indentation\n");
        yield return Row("an anchor", "---\na: &a [x]\nrunbook:\n  owner: *a\n---\n",
            "error   RB002 docs/runbooks/x.md:2:4: YAML anchors (`&name`) are not read\n");
        yield return Row("an alias", "---\na: [x]\nrunbook:\n  owner: *a\n---\n",
            "error   RB002 docs/runbooks/x.md:4:10: YAML aliases (`*name`) are not read\n");
        yield return Row("too deep", "---\na: " + new string('[', 40) + new string(']', 40) + "\n---\n",
            "error   RB002 docs/runbooks/x.md:2:19: nested deeper than 16 levels\n");
        yield return Row("too many nodes",
            "---\na: [" + string.Concat(Enumerable.Repeat("x,", 3000)) + "x]\n---\n",
            "error   RB002 docs/runbooks/x.md:2:3999: more than 2000 values\n");
        yield return Row("30 February", Dated("2026-02-30"),
            "error   RB003 docs/runbooks/x.md:6:7: `on: 2026-02-30` is not a calendar date\n        → Write " +
                "YYYY-MM-DD.\n");
        yield return Row("two ways to read it", Dated("03/04/2026"),
            "error   RB003 docs/runbooks/x.md:6:7: `on: 03/04/2026` is not a calendar date\n" +
            "        → Write YYYY-MM-DD (03/04/2026 can be read in two ways).\n");
        yield return Row("soon", Dated("soon"),
            "error   RB003 docs/runbooks/x.md:6:7: `on: soon` is not a calendar date\n        → Write YYYY-MM-DD.\n");
        yield return Row("a year of three digits", Dated("202-01-01"),
            "RB003 docs/runbooks/x.md:6:7: `on: 202-01-01` is not");
        yield return Row("in the future", Dated("2028-01-06"),
            "error   RB004 docs/runbooks/x.md:6: reviewed 412 days in the future (2028-01-06)\n");
        yield return Row("interval 0", Good + "  interval: 0d\n" + Review,
            "error   RB007 docs/runbooks/x.md:4:13: `interval: 0d` must be longer than nothing; write `90d`, or " +
                "`never` with a `reason`\n");
        yield return Row("interval negative", Good + "  interval: -5d\n" + Review,
            "RB007 docs/runbooks/x.md:4:13: `interval: -5d` must be longer");
        yield return Row("interval of a century", Good + "  interval: 100y\n" + Review,
            "RB007 docs/runbooks/x.md:4:13: `interval: 100y` is longer than 730 days; write a shorter one, or " +
                "`never` with a `reason`\n");
        yield return Row("no owner", "---\nrunbook:\n  severity: s3\n" + Review,
            "error   RB010 docs/runbooks/x.md:3: the runbook has no owner\n        → Add `owner: \"@org/team\"` " +
            "(or `@user`, a name of OWNERS_ALIASES, `rotation:name`).\n");
        yield return Row("an owner nobody defined", "---\nrunbook:\n  owner: leeds\n" + Review,
            "error   RB013 docs/runbooks/x.md:1: the owner `leeds` is no name of OWNERS_ALIASES and no rotation of " +
            "ops.yml\n        → Did you mean `leads`?\n");
        yield return Row("an owner who left",
            "---\nrunbook:\n  owner: \"@zoe\"\n  covers: [services/payment/**]\n" + Review,
            "error   RB012 docs/runbooks/x.md:1: the owner @zoe has left: `OWNERS` lists them as emeritus\n" +
            "        → Name another owner; who approves there: @ben, @ana.\n");
        yield return Row("covers nothing", Good + "  covers: [services/payments/**]\n" + Review,
            "error   RB030 docs/runbooks/x.md:4: `covers` holds `services/payments/**`, which matches no file\n" +
            "        → Did you mean `services/payment/**`?\n");
        yield return Row("covers everything", Good + "  covers: ['**']\n" + Review,
            "warning RB031 docs/runbooks/x.md:4: `covers` matches 100 % of the repository; drift is not told\n");
        yield return Row("a pointer of LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:00\n",
            "notice  RB005 docs/runbooks/x.md:1: is a Git LFS pointer; not checked\n        → Keep runbooks out of " +
                "LFS.\n");
        yield return Row("larger than a mebibyte", Good + Review + "[gone](gone.md)\n" + new string('x', 1024 * 1024),
            "notice  RB008 docs/runbooks/x.md:1: is larger than 1 MiB: its metadata is checked, its text is not\n");
    }

    [TestMethod]
    [DynamicData(nameof(Texts))]
    public async Task The_words_are_these(string what, string text, string words)
    {
        using var repository = Repository(Encoding.UTF8.GetBytes(text));
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain(words, customMessage: what);
        run.Output.ShouldNotContain("gone.md");
        run.Output.ShouldContain("runbooks: ");
    }

    [TestMethod]
    [DataRow("FF-FE-2D-00",
        "warning RB005 docs/runbooks/x.md:1: is not UTF-8 (UTF-16LE byte order mark); not checked\n")]
    [DataRow("2D-2D-2D-0A-C3-28",
        "warning RB005 docs/runbooks/x.md:1: is not UTF-8 (bytes that are no character); not checked\n")]
    [DataRow("89-50-4E-47-00", "warning RB005 docs/runbooks/x.md:1: is not UTF-8 (it holds zero bytes); not checked\n")]
    public async Task What_is_no_text_is_told_and_not_judged(string bytes, string words)
    {
        using var repository = Repository(
            [.. bytes.Split('-').Select(x => byte.Parse(x, NumberStyles.HexNumber, CultureInfo.InvariantCulture))]);
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain(words);
    }

    [TestMethod]
    [DataRow("2026-11-01")]
    [DataRow("'2026-11-01'")]
    [DataRow("\"2026-11-01\"")]
    [DataRow("2026-11-21")]
    public async Task A_date_with_and_without_quotes_and_of_tomorrow_somewhere_is_a_date(string on)
    {
        using var repository = Repository(Encoding.UTF8.GetBytes(Dated(on)));
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain(
            "runbooks: pass; 1 runbook on 2026-11-20, everything as it stands; 0 errors, 0 warnings; 0 overdue.");
    }

    [TestMethod]
    public async Task A_document_of_a_submodule_is_unknown_and_not_read()
    {
        using var library = new TestRepository();
        library.Write("docs/inside.md", "---\nrunbook: [\n---\n").Commit();
        using var repository = Repository("# X\n"u8.ToArray());
        repository.Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", new Uri(library.Root).AbsoluteUri,
            "docs/runbooks/lib");
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain(
            "warning RB005 docs/runbooks/lib/docs/inside.md:1: unknown: in submodule docs/runbooks/lib (gitlink); " +
                "not checked\n");
        run.Output.ShouldContain("2 unknown");
        run.Output.ShouldNotContain("RB002");
    }

    [TestMethod]
    public async Task An_alert_whose_runbook_was_renamed_is_told_the_new_place()
    {
        using var repository = Repository(Encoding.UTF8.GetBytes(Good + Review));
        repository.Write("alerts/x.yaml",
            "groups:\n- rules:\n  - alert: Deep\n    expr: up\n    annotations:\n      runbook_url: " +
                "docs/runbooks/x.md\n");
        var start = repository.Commit();
        repository.Git("mv", Path, "docs/runbooks/renamed.md");
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain(
            "error   RB062 alerts/x.yaml:6: the alert `Deep` leads to `docs/runbooks/x.md`, which does not exist\n" +
            "        → It is now `docs/runbooks/renamed.md`.\n");
    }

    [TestMethod]
    public async Task Two_runbooks_that_claim_one_alert_are_both_named()
    {
        using var repository = Repository(Encoding.UTF8.GetBytes(Good + "  alerts: [Deep]\n" + Review));
        repository.Write("docs/runbooks/y.md", Good + "  alerts: [Deep]\n" + Review).Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain(
            "error   RB064 docs/runbooks/x.md:1: the alert `Deep` is claimed by `docs/runbooks/x.md` and " +
            "`docs/runbooks/y.md`\n        → Let one of them answer it.\n");
    }

    [TestMethod]
    [DataRow("someone/web", true)]
    [DataRow("Acme/Web", false)]
    [DataRow(null, true)]
    public async Task A_pull_request_from_a_fork_is_judged_whole_and_told_once_what_its_token_cannot_do(
        string? from, bool isFork)
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        var variables = RollBack.OnPullRequest(repository, main, head, merge);
        await File.WriteAllTextAsync(System.IO.Path.Combine(repository.Root, ".git", "event.json"),
            JsonSerializer.Serialize(new
            {
                pull_request = new
                {
                    @base = new { sha = main, repo = new { full_name = "acme/web" } },
                    head = new { sha = head, repo = from is null ? null : new { full_name = from } },
                },
            }));
        var run = await Tool.RunAsync(repository.Root, "runbooks check --format annotations --report .git/report.json",
            variables);
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.Split(
            "note    a pull request from a fork: its token only reads, so no SARIF, issue or comment is written from " +
                "here\n")
            .Length.ShouldBe(isFork ? 2 : 1);
        run.Output.ShouldContain("\n::error file=");
        File.Exists(System.IO.Path.Combine(repository.Root, ".git/report.json")).ShouldBeTrue();
    }

    [TestMethod]
    public async Task One_broken_file_does_not_hide_another()
    {
        using var repository = Repository("---\n- : [\n---\n"u8.ToArray());
        repository.Write("docs/runbooks/y.md", "# Y\n").Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain("RB002 docs/runbooks/x.md");
        run.Output.ShouldContain("RB001 docs/runbooks/y.md");
    }

    [TestMethod]
    public async Task A_team_that_only_github_knows_is_unverified_and_fails_nobody()
    {
        using var repository =
            Repository(Encoding.UTF8.GetBytes("---\nrunbook:\n  owner: \"@acme/private\"\n" + Review));
        var run = await Tool.RunAsync(repository.Root, "runbooks check --format json --fail-on warning");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("\"owner_state\": \"unverified\"");
    }

    [TestMethod]
    public async Task A_link_to_a_runbook_beside_it_is_noted_and_judged_once()
    {
        if (OperatingSystem.IsWindows()) return;
        using var repository = Repository("# X\n"u8.ToArray());
        File.CreateSymbolicLink(System.IO.Path.Combine(repository.Root, "docs/runbooks/also.md"), "x.md");
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks check");
        run.Output.ShouldContain(
            "note    docs/runbooks/also.md is a link to docs/runbooks/x.md, which is judged there\n");
        run.Output.ShouldContain("1 runbook on");
    }

    [TestMethod]
    public async Task A_commit_dated_2038_changes_nothing()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/a.cs", "two\n");
        repository.Git("add", "-A");
        repository.Git("-c", "user.name=Ana", "commit", "-q", "-m", "far", "--date=2038-01-19T03:14:07Z");
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain("today 2026-11-20");
    }

    [TestMethod]
    public async Task Own_files_under_pull_request_target_are_judged_with_a_warning_to_the_neighbours()
    {
        using var repository = RollBack.Repository();
        var (main, head, _) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        repository.Git("checkout", "-q", "change");
        var variables = RollBack.OnPullRequest(repository, main, head, main);
        variables[1] = ("GITHUB_EVENT_NAME", "pull_request_target");
        var run = await Tool.RunAsync(repository.Root, "runbooks check", variables);
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldContain(
            "note    pull_request_target with the pull request's own files: safe here, and not for what runs beside " +
                "it\n");
    }

    [TestMethod]
    public async Task Ten_thousand_findings_are_grouped_by_owner_and_cut_by_bytes_while_the_report_has_all()
    {
        using var repository = new TestRepository();
        var links = string.Concat(Enumerable.Range(0, 400).Select(n => $"[ü](größe-{n}-{new string('ö', 60)}.md)\n"));
        for (var n = 0; n < 25; n++)
            repository.Write($"docs/runbooks/{n}.md", $"---\nrunbook:\n  owner: \"@o{n % 3}\"\n" + Review + links);
        repository.Write(".git/summary.md", new string('x', 100_000) + "\n").Commit();
        var run = await Tool.RunAsync(repository.Root,
            "runbooks check --format annotations --summary .git/summary.md --report .git/report.json",
            ("GITHUB_ACTIONS", "true"));
        run.ExitCode.ShouldBe(1);
        run.Output.Split('\n').Count(x => x.StartsWith("::error ", StringComparison.Ordinal)).ShouldBe(8);
        run.Output.ShouldContain("::error::9992 more, see the summary of this run\n");
        run.Output.ShouldContain("… and 9800 more; --format json has them all");
        var summary = await File.ReadAllTextAsync(System.IO.Path.Combine(repository.Root, ".git/summary.md"));
        Encoding.UTF8.GetByteCount(summary).ShouldBeInRange(800 * 1024, 900 * 1024 + 200);
        summary.ShouldContain(
            "### Whose they are\n\n| owner | errors | warnings |\n|---|---|---|\n| `@o0` | 3600 | 0 |\n");
        summary.ShouldContain("… cut here");
        (await File.ReadAllTextAsync(System.IO.Path.Combine(repository.Root, ".git/report.json")))
            .Split("\"code\": \"RB035\"").Length.ShouldBe(10_001);
    }

    private static object[] Row(string what, string text, string words) => [what, text, words];

    private static string Dated(string on) => Good + $"review:\n  by: \"@ana\"\n  on: {on}\n  kind: read\n---\n# X\n";

    private static TestRepository Repository(byte[] runbook)
    {
        var repository = new TestRepository().Write("OWNERS", "approvers: [ana]\nemeritus_approvers: [zoe]\n")
            .Write("services/payment/OWNERS", "approvers: [ben]\noptions: {no_parent_owners: true}\n")
            .Write("OWNERS_ALIASES", "aliases:\n  leads: [ana]\n").Write(Path, "");
        for (var n = 0; n < 22; n++) repository.Write($"services/payment/{n}.cs", "x\n");
        File.WriteAllBytes(System.IO.Path.Combine(repository.Root, Path), runbook);
        repository.Commit();
        return repository;
    }
}
