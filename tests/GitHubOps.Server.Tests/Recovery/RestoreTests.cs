using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>The disk was lost, and yesterday's backup takes the store's place.</summary>
[TestClass]
public class RestoreTests
{
    [TestMethod]
    public async Task A_restored_older_store_gets_what_it_lacks_from_GitHubs_log_and_does_nothing_twice()
    {
        await using var road = await Road.BeginAsync();
        await road.RunAsync(Duration.FromMinutes(11));
        var known = await road.OpenFormAsync("Known to the backup");
        await road.RunAsync(Duration.FromMinutes(3));
        road.KeepStore("backup");
        var lost = await road.OpenFormAsync("Lost with the disk");
        await road.RunAsync(Duration.FromMinutes(3));
        await road.GitHub.As("ana").RemoveLabelAsync(known, "sev/s2");
        await road.GitHub.As("ana").AddLabelAsync(known, "sev/s3");
        await road.RunAsync(Duration.FromMinutes(3));
        var before = (Shown(known), Shown(lost));
        var comments = (await road.OurCommentsAsync(lost)).Single();
        await road.StopAsync();
        road.BringBackStore("backup");
        (await MissingAsync(road)).ShouldBeTrue();
        await road.RunAsync(Duration.FromMinutes(10));
        (Shown(known), Shown(lost)).ShouldBe(before, "what was done is found done, and what a person did stands");
        (await road.OurCommentsAsync(lost)).ShouldHaveSingleItem().Id.ShouldBe(comments.Id);
        (await road.OurCommentsAsync(known)).Count.ShouldBe(1);
        var state = await road.Store.IssueAsync(new IssueId(lost.Id));
        (state.ShouldNotBeNull().CommentId).ShouldBe(comments.Id, "the restored store knows its comment again");
        (await road.Store.StatusAsync(Instant.MaxValue)).DeadLetters.ShouldBeEmpty();
        road.GitHub.Ledger.Unsupported.ShouldBeEmpty();

        async Task<bool> MissingAsync(Road started)
        {
            await started.StartAsync();
            return await started.Store.IssueAsync(new IssueId(lost.Id)) is null;
        }
    }

    [TestMethod]
    public async Task Alarms_that_rang_in_the_lost_store_do_nothing_to_GitHub_again()
    {
        await using var road = await Road.BeginAsync();
        await road.RunAsync(Duration.FromMinutes(11));
        var issue = await road.OpenFormAsync("Late in the lost store");
        await road.RunAsync(Duration.FromMinutes(3));
        road.KeepStore("backup");
        await road.RunAsync(Duration.FromHours(60));
        issue.LabelNames.ShouldContain("sla/late");
        var before = Shown(issue);
        var timeline = Timeline(issue);
        await road.StopAsync();
        road.BringBackStore("backup");
        road.GitHub.Ledger.Clear();
        road.GitHub.Faults.Fail(3, 502, request => request.Path.Contains("/hook/deliveries", StringComparison.Ordinal));
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(30));
        Shown(issue).ShouldBe(before);
        Timeline(issue).ShouldBe(timeline, "nobody is told anything twice");
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.StatusAsync(Instant.MaxValue)).DeadLetters.ShouldBeEmpty();
        road.GitHub.Ledger.Writes.SelectMany(write => write.Fields).Select(field => field.Alias).Distinct()
            .ShouldBeSubsetOf(["unassign", "edit"], "of whom nobody has it, and our comment in silence");
    }

    private static IReadOnlyList<string> Timeline(Sandbox.SandboxIssue issue) =>
        [.. issue.Timeline.Select(entry => entry.ToString()!)];

    private static string Shown(Sandbox.SandboxIssue issue) => string.Join(" | ",
        string.Join(',', issue.LabelNames.Order()), string.Join(',', issue.AssigneeLogins.Order()), issue.IsOpen);
}
