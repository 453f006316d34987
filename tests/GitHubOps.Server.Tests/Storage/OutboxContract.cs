using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

public abstract class OutboxContract : StoreContract
{
    [TestMethod]
    public async Task Batches_of_an_issue_go_out_in_order_and_at_the_installations_pace()
    {
        await PutBatchesAsync((7, 1), (7, 1), (8, 1));
        var first = await ClaimAsync(0);
        first!.IssueId.ShouldBe(7);
        (await ClaimAsync(0)).ShouldBeNull("a second between two writes of an installation");
        (await ClaimAsync(1))!.IssueId.ShouldBe(8, "the first batch of issue 7 is not finished");
        await Store.FinishBatchAsync(first, new Sent(null, [], null), Deliveries.Start + Duration.FromSeconds(2));
        (await ClaimAsync(2)).ShouldBeNull("the pace counts from the end of a write");
        (await ClaimAsync(3))!.OutboxId.ShouldBeGreaterThan(first.OutboxId);
    }

    [TestMethod]
    public async Task A_limited_installation_sleeps_and_the_others_go_on()
    {
        await PutBatchesAsync((7, 1), (8, 2));
        await Store.BlockInstallationAsync(new InstallationId(1), Deliveries.Start + Deliveries.Minute, "limited");
        (await ClaimAsync(0))!.InstallationId.ShouldBe(2);
        (await ClaimAsync(59)).ShouldBeNull();
        (await Store.NextBatchDueAsync(At(59))).ShouldBe(At(60));
        (await ClaimAsync(60))!.InstallationId.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_batch_whose_sender_died_is_looked_at_before_it_is_sent_again()
    {
        await PutBatchesAsync((7, 1));
        var lost = await ClaimAsync(0);
        lost!.ReadFirst.ShouldBeFalse();
        var again = await ClaimAsync(60);
        again!.ReadFirst.ShouldBeTrue();
        again.FirstTriedAt.ShouldBe(Deliveries.Start);
        (await Store.FinishBatchAsync(lost, new Sent(null, [], null), Deliveries.Start)).ShouldBeFalse(
            "its lease was lost");
        (await Store.FinishBatchAsync(
            again, new Sent(new CommentIds(5, "IC_5"), [], null), Deliveries.Start)).ShouldBeTrue();
        (await Store.IssueAsync(new IssueId(7)))!.CommentId.ShouldBe(5);
    }

    [TestMethod]
    public async Task What_a_dead_process_may_have_written_is_looked_at_when_GitHub_shows_it_for_certain()
    {
        await PutBatchesAsync((7, 1));
        await ClaimAsync(0);
        await Store.RecoverAsync(At(6));
        (await ClaimAsync(5)).ShouldBeNull();
        (await ClaimAsync(6))!.ReadFirst.ShouldBeTrue();
    }

    [TestMethod]
    public async Task Whatever_became_of_a_batch_that_was_to_make_the_comment_the_next_knows_that_it_was_tried()
    {
        await Store.PutInstallationAsync(new InstallationId(1), "acme", Deliveries.Start);
        await PutAsync("opened", 0);
        var first = await ClaimAsync(0);
        (await Store.EarlierCommentAsync(first!)).ShouldBeNull();
        await Store.RefuseBatchAsync(first!, "suspended", At(1));
        await PutAsync("edited", 1);
        (await Store.EarlierCommentAsync((await ClaimAsync(2))!)).ShouldBe(Deliveries.Start);

        async Task PutAsync(string name, int version)
        {
            await Store.ReadyAsync(name, issue: 7);
            var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
            var put = new Effect.PutComment(name, new CommentFacts(null, "open", []));
            await Store.CommitDecisionAsync(Deliveries.Commit(row!, version, put) with
            {
                Priority = new WritePriority(WritePriority.Last, CreatesContent: true),
            });
        }
    }

    [TestMethod]
    public async Task A_refused_assignee_comes_back_as_one_event()
    {
        await PutBatchesAsync((7, 1));
        var batch = await ClaimAsync(0);
        await Store.FinishBatchAsync(batch!, new Sent(null, [new Login("ben")], "not assignable"), Deliveries.Start);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (row!.Source, OwnEvent.FromJson(row.Json()).Subject).ShouldBe((OwnEvent.Refusal, "ben"));
        (await Store.FactsAsync(row)).Unassignable.ShouldContain(new Login("BEN"));
        await Store.ForgetRefusalsAsync(new RepoId(10), new Login("Ben"));
        (await Store.FactsAsync(row)).Unassignable.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task When_the_App_is_removed_waiting_work_is_cancelled_with_the_reason()
    {
        await PutBatchesAsync((7, 1), (8, 2));
        await Store.ReadyAsync("waiting", issue: 9, installation: 1);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: true, Deliveries.Start);
        (await ClaimAsync(0))!.InstallationId.ShouldBe(2);
        (await ClaimAsync(10)).ShouldBeNull();
        (await Store.ClaimAsync()).ShouldBeNull();
        var status = await Store.StatusAsync(Deliveries.Start);
        status.DeadLetters.Single().Reason.ShouldContain("deleted");
        status.Inbox["ignored"].ShouldBe(1);
    }

    [TestMethod]
    public async Task A_thousand_waiting_batches_of_one_installation_do_not_hold_up_anothers()
    {
        await PutBatchesAsync([.. Enumerable.Range(0, 1000).Select(n => (1000L + n, 1L)), (7, 2)]);
        var first = await ClaimAsync(0);
        var second = await Store.ClaimBatchAsync(
            new InstallationId(first!.InstallationId), Deliveries.Start, Deliveries.Minute);
        new[] { first.InstallationId, second!.InstallationId }.ShouldBe([1L, 2L], ignoreOrder: true);
    }

    [TestMethod]
    public async Task A_batch_that_waits_for_an_undecided_event_is_not_due_until_that_is_decided()
    {
        await PutBatchesAsync((7, 1));
        (await Store.NextBatchDueAsync(At(0))).ShouldBe(At(0));
        await Store.ReadyAsync("what happened since", issue: 7);
        (await Store.NextBatchDueAsync(At(5))).ShouldBeNull(
            "nobody looks again and again for what a decision makes due");
        (await ClaimAsync(5)).ShouldBeNull();
        var row = await Store.ClaimEventAsync(new InstallationId(-1), At(5), Deliveries.Minute);
        (await Store.NextBatchDueAsync(At(6))).ShouldBeNull();
        (await Store.NextEventDueAsync()).ShouldBe(At(65), "whoever decides it may have died: then its lease lapses");
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, version: 1));
        (await Store.NextBatchDueAsync(At(6))).ShouldBe(At(6));
        (await ClaimAsync(6)).ShouldNotBeNull();
    }

    [TestMethod]
    public async Task A_batch_is_due_while_the_next_event_of_its_issue_is_not()
    {
        await PutBatchesAsync((7, 1));
        await Store.ReadyAsync("later", issue: 7, notBeforeSecond: 30);
        (await Store.NextBatchDueAsync(At(29))).ShouldBe(At(29));
        (await Store.NextBatchDueAsync(At(30))).ShouldBeNull();
        (await Store.NextEventDueAsync()).ShouldBe(At(30));
    }

    [TestMethod]
    public async Task The_next_batch_is_due_by_the_pace_by_its_own_time_or_when_a_lease_lapses()
    {
        await PutBatchesAsync((7, 1), (8, 1), (8, 1));
        var sent = await ClaimAsync(0);
        (await Store.NextBatchDueAsync(At(0))).ShouldBe(At(1), "a second between two writes");
        await Store.RetryBatchAsync(
            (await ClaimAsync(1))!, At(40), "502", readFirst: true, burnsAttempt: true, comment: null, At(1));
        (await Store.NextBatchDueAsync(At(2))).ShouldBe(At(40), "the second of the issue waits behind the first");
        await Store.FinishBatchAsync(sent!, new Sent(null, [], null), At(3));
        (await ClaimAsync(40)).ShouldNotBeNull();
        (await Store.NextBatchDueAsync(At(50))).ShouldBe(At(100), "whoever sends it may have died");
        (await Store.NextBatchDueAsync(At(100))).ShouldBe(At(100));
    }

    private Task<OutboxRow?> ClaimAsync(int second) =>
        Store.ClaimBatchAsync(new InstallationId(-1), At(second), Deliveries.Minute);

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);

    private async Task PutBatchesAsync(params (long Issue, long Installation)[] batches)
    {
        foreach (var ((issue, installation), n) in batches.Select((batch, n) => (batch, n)))
        {
            await Store.PutInstallationAsync(new InstallationId(installation), "acme", Deliveries.Start);
            await Store.ReadyAsync($"d{n}", issue, installation: installation);
            var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
            var version = (await Store.IssueAsync(new IssueId(issue)))?.Version ?? 0;
            (await Store.CommitDecisionAsync(Deliveries.Commit(row!, version, new Effect.AddLabel($"l{n}")))).ShouldBe(
                CommitResult.Committed);
        }
    }
}
