using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// A broken file never means "no rules": the commit says what is wrong, and the last good files stay.
/// </summary>
[TestClass]
public class PushCheckTests
{
    [TestMethod]
    public async Task A_push_that_breaks_the_files_gets_exactly_one_failing_check_and_the_last_good_ones_stay()
    {
        await using var road = await Road.BeginAsync();
        var good = road.Ops();
        road.GitHub.Faults.Deliveries.Double(1);
        var commit =
            await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, good + "severity_rulez: []\n");
        await road.RunAsync(Duration.FromMinutes(2));
        var run = road.Runs(commit.Sha).ShouldHaveSingleItem();
        (run.Name, run.Conclusion).ShouldBe(("ops/config", "failure"));
        run.Summary.ShouldNotBeNull().ShouldContain("stay in force");
        run.DetailsUrl.ShouldNotBeNull().ShouldEndWith($"/commit/{commit.Sha}");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2");

        // What heals it is told, and what comes after is not.
        var healed = await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, good + "# healed\n");
        await road.RunAsync(Duration.FromMinutes(2));
        road.Runs(healed.Sha).ShouldHaveSingleItem().Conclusion.ShouldBe("success");
        var next = await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, good + "# more\n");
        await road.RunAsync(Duration.FromMinutes(2));
        road.Runs(next.Sha).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Good_files_that_were_never_read_before_broken_ones_came_are_the_last_good_ones_all_the_same()
    {
        await using var road = await Road.BeginAsync();
        var live = road.Ops();
        await road.StopAsync();
        await road.GitHub.As("ana").PushFileAsync(
            Road.Repo, PolicyFiles.Ops, live.Replace("mode: live", "mode: paused", StringComparison.Ordinal));
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, live + "severity_rulez: []\n");
        await road.GitHub.WhenDeliveredAsync();
        await road.StartAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(2));
        issue.LabelNames.ShouldBeEmpty("somebody had switched us off");
        road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_push_of_other_files_or_of_another_branch_is_not_judged()
    {
        await using var road = await Road.BeginAsync();
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, "docs/more.md", "# More\n");
        await road.GitHub.As("ana").PushAsync(Road.Repo, "Try",
            new Dictionary<string, string?> { [PolicyFiles.Ops] = "[" }, "try");
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.World.Repository(Road.Repo).CheckRuns.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task The_first_file_of_a_repository_is_judged_too()
    {
        await using var road = await Road.BeginAsync(before: github => github.As("ana").PushAsync(
            Road.Repo, "No model", new Dictionary<string, string?> { [PolicyFiles.Ops] = null }));
        var commit = await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, "version: 1\nmode: on\n");
        await road.RunAsync(Duration.FromMinutes(2));
        road.Run(commit.Sha, "ops/config").Conclusion.ShouldBe("failure");
    }
}
