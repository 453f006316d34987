using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

[TestClass]
public class OutboxTests
{
    [TestMethod]
    public async Task Batches_of_an_issue_go_out_in_order_and_at_the_installations_pace()
    {
        using var folder = new TemporaryFolder();
        using var store = await WithBatchesAsync(folder, (7, 1), (7, 1), (8, 1));
        var first = await ClaimAsync(store, 0);
        first!.IssueId.ShouldBe(7);
        (await ClaimAsync(store, 0)).ShouldBeNull("a second between two writes of an installation");
        (await ClaimAsync(store, 1))!.IssueId.ShouldBe(8, "the first batch of issue 7 is not finished");
        await store.FinishBatchAsync(first, new Sent(null, [], null), Deliveries.Start + Duration.FromSeconds(2));
        (await ClaimAsync(store, 2)).ShouldBeNull("the pace counts from the end of a write");
        (await ClaimAsync(store, 3))!.OutboxId.ShouldBeGreaterThan(first.OutboxId);
    }

    [TestMethod]
    public async Task A_limited_installation_sleeps_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        using var store = await WithBatchesAsync(folder, (7, 1), (8, 2));
        await store.BlockInstallationAsync(new InstallationId(1), Deliveries.Start + Deliveries.Minute, "limited");
        (await ClaimAsync(store, 0))!.InstallationId.ShouldBe(2);
        (await ClaimAsync(store, 59)).ShouldBeNull();
        (await store.NextBatchDueAsync()).ShouldBe(Deliveries.Start + Deliveries.Minute);
        (await ClaimAsync(store, 60))!.InstallationId.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_batch_whose_sender_died_is_looked_at_before_it_is_sent_again()
    {
        using var folder = new TemporaryFolder();
        using var store = await WithBatchesAsync(folder, (7, 1));
        var lost = await ClaimAsync(store, 0);
        lost!.ReadFirst.ShouldBeFalse();
        var again = await ClaimAsync(store, 60);
        again!.ReadFirst.ShouldBeTrue();
        again.FirstTriedAt.ShouldBe(Deliveries.Start);
        (await store.FinishBatchAsync(lost, new Sent(null, [], null), Deliveries.Start)).ShouldBeFalse(
            "its lease was lost");
        (await store.FinishBatchAsync(
            again, new Sent(new CommentIds(5, "IC_5"), [], null), Deliveries.Start)).ShouldBeTrue();
        (await store.IssueAsync(new IssueId(7)))!.CommentId.ShouldBe(5);
    }

    [TestMethod]
    public async Task A_refused_assignee_comes_back_as_one_event()
    {
        using var folder = new TemporaryFolder();
        using var store = await WithBatchesAsync(folder, (7, 1));
        var batch = await ClaimAsync(store, 0);
        await store.FinishBatchAsync(batch!, new Sent(null, [new Login("ben")], "not assignable"), Deliveries.Start);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (row!.Source, OwnEvent.FromJson(row.Json()).Subject).ShouldBe((OwnEvent.Refusal, "ben"));
        (await store.FactsAsync(row)).Unassignable.ShouldContain(new Login("BEN"));
        await store.ForgetRefusalsAsync(new RepoId(10), new Login("Ben"));
        (await store.FactsAsync(row)).Unassignable.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task When_the_App_is_removed_waiting_work_is_cancelled_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        using var store = await WithBatchesAsync(folder, (7, 1), (8, 2));
        await store.ReadyAsync("waiting", issue: 9, installation: 1);
        await store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: true, Deliveries.Start);
        (await ClaimAsync(store, 0))!.InstallationId.ShouldBe(2);
        (await ClaimAsync(store, 10)).ShouldBeNull();
        (await store.ClaimAsync()).ShouldBeNull();
        var status = await store.StatusAsync(Deliveries.Start);
        status.DeadLetters.Single().Reason.ShouldContain("deleted");
        status.Inbox["ignored"].ShouldBe(1);
    }

    private static Task<OutboxRow?> ClaimAsync(Store store, int second) =>
        store.ClaimBatchAsync(
            new InstallationId(-1), Deliveries.Start + Duration.FromSeconds(second), Deliveries.Minute);

    private static async Task<Store> WithBatchesAsync(
        TemporaryFolder folder, params (long Issue, long Installation)[] batches)
    {
        var store = Deliveries.Open(folder);
        foreach (var ((issue, installation), n) in batches.Select((batch, n) => (batch, n)))
        {
            await store.PutInstallationAsync(new InstallationId(installation), "acme", Deliveries.Start);
            await store.ReadyAsync($"d{n}", issue, installation: installation);
            var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
            var version = (await store.IssueAsync(new IssueId(issue)))?.Version ?? 0;
            (await store.CommitDecisionAsync(Deliveries.Commit(row!, version, new Effect.AddLabel($"l{n}")))).ShouldBe(
                CommitResult.Committed);
        }

        return store;
    }
}
