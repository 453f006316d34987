using System.Diagnostics;
using System.Text.Json;

namespace GitHubOps.Cli.Tests;

/// <summary>What git makes hard: cut histories, merges, odd names, folders in folders. And what it may cost.</summary>
[TestClass]
public class GitTrapTests
{
    [TestMethod]
    [DataRow(1)]
    [DataRow(60)]
    public async Task A_whole_run_starts_git_at_most_three_times_however_many_runbooks_there_are(int runbooks)
    {
        using var repository = RollBack.Repository();
        for (var n = 1; n < runbooks; n++) repository.Write($"docs/runbooks/{n}.md", RollBack.Text());
        var start = repository.Commit();
        (await ProcessesAsync(repository, "")).ShouldBe(1);
        repository.Write("publish/a.cs", "two\n").Commit();
        (await ProcessesAsync(repository, $"--base {start}")).ShouldBe(2);
    }

    [TestMethod]
    [DataRow(1, 2)]
    [DataRow(2, 1)]
    public async Task Nor_more_on_a_pull_request_that_must_fetch_its_base_and_brings_a_stamp(int depth, int expected)
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x =>
        {
            x.Write("publish/a.cs", "two\n").Commit();
            Tool.RunAsync(x.Root, $"runbooks renew {RollBack.Path} --kind read --by @ana").Result.ExitCode.ShouldBe(0);
        });
        repository.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        using var runner = repository.CloneAt("merge", depth);
        var run = await Tool.RunAsync(runner.Root, "runbooks check --format json",
            RollBack.OnPullRequest(runner, main, head, merge));
        run.ExitCode.ShouldBe(0, run.ToString());
        Processes(run.Output).ShouldBe(expected);
    }

    [TestMethod]
    [DataRow("sha1")]
    [DataRow("sha256")]
    public void Trees_are_read_as_git_lists_them(string format)
    {
        if (OperatingSystem.IsWindows()) return;
        using var repository = new TestRepository();
        Directory.Delete(Path.Combine(repository.Root, ".git"), recursive: true);
        repository.Git("init", "-q", "-b", "main", "--object-format=" + format);
        repository.Write("a/b/c.txt", "1").Write("a/b.txt", "2").Write("a-b/x", "3").Write("größe/ü\n\t.md", "4")
            .Write("z", "5");
        File.CreateSymbolicLink(Path.Combine(repository.Root, "link"), "a/b.txt");
        var first = repository.Commit();
        repository.Git("mv", "a/b/c.txt", "a/moved.txt");
        repository.Git("rm", "-q", "z");
        repository.Write("z/now-a-folder", "6").Write("a-b/x", "7");
        File.SetUnixFileMode(Path.Combine(repository.Root, "a/b.txt"),
            UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var second = repository.Commit();
        using var git = GitRepository.Find(repository.Root)!;
        var tree = git.Tree(second, CancellationToken.None);
        tree.Files.Select(x => $"{x.Mode} blob {x.ObjectId}\t{x.Path}").Order(StringComparer.Ordinal)
            .ShouldBe(Fields(repository.Git("ls-tree", "-r", "-z", second)).Order(StringComparer.Ordinal));
        var changes = git.Changes(first, second, CancellationToken.None);
        changes.Select(x => $":{x.OldMode} {x.NewMode} {x.OldId} {x.NewId} {x.Status}|{x.Path}")
            .Order(StringComparer.Ordinal)
            .ShouldBe(
                Fields(repository.Git("diff-tree", "-r", "-z", "--raw", "--no-renames", "--no-abbrev", first, second))
                .Chunk(2).Select(x => $"{x[0]}|{x[1]}").Order(StringComparer.Ordinal));
        git.ProcessCount.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_history_cut_by_date_judges_a_merge_by_its_own_parents()
    {
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x.Write("publish/a.cs", "two\n"));
        using var runner = new TestRepository();
        runner.Git("remote", "add", "origin", new Uri(repository.Root).AbsoluteUri);
        runner.Git("fetch", "-q", "--shallow-since=2026-10-31", "origin", "merge");
        runner.Git("checkout", "-q", "FETCH_HEAD");
        var run = await Tool.RunAsync(runner.Root, "runbooks check", RollBack.OnPullRequest(runner, main, head, merge));
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("a change of 1 path");
    }

    [TestMethod]
    public async Task Where_a_cut_history_does_not_reach_back_nothing_is_called_fresh()
    {
        using var repository = RollBack.Repository();
        var (main, head, _) = repository.PullRequest(x =>
        {
            for (var n = 0; n < 3; n++) x.Write("publish/a.cs", $"{n}\n").Commit();
        });
        using var runner = repository.CloneAt("change", depth: 1);
        runner.Git("fetch", "-q", "--depth=1", "origin", "main");
        var run = await Tool.RunAsync(runner.Root, "runbooks check", RollBack.OnPullRequest(runner, main, head, "0"));
        run.Output.ShouldContain("runbooks: unknown");
        run.Output.ShouldContain("does not reach back to where the change left");
    }

    [TestMethod]
    public async Task What_only_a_merge_changed_is_seen()
    {
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Git("checkout", "-q", "-b", "side");
        repository.Write("other/side.cs", "x\n").Commit();
        repository.Git("checkout", "-q", "main");
        repository.Git("merge", "-q", "--no-ff", "--no-commit", "side");
        repository.Write("publish/a.cs", "changed by the merge itself\n").Commit("merge");
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("`publish/a.cs`");
    }

    [TestMethod]
    public async Task A_submodule_that_is_covered_is_touched_by_its_new_commit_and_what_it_holds_is_unknown()
    {
        using var library = new TestRepository();
        library.Write("inside.cs", "one\n").Commit();
        using var repository = RollBack.Repository();
        repository.Write(RollBack.Path, RollBack.Text(covers: "libs/lib"))
            .Write("docs/runbooks/inside.md", RollBack.Text(covers: "libs/lib/inside.cs"));
        repository.Git("-c", "protocol.file.allow=always", "submodule", "add", "-q", new Uri(library.Root).AbsoluteUri,
            "libs/lib");
        var start = repository.Commit();
        library.Write("inside.cs", "two\n").Commit();
        repository.Git("-C", "libs/lib", "-c", "protocol.file.allow=always", "pull", "-q", "origin", "main");
        repository.Commit();
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("this change touches `libs/lib`");
        run.Output.ShouldContain("`covers` holds `libs/lib/inside.cs`: unknown, in submodule libs/lib (gitlink)");
        var inside = await Tool.RunAsync(Path.Combine(repository.Root, "libs", "lib"), "runbooks check");
        inside.ExitCode.ShouldBe(0, inside.ToString());
        inside.Output.ShouldContain("0 runbooks");
    }

    [TestMethod]
    public async Task A_folder_of_another_user_is_read_without_changing_anybodys_configuration()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName != "root") return;
        using var repository = RollBack.Repository();
        var start = repository.Head;
        repository.Write("publish/a.cs", "two\n").Commit();
        using (var chown = Process.Start("chown", ["-R", "12345", repository.Root])) await chown.WaitForExitAsync();
        Should.Throw<InvalidOperationException>(() => repository.Git("log")).Message.ShouldContain("dubious ownership");
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --base {start}");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("RB020");
    }

    private static async Task<int> ProcessesAsync(TestRepository repository, string words)
    {
        var run = await Tool.RunAsync(repository.Root, $"runbooks check --format json {words}");
        return Processes(run.Output);
    }

    private static int Processes(string report) =>
        JsonDocument.Parse(report).RootElement.GetProperty("counts").GetProperty("git_processes").GetInt32();

    private static string[] Fields(string text) => text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
