using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Somebody mended what was wrong: the dead letters are tried again, each once and in its place.</summary>
public abstract class DeadLetterContract : StoreContract
{
    private static readonly Instant Later = Deliveries.Start + Duration.FromHours(1);

    [TestMethod]
    public async Task Dead_letters_are_listed_page_by_page_the_newest_first_and_without_payloads()
    {
        for (var n = 0; n < 5; n++) await Store.DeadAsync($"d{n}", Deliveries.Start + Duration.FromSeconds(n / 2));
        var first = await Store.DeadLettersAsync(after: null, 3);
        var last = first[^1];
        var second = await Store.DeadLettersAsync(new DeadLetterPlace(last.FinishedAtMs, last.Box, last.Id), 3);
        first.Concat(second).Select(letter => letter.DeliveryId).ShouldBe(["d4", "d3", "d2", "d1", "d0"]);
        first[0].Reason.ShouldBe("no JSON");
    }

    [TestMethod]
    public async Task An_event_that_was_never_understood_is_read_anew()
    {
        await Store.DeadAsync("one", Deliveries.Start);
        (await ReplayAsync()).ShouldBe(ReplayResult.Replayed);
        (await Store.UnreadAsync(10)).ShouldHaveSingleItem().DeliveryId.ShouldBe("one");
        (await Store.DeadLettersAsync(after: null, 10)).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Replaying_twice_at_once_is_once()
    {
        await Store.DeadAsync("one", Deliveries.Start);
        var id = await OnlyAsync();
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.ReplayAsync([id], Later)));
        results.Select(result => result.Single()).Count(result => result == ReplayResult.Replayed).ShouldBe(1);
        (await Store.UnreadAsync(10)).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_replayed_event_comes_before_the_later_ones_of_its_issue_and_counts_its_attempts_anew()
    {
        await Store.InstallAsync(1);
        await DieDecidingAsync("early", issue: 7);
        await Store.ReadyAsync("late", issue: 7, occurredSecond: 50);
        (await ReplayAsync()).ShouldBe(ReplayResult.Replayed);
        var claimed = await Store.ClaimEventAsync(new InstallationId(-1), Later, Deliveries.Minute);
        (claimed!.DeliveryId, claimed.Attempts).ShouldBe(("early", 1));
        (await Store.ClaimEventAsync(new InstallationId(-1), Later, Deliveries.Minute)).ShouldBeNull();
    }

    [TestMethod]
    public async Task When_it_was_replayed_stands_in_the_journal_and_with_the_letter_should_it_die_again()
    {
        await Store.InstallAsync(1);
        await DieDecidingAsync("one", issue: 7);
        await ReplayAsync();
        var entry = (await Store.JournalAsync(new IssueId(7))).Single();
        (entry.Rule, entry.DeliveryId, entry.AtMs).ShouldBe(("replay", "one", Later.ToUnixTimeMilliseconds()));
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Later, Deliveries.Minute);
        await Store.BuryEventAsync(row!, "again", Later);
        (await Store.DeadLettersAsync(after: null, 10)).Single().ReplayedAtMs.ShouldBe(Later.ToUnixTimeMilliseconds());
    }

    [TestMethod]
    public async Task A_refused_batch_is_looked_at_before_it_is_sent_again()
    {
        await Store.InstallAsync(1);
        var batch = await BatchAsync("one", issue: 7);
        await Store.RefuseBatchAsync(batch, "422", Deliveries.Start);
        (await ReplayAsync()).ShouldBe(ReplayResult.Replayed);
        var again = await Store.ClaimBatchAsync(new InstallationId(-1), Later, Deliveries.Minute);
        (again!.OutboxId, again.Attempts, again.ReadFirst).ShouldBe((batch.OutboxId, 1, true));
        (await ReplayAsync(new DeadLetterId(DeadLetterId.Outbox, batch.OutboxId))).ShouldBe(ReplayResult.NotDead);
    }

    [TestMethod]
    public async Task A_batch_that_a_later_one_has_overtaken_is_not_sent_again()
    {
        await Store.InstallAsync(1);
        var early = await BatchAsync("one", issue: 7);
        await Store.BuryBatchAsync(early, "our mistake", Deliveries.Start);
        var late = await BatchAsync("two", issue: 7, second: 10);
        await Store.FinishBatchAsync(late, new Sent(null, [], null), Deliveries.Start);
        (await ReplayAsync()).ShouldBe(ReplayResult.Overtaken);
        (await OnlyAsync()).Id.ShouldBe(early.OutboxId, "it stays where people see it");
    }

    [TestMethod]
    public async Task For_an_installation_that_is_closed_nothing_is_tried_again()
    {
        await Store.InstallAsync(1);
        await DieDecidingAsync("one", issue: 7);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: false, Deliveries.Start);
        (await ReplayAsync()).ShouldBe(ReplayResult.Closed);
    }

    [TestMethod]
    public async Task What_is_no_dead_letter_cannot_be_replayed()
    {
        await Store.InstallAsync(1);
        await Store.ReadyAsync("waiting", issue: 7);
        (await ReplayAsync(new DeadLetterId(DeadLetterId.Inbox, 1))).ShouldBe(ReplayResult.NotDead);
        (await ReplayAsync(new DeadLetterId(DeadLetterId.Outbox, 99))).ShouldBe(ReplayResult.NotDead);
        (await Store.DeadLetterAsync(new DeadLetterId(DeadLetterId.Inbox, 1))).ShouldBeNull();
    }

    private async Task DieDecidingAsync(string delivery, long issue)
    {
        await Store.ReadyAsync(delivery, issue);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await Store.BuryEventAsync(row!, "a bug", Deliveries.Start)).ShouldBeTrue();
    }

    private async Task<OutboxRow> BatchAsync(string delivery, long issue, int second = 0)
    {
        var at = Deliveries.Start + Duration.FromSeconds(second);
        await Store.ReadyAsync(delivery, issue);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), at, Deliveries.Minute);
        var version = (await Store.IssueAsync(new IssueId(issue)))?.Version ?? 0;
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, version, new Effect.AddLabel(delivery)));
        return (await Store.ClaimBatchAsync(new InstallationId(-1), at, Deliveries.Minute))!;
    }

    private async Task<DeadLetterId> OnlyAsync()
    {
        var letter = (await Store.DeadLettersAsync(after: null, 10)).Single();
        return new DeadLetterId(letter.Box, letter.Id);
    }

    private async Task<ReplayResult> ReplayAsync(DeadLetterId? id = null) =>
        (await Store.ReplayAsync([id ?? await OnlyAsync()], Later)).Single();
}
