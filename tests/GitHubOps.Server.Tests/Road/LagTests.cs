using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>GitHub answers reads from copies that are some seconds behind, and does not say so.</summary>
[TestClass]
public class LagTests
{
    private static readonly TimeSpan Lag = TimeSpan.FromSeconds(5);

    [TestMethod]
    public async Task A_write_whose_answer_was_lost_is_not_done_again_though_a_replica_does_not_show_it_yet()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.ApplyThenFail(1, 502, IsIssueWrite);
        road.GitHub.Faults.Stale(1000, Lag);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(10));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1);
    }

    [TestMethod]
    public async Task What_a_person_took_off_before_the_lost_write_was_looked_at_stays_off()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.ApplyThenFail(1, 502, IsIssueWrite);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(9));
        road.GitHub.Faults.Deliveries.Lose(1, happened => happened.FullName == "issues.unlabeled");
        await road.GitHub.As("dee").RemoveLabelAsync(issue, "sev/s2");
        await road.RunAsync(Duration.FromMinutes(4));
        issue.LabelNames.ShouldNotContain("sev/s2");
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task Files_that_a_replica_shows_after_a_push_are_not_believed_for_an_hour()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Stale(1000, Lag);
        await PushAsync(road, "mode: live", "mode: paused");
        await road.OpenFormAsync("Read while the old files are still shown");
        await road.RunAsync(Duration.FromSeconds(15));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task What_a_person_takes_off_during_a_pause_is_not_put_on_by_a_write_that_waited_for_its_end()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Fail(4, 403, request => request.IsWrite);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(12));
        road.GitHub.Ledger.WritesFor(issue).ShouldAllBe(write => write.Status == 403);
        await PushAsync(road, "mode: live", "mode: paused");
        await road.RunAsync(Duration.FromSeconds(20));
        await road.GitHub.As("dee").AddLabelAsync(issue, "sev/s2");
        await road.GitHub.As("dee").RemoveLabelAsync(issue, "sev/s2");
        await road.RunAsync(Duration.FromSeconds(20));
        await PushAsync(road, "mode: paused", "mode: live");
        await road.RunAsync(Duration.FromHours(2));
        issue.LabelNames.ShouldContain("type/bug", "what waited is written at last");
        issue.LabelNames.ShouldNotContain("sev/s2");
    }

    private static bool IsIssueWrite(SandboxRequest request) =>
        request.IsWrite && request.Path.EndsWith("graphql", StringComparison.Ordinal);

    private static Task PushAsync(Road road, string before, string after)
    {
        var text = road.GitHub.World.Repository(Road.Repo).ReadFile(".github/ops.yml")!;
        return road.GitHub.As("ana").PushFileAsync(
            Road.Repo, ".github/ops.yml", text.Replace(before, after, StringComparison.Ordinal));
    }
}
