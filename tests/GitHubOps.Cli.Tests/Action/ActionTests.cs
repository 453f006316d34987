using System.Security.Cryptography;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>The composite Action as GitHub's own parser and evaluator run it, over a little repository.</summary>
[TestClass]
public class ActionTests
{
    private static readonly Lazy<ShippedAction> Once = new(() => new ShippedAction());

    private static ShippedAction Shipped => Once.Value;

    [ClassCleanup]
    public static void Clean()
    {
        if (Once.IsValueCreated) Shipped.Dispose();
    }

    [TestMethod]
    public async Task A_pull_request_under_an_overdue_runbook_is_red_and_says_how_to_clear_it()
    {
        using var repository = RollBack.Repository();
        var run = await Shipped.RunOnPullRequestAsync(repository, x => x.Write("publish/a.cs", "two\n"));
        run.Ok.ShouldBeFalse(run.ToString());
        run.Output("verdict").ShouldBe("fail");
        run.Output("stale-count").ShouldBe("1");
        var error = run.Annotations[0];
        error.ShouldStartWith("error docs/runbooks/roll-back.md:9 ");
        error.ShouldContain("@acme/release");
        error.ShouldContain("githubops runbooks renew docs/runbooks/roll-back.md --kind read --by @you");
        run.Summary.ShouldContain("### What blocks what");
        run.Summary.ShouldContain(
            "| `docs/runbooks/roll-back.md` | `@acme/release` | `overdue` | `publish/a.cs` | `BLOCKS` |");
    }

