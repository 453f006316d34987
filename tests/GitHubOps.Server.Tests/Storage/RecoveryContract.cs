using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>GitHub's log of deliveries is read page by page; each page is kept before the next is asked for.</summary>
public abstract class RecoveryContract : StoreContract
{
    private static readonly Duration Window = Duration.FromDays(3);

    [TestMethod]
    public async Task A_page_keeps_what_is_not_known_once_and_where_to_go_on()
    {
        await Store.ReceiveAsync("known");
        await Store.BeginScanAsync(Deliveries.Start);
        DeliveryAttempt[] page =
        [
            Attempt("known", 3), Attempt("new", 2), Attempt("new", 1), Attempt("job", 0, "workflow_job"),
            Attempt("check", 0, "check_run") with { Action = "completed" },
        ];
        (await Store.SavePageAsync(page, "next")).ShouldBe(2);
        Restart();
        var scan = await Store.DeliveryScanAsync();
        (scan.IsUnderWay, scan.Cursor, scan.Oldest).ShouldBe((true, "next", Deliveries.Start));
        var missed = (await Store.MissedDeliveriesAsync(Deliveries.Start, 10)).ShouldHaveSingleItem();
        (missed.DeliveryId, missed.DeliveredAt).ShouldBe(("new", Deliveries.Start + Duration.FromSeconds(1)));
    }

    [TestMethod]
    public async Task What_is_fetched_is_in_the_inbox_once_and_no_longer_missed()
    {
        await Store.BeginScanAsync(Deliveries.Start);
        await Store.SavePageAsync([Attempt("one", 1), Attempt("two", 2)], cursor: null);
        await Store.ReceiveAsync("two");
        var body = BodyCodec.Compress("{}"u8);
        (await Store.RecoverDeliveriesAsync([.. new[] { "one", "two" }.Select(id => new IncomingDelivery(
            new DeliveryId(id), "issues", Deliveries.Start, body, 2, IsRecovered: true))])).ShouldBe(1);
        (await Store.MissedCountAsync()).ShouldBe(0);
        (await Store.RecoveredCountAsync()).ShouldBe(1);
        (await Store.UnreadAsync(10)).Count.ShouldBe(2);
    }

    [TestMethod]
    public async Task Gaps_grow_one_report_until_every_repository_was_swept()
    {
        await Store.InstallAsync(1);
        await Store.BeginScanAsync(Deliveries.Start);
        await Store.EndScanAsync(Window, new DeliveryGap(At(5), At(9)), At(10));
        await Store.BeginScanAsync(At(11));
        await Store.EndScanAsync(Window, new DeliveryGap(At(2), At(7)), At(12));
        var open = (await Store.RecoveryReportsAsync()).ShouldHaveSingleItem();
        Instant.FromUnixTimeMilliseconds(open.GapFromAtMs).ShouldBe(At(2));
        Instant.FromUnixTimeMilliseconds(open.GapUntilAtMs).ShouldBe(At(9));
        (await Store.FinishReportAsync(At(13))).ShouldBeNull("nothing was swept yet");
        var sweep = await Store.NextSweepAsync(At(13), Duration.FromDays(1));
        await Store.EndSweepAsync(sweep!, At(13), At(3600), At(14));
        (await Store.FinishReportAsync(At(15)))!.ReportId.ShouldBe(open.ReportId);
        (await Store.FinishReportAsync(At(16))).ShouldBeNull("it is told once");
    }

    [TestMethod]
    public async Task Deliveries_of_a_closed_installation_wait_and_those_of_a_deleted_one_are_dropped()
    {
        await Store.InstallAsync(1);
        await Store.BeginScanAsync(Deliveries.Start);
        await Store.SavePageAsync([Attempt("one", 1)], cursor: null);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: false, At(2));
        (await Store.MissedDeliveriesAsync(At(3), 10)).ShouldBeEmpty();
        (await Store.MissedCountAsync()).ShouldBe(1);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: true, At(4));
        await Store.EndScanAsync(Window, gap: null, At(5));
        (await Store.MissedCountAsync()).ShouldBe(0);
    }

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);

    private static DeliveryAttempt Attempt(string delivery, int second, string name = "issues") => new(
        second, new DeliveryId(delivery), name, At(second), IsOk: false, new InstallationId(1));
}
