using System.Text.Json.Nodes;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Somebody proposes to change the operating model, and reads on the pull request what is wrong with it.</summary>
[TestClass]
public class PullCheckTests
{
    [TestMethod]
    public async Task A_pull_request_that_breaks_the_file_gets_one_failing_check_with_each_problem_on_its_line()
    {
        await using var road = await Road.BeginAsync();
        var broken = Ops(road).Replace("severity_rules:", "severity_rulez:", StringComparison.Ordinal);
        var pull = await road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "Sort severities anew", new Dictionary<string, string?> { [PolicyFiles.Ops] = broken });
        await road.RunAsync(Duration.FromSeconds(30));

        var run = Runs(road, pull.HeadSha).Single(one => one.Name == "ops/config");
        (run.Status, run.Conclusion).ShouldBe(("completed", "failure"));
        run.Title.ShouldNotBeNull().ShouldContain("error");
        var line = 1 + broken.Split('\n').ToList().FindIndex(one => one.StartsWith("severity_rulez", StringComparison.Ordinal));
        var annotation = Annotations(run).First(one => (int)one["start_line"]! == line);
        ((string?)annotation["path"], (string?)annotation["annotation_level"]).ShouldBe((PolicyFiles.Ops, "failure"));
        ((string)annotation["message"]!).ShouldContain("severity_rules");
        run.DetailsUrl.ShouldNotBeNull().ShouldEndWith($"/{Road.Repo}/pull/{pull.Number}/files");

        // It was read, and is not obeyed.
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2");
    }

    [TestMethod]
    public async Task A_pull_request_that_touches_nothing_of_the_operating_model_gets_no_check()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "Say more", new Dictionary<string, string?> { ["docs/more.md"] = "# More\n" });
        await road.RunAsync(Duration.FromSeconds(30));
        Runs(road, pull.HeadSha).ShouldBeEmpty();
    }

    internal static string Ops(Road road) => road.GitHub.World.Repository(Road.Repo).ReadFile(PolicyFiles.Ops)!;

    internal static IEnumerable<SandboxCheckRun> Runs(Road road, string sha, string repository = Road.Repo) =>
        road.GitHub.World.Repository(repository).CheckRuns.Where(run => run.HeadSha == sha);

    internal static IEnumerable<JsonNode> Annotations(SandboxCheckRun run) =>
        run.Annotations.Select(one => JsonNode.Parse(one)!);
}
