using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

[TestClass]
public class InboxTests
{
    [TestMethod]
    public async Task Events_of_an_issue_come_one_at_a_time_in_the_order_they_happened()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("later", issue: 7, occurredSecond: 20);
        await store.ReadyAsync("earlier", issue: 7, occurredSecond: 10);
        var first = await store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Deliveries.Minute, Deliveries.Minute);
        first!.DeliveryId.ShouldBe("earlier");
        (await store.ClaimAsync(second: 61)).ShouldBeNull("one event of an issue at a time");
        await store.CommitDecisionAsync(Deliveries.Commit(first, version: 0));
        (await store.ClaimAsync(second: 62)).ShouldBe("later");
    }

    [TestMethod]
    public async Task What_happened_in_the_second_of_the_opening_comes_after_it()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("labeled", issue: 7);
        await store.ReadyAsync("opened", issue: 7, rank: 0);
        (await store.ClaimAsync()).ShouldBe("opened");
    }

    [TestMethod]
    public async Task An_event_that_must_wait_holds_up_its_issue_and_no_other()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("opened", issue: 7, notBeforeSecond: 8, rank: 0);
        await store.ReadyAsync("labeled", issue: 7);
        await store.ReadyAsync("other", issue: 8, occurredSecond: 1);
        (await store.ClaimAsync(second: 1)).ShouldBe("other");
        (await store.ClaimAsync(second: 2)).ShouldBeNull();
        (await store.NextEventDueAsync())!.Value.ShouldBeLessThanOrEqualTo(Deliveries.Start + Duration.FromSeconds(8));
        (await store.ClaimAsync(second: 8)).ShouldBe("opened");
    }

    [TestMethod]
    public async Task A_busy_installation_does_not_starve_the_others()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        for (var n = 0; n < 5; n++) await store.ReadyAsync($"busy-{n}", issue: 100 + n, installation: 1);
        await store.ReadyAsync("quiet", issue: 200, installation: 2);
        (await store.ClaimAsync(after: -1)).ShouldBe("busy-0");
        (await store.ClaimAsync(after: 1)).ShouldBe("quiet");
        (await store.ClaimAsync(after: 2)).ShouldBe("busy-1");
    }

    [TestMethod]
    public async Task Who_lost_the_lease_can_store_nothing()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var slow = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var quick = await store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Deliveries.Minute, Deliveries.Minute);
        quick!.DeliveryId.ShouldBe("one");
        (await store.CommitDecisionAsync(Deliveries.Commit(slow!, version: 0))).ShouldBe(CommitResult.LeaseLost);
        (await store.RetryEventAsync(slow!, Deliveries.Start, "late", burnsAttempt: true)).ShouldBeFalse();
        (await store.BuryEventAsync(slow!, "late", Deliveries.Start)).ShouldBeFalse();
        (await store.CommitDecisionAsync(Deliveries.Commit(quick, version: 0))).ShouldBe(CommitResult.Committed);
    }

    [TestMethod]
    public async Task What_a_dead_process_left_running_is_ready_again()
    {
        using var folder = new TemporaryFolder();
        using (var dying = Deliveries.Open(folder))
        {
            await dying.ReadyAsync("one", issue: 7);
            (await dying.ClaimAsync(second: 0)).ShouldBe("one");
        }

        using var store = Deliveries.Open(folder);
        (await store.ClaimAsync(second: 1)).ShouldBeNull();
        (await store.RecoverAsync()).ShouldBe(1);
        (await store.ClaimAsync(second: 1)).ShouldBe("one");
    }

    [TestMethod]
    public async Task A_retry_waits_and_burns_an_attempt_only_when_told_to()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        row!.Attempts.ShouldBe(1);
        await store.RetryEventAsync(row, Deliveries.Start + Duration.FromSeconds(30), "limited", burnsAttempt: false);
        (await store.ClaimAsync(second: 29)).ShouldBeNull();
        var again = await store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Duration.FromSeconds(30), Deliveries.Minute);
        again!.Attempts.ShouldBe(1);
        await store.RetryEventAsync(again, Deliveries.Start, "502", burnsAttempt: true);
        (await store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Deliveries.Minute, Deliveries.Minute))!.Attempts.ShouldBe(2);
    }

    [TestMethod]
    public async Task A_row_that_was_routed_is_not_routed_again()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        await store.RouteAsync([new Routing.Dead(1, "too late")], Deliveries.Start);
        (await store.ClaimAsync()).ShouldBe("one");
    }

    [TestMethod]
    public async Task Bodies_go_before_ids_and_dead_letters_stay()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReceiveAsync("done");
        await store.ReceiveAsync("dead");
        var rows = await store.UnreadAsync(10);
        await store.RouteAsync(
            [new Routing.Ignored(rows[0].InboxId, "none"), new Routing.Dead(rows[1].InboxId, "bad")], Deliveries.Start);
        await store.CleanAsync(Deliveries.Start + Deliveries.Minute, Deliveries.Start - Deliveries.Minute, 100);
        (await store.FirstBodyAsync(new DeliveryId("done"))).ShouldBeNull();
        (await store.FirstBodyAsync(new DeliveryId("dead"))).ShouldNotBeNull();
        (await store.ReceiveAsync("done")).ShouldBe(Receipt.Duplicate, "the id is still known");
        await store.CleanAsync(Deliveries.Start + Deliveries.Minute, Deliveries.Start + Deliveries.Minute, 100);
        (await store.ReceiveAsync("done")).ShouldBe(Receipt.Stored);
    }
}
