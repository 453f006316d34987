using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Each repository is looked through in turn; what is found is an event like any other.</summary>
public abstract class SweepContract : StoreContract
{
    private static readonly Duration Day = Duration.FromDays(1);

    [TestMethod]
    public async Task The_repository_that_waited_longest_is_swept_next()
    {
        await Store.InstallAsync(1, repo: 10);
        await Store.InstallAsync(1, repo: 11, name: "docs");
        var first = await Store.NextSweepAsync(At(0), Day);
        await Store.EndSweepAsync(first!, At(0), At(3600), At(0));
        var second = await Store.NextSweepAsync(At(1), Day);
        second!.RepoId.ShouldNotBe(first!.RepoId);
        await Store.EndSweepAsync(second, At(0), At(7200), At(1));
        (await Store.NextSweepAsync(At(2), Day)).ShouldBeNull();
        (await Store.NextSweepDueAsync()).ShouldBe(At(3600));
        (await Store.NextSweepAsync(At(3600), Day))!.RepoId.ShouldBe(first.RepoId);
    }

    [TestMethod]
    public async Task What_a_page_showed_and_where_to_go_on_are_kept_together()
    {
        await Store.InstallAsync(1);
        var sweep = await Store.NextSweepAsync(At(0), Day);
        var found = new FoundEvent("sweep:7", "issues", "{}"u8.ToArray());
        await Store.SaveSweepAsync(sweep!, [found, found], issues: 1, At(50), page: 2, At(60));
        Restart();
        (await Store.UnreadAsync(10)).ShouldHaveSingleItem().DeliveryId.ShouldBe("sweep:7");
        var next = await Store.NextSweepAsync(At(61), Day);
        (next!.Since, next.Page).ShouldBe((At(50), 2));
    }

    [TestMethod]
    public async Task What_is_put_off_is_put_off_for_both_and_a_limit_puts_all_off()
    {
        await Store.InstallAsync(1);
        var sweep = await Store.NextSweepAsync(At(0), Day);
        await Store.PutOffSweepAsync(sweep!, At(100), "502", burnsAttempt: true);
        (await Store.NextSweepAsync(At(99), Day)).ShouldBeNull();
        await Store.BlockInstallationAsync(new InstallationId(1), At(200), "limited");
        (await Store.NextSweepDueAsync()).ShouldBe(At(200));
        (await Store.NextSweepAsync(At(199), Day)).ShouldBeNull();
        (await Store.NextSweepAsync(At(200), Day))!.Tries.ShouldBe(1);
    }

    [TestMethod]
    public async Task Open_issues_that_a_comparison_did_not_see_are_told()
    {
        await Store.InstallAsync(1);
        foreach (var issue in new long[] { 7, 8 })
        {
            await Store.ReadyAsync($"d{issue}", issue);
            var row = await Store.ClaimEventAsync(new InstallationId(-1), At(0), Deliveries.Minute);
            await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0));
        }

        var sweep = await Store.NextSweepAsync(At(0), Duration.Zero);
        await Store.SaveComparisonAsync(sweep!, [], [new IssueId(7)], page: 2, begun: At(10), At(11));
        (await Store.UnseenOpenIssuesAsync(sweep!, At(10), 10)).ShouldHaveSingleItem().IssueId.ShouldBe(8);
    }

    [TestMethod]
    public async Task A_repair_is_written_once_and_only_on_the_issue_as_it_was_seen()
    {
        await Store.InstallAsync(1);
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), At(0), Deliveries.Minute);
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0));
        var issue = (await Store.IssueAsync(new IssueId(7)))!;
        ImmutableArray<Effect> effects = [new Effect.AddLabel("x")];
        (await Store.RepairAsync(issue with { Version = 9 }, effects, "r1", At(1))).ShouldBeFalse();
        (await Store.RepairAsync(issue, effects, "r1", At(1))).ShouldBeTrue();
        (await Store.RepairAsync(issue, effects, "r1", At(2))).ShouldBeFalse("the first is not written yet");
        (await Store.IsQuietAsync(new IssueId(7))).ShouldBeFalse();
        (await Store.ClaimBatchAsync(new InstallationId(-1), At(3), Deliveries.Minute))!.ReadFirst.ShouldBeTrue();
    }

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);
}
