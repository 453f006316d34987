using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Somebody proposes to change what all repositories share, and sees what it would do in each.</summary>
[TestClass]
public class SharedCheckTests
{
    private const string Shared = "acme/.github";

    [TestMethod]
    public async Task A_change_of_the_shared_file_is_tried_in_each_repository_that_extends_it()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(2));
        var org = road.GitHub.World.Repository(Shared).ReadFile(PolicyFiles.Org)!;
        var changed = org.Replace("s2: 4bh", "s2: 1bh", StringComparison.Ordinal);
        changed.ShouldNotBe(org);
        var pull = await road.GitHub.As("ana").OpenPullAsync(
            Shared, "Answer sooner", new Dictionary<string, string?> { [PolicyFiles.Org] = changed });
        await road.RunAsync(Duration.FromSeconds(30));

        road.Run(pull.HeadSha, "ops/config", Shared).Conclusion.ShouldBe("success",
            road.Run(pull.HeadSha, "ops/config", Shared).Summary);
        var run = road.Run(pull.HeadSha, "ops/replay", Shared);
        var summary = run.Summary.ShouldNotBeNull();
        foreach (var name in (string[])["mcp-analyst-agent", "dashboard-factory", "ide-extension"])
            summary.ShouldContain($"| `acme/{name}` |");
        summary.ShouldContain("| `acme/dashboard-factory` | 1 | 1 | 1 |");
        run.Text.ShouldNotBeNull().ShouldContain($"`{issue.Repository.FullName}#{issue.Number}`");
        run.Text.ShouldContain("`acme/.github/ops/org.yml:");
    }

    [TestMethod]
    public async Task What_would_break_a_repository_fails_the_change_of_the_shared_file_and_names_it()
    {
        await using var road = await Road.BeginAsync();
        var org = road.GitHub.World.Repository(Shared).ReadFile(PolicyFiles.Org)!;
        var pull = await road.GitHub.As("ana").OpenPullAsync(Shared, "Lock it", new Dictionary<string, string?>
        {
            [PolicyFiles.Org] = org.Replace("locked: [", "locked: [severity_rules, ", StringComparison.Ordinal),
        });
        await road.RunAsync(Duration.FromSeconds(30));
        var run = road.Run(pull.HeadSha, "ops/config", Shared);
        run.Conclusion.ShouldBe("failure");
        run.Summary.ShouldNotBeNull().ShouldContain("`acme/dashboard-factory` would have no valid operating model");
        road.Run(pull.HeadSha, "ops/replay", Shared).Conclusion.ShouldBe("neutral");
    }

    [TestMethod]
    public async Task A_mistake_in_the_shared_file_stands_on_its_line()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.GitHub.As("ana").OpenPullAsync(Shared, "Mistake", new Dictionary<string, string?>
        {
            [PolicyFiles.Org] = "version: 1\nseveritiez: {}\n",
        });
        await road.RunAsync(Duration.FromSeconds(30));
        var run = road.Run(pull.HeadSha, "ops/config", Shared);
        run.Conclusion.ShouldBe("failure");
        run.Annotations.ShouldContain(
            one => one.Contains("\"path\":\"ops/org.yml\",\"start_line\":2", StringComparison.Ordinal));
    }
}