    [TestMethod]
    public async Task A_pull_request_elsewhere_is_green_and_annotates_nothing()
    {
        using var repository = RollBack.Repository();
        var run = await Shipped.RunOnPullRequestAsync(repository, x => x.Write("other/b.cs", "two\n"));
        run.Ok.ShouldBeTrue(run.ToString());
        run.Output("verdict").ShouldBe("pass");
        run.Output("stale-count").ShouldBe("1");
        run.Annotations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Mode_report_tells_the_same_and_blocks_nobody()
    {
        using var repository = RollBack.Repository();
        var run = await Shipped.RunOnPullRequestAsync(repository, x => x.Write("publish/a.cs", "two\n"), "mode=report");
        run.Ok.ShouldBeTrue(run.ToString());
        run.Output("verdict").ShouldBe("fail");
        run.Annotations.Single().ShouldStartWith("error ");
    }

    [TestMethod]
    [DataRow("mode=gate\n::error::forged")]
    [DataRow("mode=$(touch pwned)")]
    [DataRow("fail-on=never")]
    [DataRow("format=`touch pwned`")]
    [DataRow("today=2026-11-20; touch pwned")]
    [DataRow("base=HEAD\n::set-output name=verdict::pass")]
    [DataRow("base=--output=pwned")]
    [DataRow("base=$(touch pwned)")]
    [DataRow("path=docs\n--fail-on never")]
    [DataRow("path=../..")]
    [DataRow("path=$(touch${IFS}pwned)")]
    [DataRow("path=--help")]
    [DataRow("baseline=../outside.json")]
    [DataRow("baseline=x\n::error::forged")]
    public async Task A_hostile_input_is_refused_and_runs_nothing(string input)
    {
        using var repository = RollBack.Repository();
        var run = await Shipped.RunAsync(repository, """{"event_name":"workflow_dispatch"}""", "{}", input);
        run.Ok.ShouldBeFalse(run.ToString());
        run.Output("verdict").ShouldBe("error");
        run.Annotations.ShouldAllBe(x =>
            x.StartsWith("error : ", StringComparison.Ordinal) &&
            !x.StartsWith("error : forged", StringComparison.Ordinal));
        File.Exists(Path.Combine(repository.Root, "pwned")).ShouldBeFalse();
    }

    [TestMethod]
    [DynamicData(nameof(EventsAndDepths))]
    public async Task Each_event_is_judged_at_each_depth_among_hostile_names(string name, int depth, string verdict)
    {
        if (OperatingSystem.IsWindows()) return;
        using var repository = RollBack.Repository();
        var (main, head, merge) = repository.PullRequest(x => x
            .Write("publish/a.cs", "two\n")
            .Write("publish/$(touch pwned)\n::error::forged", "x\n")
            .Write("docs/runbooks/;touch pwned %0A::error::forged.md", "# ::error::forged\n"));
        repository.Git("config", "uploadpack.allowAnySHA1InWant", "true");
        using var runner = repository.CloneAt("merge", depth);
        var payload = JsonSerializer.Serialize(new
        {
            before = main,
            merge_group = new { base_sha = main },
            pull_request = new { @base = new { sha = main }, head = new { sha = head } },
        });
        var context = JsonSerializer.Serialize(new { event_name = name, sha = merge });
        var run = await Shipped.RunAsync(runner, context, payload);
        run.Output("verdict").ShouldBe(verdict, run.ToString());
        run.Ok.ShouldBe(verdict == "pass", run.ToString());
        run.Output("error-count").ShouldBe(verdict == "pass" ? "0" : "1");
        run.Annotations.ShouldAllBe(x => x.Contains(" docs/runbooks/", StringComparison.Ordinal), run.ToString());
        run.Commands.Except(["error", "warning", "stop-commands"]).ShouldBeEmpty();
        Directory.GetFiles(runner.Root, "pwned", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    public static IEnumerable<object[]> EventsAndDepths() =>
        from name in new[] { "push", "pull_request", "merge_group", "schedule", "workflow_dispatch" }
        from depth in new[] { 1, 2, 50 }
        select new object[] { name, depth, name is "schedule" or "workflow_dispatch" ? "pass" : "fail" };

    [TestMethod]
    public async Task Hostile_names_and_texts_in_the_repository_forge_nothing()
    {
        if (OperatingSystem.IsWindows()) return;
        using var repository = RollBack.Repository();
        var title = RollBack.Text().Replace("title: Roll back", "title: \"::error::forged\"", StringComparison.Ordinal);
        var run = await Shipped.RunOnPullRequestAsync(repository, x => x
            .Write("docs/runbooks/::error::forged $(touch pwned).md", title)
            .Write("docs/runbooks/new\n::error::forged\nline.md",
                "---\nrunbook:\n  owner: \"\\n::error::forged\"\n---\n")
            .Write("docs/runbooks/percent%0A::error::forged.md", "---\nrunbook: ['##[error]forged']\n---\n")
            .Write("docs/runbooks/%25%0a,x=y.md", "---\n::error::forged: [\n---\n")
            .Write("publish/##[error]forged", "x\n")
            .Write("publish/\n##[error]forged", "x\n"));
        run.Ok.ShouldBeFalse();
        run.Annotations.ShouldAllBe(x => x.Contains(" docs/runbooks/", StringComparison.Ordinal), run.ToString());
        run.Commands.Except(["error", "warning", "stop-commands"]).ShouldBeEmpty();
        File.Exists(Path.Combine(repository.Root, "pwned")).ShouldBeFalse();
        run.Summary.ShouldNotContain("\n::error");
    }

    [TestMethod]
    public async Task The_budget_of_annotations_is_kept()
    {
        using var repository = RollBack.Repository();
        for (var i = 0; i < 25; i++) repository.Write($"docs/runbooks/more-{i:00}.md", RollBack.Text());
        repository.Commit();
        var run = await Shipped.RunOnPullRequestAsync(repository, x => x.Write("publish/a.cs", "two\n"));
        run.Annotations.Count(x => x.StartsWith("error ", StringComparison.Ordinal)).ShouldBe(9);
        run.Annotations[^1].ShouldBe("error : 18 more, see the summary of this run");
        run.Warnings.ShouldNotContain(x => x.Contains("keeps 10", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task A_shipped_program_that_was_changed_is_not_run()
    {
        using var action = new ShippedAction();
        using var repository = RollBack.Repository();
        await File.AppendAllTextAsync(Path.Combine(action.Folder, "dist", "githubops.runtimeconfig.json"), " ");
        var changed = await action.RunAsync(repository, """{"event_name":"workflow_dispatch"}""", "{}");
        changed.Annotations[0].ShouldContain("does not match its SHA256SUMS");
        using var other = new ShippedAction();
        await File.WriteAllTextAsync(Path.Combine(other.Folder, "dist", "Extra.dll"), "");
        var added = await other.RunAsync(repository, """{"event_name":"workflow_dispatch"}""", "{}");
        added.Annotations[0].ShouldContain("does not name");
    }

    [TestMethod]
    public async Task Without_a_shipped_program_it_builds_itself_from_the_source_beside_it()
    {
        Conformance.Need();
        using var repository = RollBack.Repository();
        var run = await CompositeRun.StartAsync(
            Checkout.PathTo("action"), repository.Root, """{"event_name":"schedule"}""", "{}");
        run.Ok.ShouldBeTrue(run.ToString());
        run.Log.ShouldContain("building it once from source");
        run.Output("verdict").ShouldBe("pass");
        run.Annotations.Single().ShouldStartWith("warning docs/runbooks/roll-back.md:9 ");
    }

    [TestMethod]
    public async Task Three_independent_linters_have_nothing_to_say()
    {
        Conformance.Need();
        string[] files = [Checkout.PathTo("action", "action.yml"),
            .. Directory.GetFiles(Checkout.PathTo(".github", "workflows"), "*.yml")];
        var run = await Conformance.RunAsync("lint-actions.mjs", files);
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.Trim().ShouldBeEmpty();
    }

    /// <summary>The Action as a release has it: with the program, and the sums of its files.</summary>
    private sealed class ShippedAction : IDisposable
    {
        public ShippedAction()
        {
            Conformance.Need();
            var dist = Directory.CreateDirectory(Path.Combine(Folder, "dist")).FullName;
            foreach (var name in new[] { "action.yml", "run.sh" })
                File.Copy(Checkout.PathTo("action", name), Path.Combine(Folder, name));
            var built = AppContext.BaseDirectory.Replace(
                Path.Combine("tests", "GitHubOps.Cli.Tests"), Path.Combine("src", "GitHubOps.Cli"),
                    StringComparison.Ordinal);
            foreach (var file in Directory.GetFiles(built).Where(x => Path.GetExtension(x) is ".dll" or ".json"))
                File.Copy(file, Path.Combine(dist, Path.GetFileName(file)));
            var sums = Directory.GetFiles(dist)
                .Select(x =>
                $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(x)))}  {Path.GetFileName(x)}\n");
            File.WriteAllText(Path.Combine(dist, "SHA256SUMS"), string.Concat(sums));
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("githubops-action-").FullName;

        public async Task<CompositeRun> RunOnPullRequestAsync(TestRepository repository, Action<TestRepository> change,
            params string[] inputs)
        {
            var (from, head, merge) = repository.PullRequest(change);
            using var runner = repository.CloneAt("merge", depth: 2);
            var payload = JsonSerializer.Serialize(
                new { pull_request = new { @base = new { sha = from }, head = new { sha = head } } });
            var context = JsonSerializer.Serialize(new { event_name = "pull_request", sha = merge });
            return await RunAsync(runner, context, payload, inputs);
        }

        public Task<CompositeRun> RunAsync(TestRepository repository, string context, string payload,
            params string[] inputs) =>
            CompositeRun.StartAsync(Folder, repository.Root, context, payload, inputs);

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
