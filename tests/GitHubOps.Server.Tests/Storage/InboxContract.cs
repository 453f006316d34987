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
    public async Task Several_are_taken_at_once_one_of_each_issue_and_the_installations_in_turn()
    {
        for (var n = 0; n < 4; n++) await Store.ReadyAsync($"busy-{n}", issue: 100 + (n / 2), installation: 1);
        await Store.ReadyAsync("quiet", issue: 200, installation: 2);
        await Store.ReadyAsync("later", issue: 300, installation: 3, notBeforeSecond: 500);
        var rows =
            await Store.ClaimEventsAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute, rowsMax: 10);
        rows.Select(row => row.DeliveryId).ShouldBe(["busy-0", "quiet", "busy-2"]);
        (await Store.ClaimAsync(second: 1)).ShouldBeNull("the second of each issue waits for the first");
    }

    [TestMethod]
    public async Task No_more_are_taken_than_are_asked_for_and_each_has_a_lease_of_its_own()
    {
        for (var n = 0; n < 4; n++) await Store.ReadyAsync($"d-{n}", issue: 100 + n);
        var rows =
            await Store.ClaimEventsAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute, rowsMax: 3);
        rows.Select(row => row.DeliveryId).ShouldBe(["d-0", "d-1", "d-2"]);
        (await Store.RetryEventAsync(rows[1], Deliveries.Start, "given back", burnsAttempt: false)).ShouldBeTrue();
        (await Store.ClaimAsync(second: 1)).ShouldBe("d-1");
        (await Store.CommitDecisionAsync(Deliveries.Commit(rows[1], 0))).ShouldBe(CommitResult.LeaseLost);
        (await Store.CommitDecisionAsync(Deliveries.Commit(rows[2], 0))).ShouldBe(CommitResult.Committed);
    }

    [TestMethod]
    public async Task Of_what_waits_that_is_known_which_shows_the_newest_state_of_the_issue()
    {
        await Store.ReadyAsync("deciding", issue: 7, occurredSecond: 1);
        await Store.ReadyAsync("comment", issue: 7, occurredSecond: 30, shownSecond: 20);
        await Store.ReadyAsync("edit", issue: 7, occurredSecond: 25);
        await Store.ReadyAsync("of another issue", issue: 8, occurredSecond: 40);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await Store.FactsAsync(row!)).Newest!.DeliveryId.ShouldBe("edit");
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0));
        row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        row!.DeliveryId.ShouldBe("edit");
        (await Store.FactsAsync(row)).Newest!.DeliveryId.ShouldBe("comment");
        await Store.CommitDecisionAsync(Deliveries.Commit(row, 1));
        row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await Store.FactsAsync(row!)).Newest.ShouldBeNull("nothing else of the issue waits");
    }

    [TestMethod]
    public async Task An_event_that_waits_for_another_of_its_issue_is_not_due_until_that_is_decided()
    {
        await Store.ReadyAsync("deciding", issue: 7, occurredSecond: 10);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        await Store.ReadyAsync("earlier, but late", issue: 7, occurredSecond: 5);
        (await Store.NextEventDueAsync()).ShouldBe(Deliveries.Start + Deliveries.Minute, "the lease of the first");
        await Store.ReadyAsync("other", issue: 8, notBeforeSecond: 20);
        (await Store.NextEventDueAsync()).ShouldBe(Deliveries.Start + Duration.FromSeconds(20));
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, version: 0));
        (await Store.NextEventDueAsync()).ShouldBe(Deliveries.Start);
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
        (await Store.RecoverAsync(Instant.MinValue)).ShouldBe(1);
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
