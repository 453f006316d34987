using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What nobody needs any more goes; what somebody may need stays.</summary>
public abstract class UpkeepContract : StoreContract
{
    private static readonly Instant Old = Deliveries.Start;

    private static readonly Instant Now = Deliveries.Start + Duration.FromDays(1);

    [TestMethod]
    public async Task Bodies_go_before_ids_and_dead_letters_stay()
    {
        await Store.DoneAsync("done", Old);
        await Store.DeadAsync("dead", Old);
        await CleanAsync(bodies: Now, ids: Old);
        (await Store.FirstBodyAsync(new DeliveryId("done"))).ShouldBeNull();
        (await Store.FirstBodyAsync(new DeliveryId("dead"))).ShouldNotBeNull();
        (await Store.ReceiveAsync("done")).ShouldBe(Receipt.Duplicate, "the id is still known");
        await CleanAsync(bodies: Now, ids: Now);
        (await Store.ReceiveAsync("done")).ShouldBe(Receipt.Stored);
        (await Store.DeadLettersAsync(after: null, 10)).ShouldBeEmpty("its time is over too");
    }

    [TestMethod]
    public async Task What_is_ignored_unread_keeps_its_id_and_no_payload()
    {
        await Store.ReceiveAsync("one");
        var row = (await Store.UnreadAsync(1)).Single();
        await Store.RouteAsync([new Routing.Ignored(row.InboxId, "not ours")], Old);
        (await Store.FirstBodyAsync(new DeliveryId("one"))).ShouldBeNull();
        (await Store.ReceiveAsync("one")).ShouldBe(Receipt.Duplicate);
        (await Store.KeptBytesAsync()).ShouldBe(0);
    }

    [TestMethod]
    public async Task When_there_are_too_many_bytes_the_oldest_payloads_go_first_and_those_of_dead_letters_last()
    {
        await Store.DeadAsync("dead", Old, Json(1000));
        for (var n = 0; n < 4; n++) await Store.DoneAsync($"d{n}", Old + Duration.FromSeconds(n), Json(1000 + n));
        await Store.ReceiveAsync("waiting", Json(1000));
        var all = await Store.KeptBytesAsync();
        all.ShouldBeGreaterThan(6 * 500, "the payloads are noise: they do not get small");
        (await Store.DropBodiesAsync((all / 6) + 100, 100)).ShouldBe(2);
        (await HaveBodiesAsync()).ShouldBe(["dead", "d2", "d3", "waiting"], ignoreOrder: true);
        (await Store.DropBodiesAsync(all, 100)).ShouldBe(3);
        (await HaveBodiesAsync()).ShouldBe(["waiting"], "what is still to be decided keeps its own");
        (await Store.ReceiveAsync("d0")).ShouldBe(Receipt.Duplicate, "ids stay");
        (await Store.ReplayAsync([new DeadLetterId(DeadLetterId.Inbox, 1)], Now)).ShouldBe([ReplayResult.NoPayload]);
    }

    [TestMethod]
    public async Task The_bytes_that_are_counted_are_those_that_are_stored()
    {
        (await Store.KeptBytesAsync()).ShouldBe(0);
        await Store.ReadyAsync("one", issue: 7);
        var waiting = await Store.KeptBytesAsync();
        waiting.ShouldBe(BodyCodec.Compress("{}"u8).Length);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Old, Deliveries.Minute);
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0));
        (await Store.KeptBytesAsync()).ShouldBe(waiting);
        await CleanAsync(bodies: Now, ids: Old);
        (await Store.KeptBytesAsync()).ShouldBe(0);
    }

    [TestMethod]
    public async Task The_journal_and_what_was_written_go_when_their_time_is_over()
    {
        await Store.InstallAsync(1);
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Old, Deliveries.Minute);
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0, new Effect.AddLabel("x")));
        var batch = await Store.ClaimBatchAsync(new InstallationId(-1), Old, Deliveries.Minute);
        await Store.FinishBatchAsync(batch!, new Sent(null, [], null), Old);
        await CleanAsync(bodies: Old, ids: Old);
        (await Store.JournalAsync(new IssueId(7))).Count.ShouldBe(1);
        (await Store.PastBatchesAsync(new IssueId(7))).Count.ShouldBe(1);
        await CleanAsync(bodies: Now, ids: Now, journal: Now);
        (await Store.JournalAsync(new IssueId(7))).ShouldBeEmpty();
        (await Store.PastBatchesAsync(new IssueId(7))).ShouldBeEmpty();
        (await Store.IssueAsync(new IssueId(7))).ShouldNotBeNull("the truth about an issue stays");
    }

    [TestMethod]
    public async Task Dead_letters_are_bounded_in_number_and_the_oldest_are_given_up()
    {
        var count = Store.DeadLettersMax + 3;
        var rows = await Store.ReceiveManyAsync(count);
        await Store.RouteAsync([.. rows.Skip(3).Select(row => new Routing.Dead(row.InboxId, "bad"))], Now);
        await Store.RouteAsync([.. rows.Take(3).Select(row => new Routing.Dead(row.InboxId, "bad"))], Old);
        (await CleanAsync(bodies: Old, ids: Old)).ShouldBe(3);
        (await CleanAsync(bodies: Old, ids: Old)).ShouldBe(0);
        (await Store.ReceiveAsync(rows[0].DeliveryId)).ShouldBe(Receipt.Duplicate, "ids stay");
        (await Store.DeadLetterAsync(new DeadLetterId(DeadLetterId.Inbox, rows[0].InboxId))).ShouldBeNull();
        (await Store.DeadLetterAsync(new DeadLetterId(DeadLetterId.Inbox, rows[3].InboxId))).ShouldNotBeNull();
    }

    private Task<int> CleanAsync(Instant bodies, Instant ids, Instant? journal = null) =>
        Store.CleanAsync(new Keeping(bodies, ids, journal ?? Old, Old), 500);

    private async Task<List<string>> HaveBodiesAsync()
    {
        var have = new List<string>();
        foreach (var id in (string[])["dead", "d0", "d1", "d2", "d3", "waiting"])
            if (await Store.FirstBodyAsync(new DeliveryId(id)) is not null) have.Add(id);
        return have;
    }

    private static string Json(int seed)
    {
        var noise = new byte[600];
        new Random(seed).NextBytes(noise);
        return $"\"{Convert.ToBase64String(noise)}\"";
    }
}
