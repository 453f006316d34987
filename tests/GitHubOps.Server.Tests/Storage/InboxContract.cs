using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

public abstract class InboxContract : StoreContract
{
    [TestMethod]
    public async Task Events_of_an_issue_come_one_at_a_time_in_the_order_they_happened()
    {
        await Store.ReadyAsync("later", issue: 7, occurredSecond: 20);
        await Store.ReadyAsync("earlier", issue: 7, occurredSecond: 10);
        var first = await Store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Deliveries.Minute, Deliveries.Minute);
        first!.DeliveryId.ShouldBe("earlier");
        (await Store.ClaimAsync(second: 61)).ShouldBeNull("one event of an issue at a time");
        await Store.CommitDecisionAsync(Deliveries.Commit(first, version: 0));
        (await Store.ClaimAsync(second: 62)).ShouldBe("later");
    }

    [TestMethod]
    public async Task What_happened_in_the_second_of_the_opening_comes_after_it()
    {
        await Store.ReadyAsync("labeled", issue: 7);
        await Store.ReadyAsync("opened", issue: 7, rank: 0);
        (await Store.ClaimAsync()).ShouldBe("opened");
    }

    [TestMethod]
    public async Task An_event_that_must_wait_holds_up_its_issue_and_no_other()
    {
        await Store.ReadyAsync("opened", issue: 7, notBeforeSecond: 8, rank: 0);
        await Store.ReadyAsync("labeled", issue: 7);
        await Store.ReadyAsync("other", issue: 8, occurredSecond: 1);
        (await Store.ClaimAsync(second: 1)).ShouldBe("other");
        (await Store.ClaimAsync(second: 2)).ShouldBeNull();
        (await Store.NextEventDueAsync())!.Value.ShouldBeLessThanOrEqualTo(Deliveries.Start + Duration.FromSeconds(8));
        (await Store.ClaimAsync(second: 8)).ShouldBe("opened");
    }

    [TestMethod]
    public async Task A_busy_installation_does_not_starve_the_others()
    {
        for (var n = 0; n < 5; n++) await Store.ReadyAsync($"busy-{n}", issue: 100 + n, installation: 1);
        await Store.ReadyAsync("quiet", issue: 200, installation: 2);
        (await Store.ClaimAsync(after: -1)).ShouldBe("busy-0");
        (await Store.ClaimAsync(after: 1)).ShouldBe("quiet");
        (await Store.ClaimAsync(after: 2)).ShouldBe("busy-1");
    }

    [TestMethod]
    public async Task Who_lost_the_lease_can_store_nothing()
    {
        await Store.ReadyAsync("one", issue: 7);
        var slow = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var quick = await Store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Deliveries.Minute, Deliveries.Minute);
        quick!.DeliveryId.ShouldBe("one");
        (await Store.CommitDecisionAsync(Deliveries.Commit(slow!, version: 0))).ShouldBe(CommitResult.LeaseLost);
        (await Store.RetryEventAsync(slow!, Deliveries.Start, "late", burnsAttempt: true)).ShouldBeFalse();
        (await Store.BuryEventAsync(slow!, "late", Deliveries.Start)).ShouldBeFalse();
        (await Store.CommitDecisionAsync(Deliveries.Commit(quick, version: 0))).ShouldBe(CommitResult.Committed);
    }

    [TestMethod]
    public async Task What_a_dead_process_left_running_is_ready_again()
    {
        await Store.ReadyAsync("one", issue: 7);
        (await Store.ClaimAsync(second: 0)).ShouldBe("one");
        Restart();
        (await Store.ClaimAsync(second: 1)).ShouldBeNull();
        (await Store.RecoverAsync()).ShouldBe(1);
        (await Store.ClaimAsync(second: 1)).ShouldBe("one");
    }

    [TestMethod]
    public async Task A_retry_waits_and_burns_an_attempt_only_when_told_to()
    {
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        row!.Attempts.ShouldBe(1);
        await Store.RetryEventAsync(row, Deliveries.Start + Duration.FromSeconds(30), "limited", burnsAttempt: false);
        (await Store.ClaimAsync(second: 29)).ShouldBeNull();
        var again = await Store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Duration.FromSeconds(30), Deliveries.Minute);
        again!.Attempts.ShouldBe(1);
        await Store.RetryEventAsync(again, Deliveries.Start, "502", burnsAttempt: true);
        (await Store.ClaimEventAsync(
            new InstallationId(-1), Deliveries.Start + Deliveries.Minute, Deliveries.Minute))!.Attempts.ShouldBe(2);
    }

    [TestMethod]
    public async Task A_row_that_was_routed_is_not_routed_again()
    {
        await Store.ReadyAsync("one", issue: 7);
        await Store.RouteAsync([new Routing.Dead(1, "too late")], Deliveries.Start);
        (await Store.ClaimAsync()).ShouldBe("one");
    }

    [TestMethod]
    public async Task Ten_thousand_waiting_events_of_one_installation_do_not_hold_up_anothers()
    {
        await Store.ReadyManyAsync(10_000, installation: 1, issueOf: n => 1000 + (n % 500));
        await Store.ReadyAsync("quiet", issue: 7, installation: 2);
        var served = new InstallationId(-1);
        var claimed = new List<string>();
        for (var claims = 0; claims < 2; claims++)
        {
            var row = await Store.ClaimEventAsync(served, Deliveries.Start + Deliveries.Minute, Deliveries.Minute);
            served = new InstallationId(row!.InstallationId);
            claimed.Add(row.DeliveryId);
        }

        claimed.ShouldContain("quiet", "each is served in turn, however much the other one has");
    }
}
