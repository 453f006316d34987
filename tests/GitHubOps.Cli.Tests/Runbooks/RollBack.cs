using System.Text.Json;

namespace GitHubOps.Cli.Tests;

/// <summary>A little repository with one runbook of an owner, and code that it covers.</summary>
internal static class RollBack
{
    public const string Path = "docs/runbooks/roll-back.md";

    public static string Text(string on = "2026-01-01", string covers = "publish/**", string body = "Do it.") =>
        $"---\ntitle: Roll back\nrunbook:\n  owner: \"@acme/release\"\n  severity: s2\n  covers: [\"{covers}\"]\n" +
        $"review:\n  by: \"@ana\"\n  on: {on}\n  kind: read\n---\n# Roll back\n\n{body}\n";

    /// <summary>Main with the runbook, its code and other code; the gate is on.</summary>
    public static TestRepository Repository(string on = "2026-01-01")
    {
        var repository = new TestRepository()
            .Write(Path, Text(on))
            .Write("publish/a.cs", "one\n")
            .Write("other/b.cs", "one\n")
            .Write(".github/ops.yml", "runbooks:\n  in: docs/runbooks/**\n  gate: on touch\n");
        repository.Commit("start");
        return repository;
    }

    /// <summary>
    /// Makes the branch <c>change</c>, and on <c>merge</c> what GitHub tests: its merge with main, which moved on.
    /// </summary>
    public static (string Base, string Head, string Merge) PullRequest(this TestRepository repository,
        Action<TestRepository> change)
    {
        repository.Git("checkout", "-q", "-b", "change");
        change(repository);
        var head = repository.Commit("change");
        repository.Git("checkout", "-q", "main");
        var main = repository.Write("other/main-moved-on.cs", "x\n").Commit("main moves on");
        repository.Git("checkout", "-q", "-b", "merge");
        repository.Git("merge", "-q", "--no-ff", "-m", "merge", "change");
        return (main, head, repository.Head);
    }

    /// <summary>The variables of a workflow that a pull request started.</summary>
    public static (string Name, string Value)[] OnPullRequest(TestRepository folder, string from, string head,
        string tested)
    {
        var file = System.IO.Path.Combine(folder.Root, ".git", "event.json");
        File.WriteAllText(file, JsonSerializer.Serialize(
            new { pull_request = new { @base = new { sha = from }, head = new { sha = head } } }));
        return [("GITHUB_ACTIONS", "true"), ("GITHUB_EVENT_NAME", "pull_request"), ("GITHUB_EVENT_PATH", file),
            ("GITHUB_SHA", tested)];
    }
}
