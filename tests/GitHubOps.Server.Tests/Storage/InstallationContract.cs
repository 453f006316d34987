using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>An account takes the App away, and perhaps wants it back.</summary>
public abstract class InstallationContract : StoreContract
{
    private static readonly Instant DeletedAt = Deliveries.Start + Duration.FromDays(1);

    private static readonly Instant Much = DeletedAt + Duration.FromDays(30);

    private static readonly Effect Turn = new Effect.TakeTurn("triage", new Login("ben"));

    [TestMethod]
    public async Task After_its_time_nothing_is_left_of_a_deleted_installation_but_its_number()
    {
        await DecideAsync(1, repo: 10, issue: 7);
        await DecideAsync(2, repo: 20, issue: 8);
        await Store.DoneAsync("push", Deliveries.Start, whose: new InstallationId(1));
        await DeleteAsync(1);
        await RemoveAsync(DeletedAt - Duration.FromMilliseconds(1));
        (await Store.IssueAsync(new IssueId(7))).ShouldNotBeNull("its time has not come");
        await RemoveAsync(DeletedAt);
        (await Store.IssueAsync(new IssueId(7))).ShouldBeNull();
        (await Store.JournalAsync(new IssueId(7))).ShouldBeEmpty();
        (await Store.PastBatchesAsync(new IssueId(7))).ShouldBeEmpty();
        (await Store.RepositoryAsync(new RepoId(10))).ShouldBeNull();
        (await Store.FirstBodyAsync(new DeliveryId("push"))).ShouldBeNull();
        (await Store.FirstBodyAsync(new DeliveryId("d7"))).ShouldBeNull();
        (await Store.ReceiveAsync("d7")).ShouldBe(Receipt.Duplicate, "a redelivery is known still");
        var known = (await Store.InstallationAsync(new InstallationId(1)))!;
        (known.State, known.Account).ShouldBe(("deleted", ""), "late news are not taken for those of a new one");
    }

    [TestMethod]
    public async Task The_others_keep_theirs()
    {
        await DecideAsync(1, repo: 10, issue: 7);
        await DecideAsync(2, repo: 20, issue: 8);
        await DeleteAsync(1);
        await RemoveAsync(Much);
        (await Store.IssueAsync(new IssueId(8))).ShouldNotBeNull();
        (await Store.JournalAsync(new IssueId(8))).Count.ShouldBe(2);
        (await Store.FirstBodyAsync(new DeliveryId("d8"))).ShouldNotBeNull();
        (await Store.PastBatchesAsync(new IssueId(8))).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task Who_installs_again_in_time_keeps_everything()
    {
        await DecideAsync(1, repo: 10, issue: 7);
        await DeleteAsync(1);
        await Store.InstallAsync(3);
        await RemoveAsync(Much);
        (await Store.IssueAsync(new IssueId(7)))!.InstallationId.ShouldBe(3);
        (await Store.JournalAsync(new IssueId(7))).Count.ShouldBe(2);
        (await Store.FirstBodyAsync(new DeliveryId("d7"))).ShouldNotBeNull();
        var row = new InboxRow { InstallationId = 3, RepoId = 10, IssueId = 7 };
        var facts = await Store.FactsAsync(row);
        facts.Ledgers["triage"].Ledger.TakenBy(new Login("ben")).ShouldBe(1, "nobody's turn is forgotten");
        facts.OpenLoad[new Login("ben")].ShouldBe(1);
    }

    [TestMethod]
    public async Task Another_account_that_gets_the_repository_does_not_get_the_turns()
    {
        await DecideAsync(1, repo: 10, issue: 7);
        await DeleteAsync(1);
        await Store.PutInstallationAsync(new InstallationId(3), "umbrella", DeletedAt);
        var moved = new RepoRef(new RepoId(10), new RepoName("umbrella", "app"), "R_10", IsPrivate: true);
        await Store.AddRepositoriesAsync(new InstallationId(3), [moved], DeletedAt);
        (await Store.FactsAsync(new InboxRow { InstallationId = 3, RepoId = 10, IssueId = 7 })).Ledgers.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Being_told_of_the_deletion_again_does_not_put_the_removal_off()
    {
        await DecideAsync(1, repo: 10, issue: 7);
        await DeleteAsync(1);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: true, Much);
        await RemoveAsync(DeletedAt);
        (await Store.IssueAsync(new IssueId(7))).ShouldBeNull();
    }

    [TestMethod]
    public async Task Of_a_suspended_installation_nothing_is_removed()
    {
        await DecideAsync(1, repo: 10, issue: 7);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: false, DeletedAt);
        (await Store.RemoveDeletedAsync(Much, 500)).ShouldBe(0);
    }

    [TestMethod]
    public async Task A_large_installation_is_removed_some_rows_at_a_time()
    {
        await Store.InstallAsync(1);
        for (var n = 0; n < 20; n++)
            await Store.DoneAsync($"push-{n}", Deliveries.Start, whose: new InstallationId(1));
        await DeleteAsync(1);
        (await Store.RemoveDeletedAsync(DeletedAt, rowsMax: 5)).ShouldBe(5);
        await RemoveAsync(DeletedAt);
        (await Store.KeptBytesAsync()).ShouldBe(0);
    }

    private async Task DecideAsync(long installation, long repo, long issue)
    {
        await Store.InstallAsync(installation, repo);
        await Store.ReceiveAsync($"d{issue}");
        var unread = (await Store.UnreadAsync(1)).Single();
        var ready = new Routing.Ready(unread.InboxId, new InstallationId(installation), new RepoId(repo),
            new IssueId(issue), Deliveries.Start, Deliveries.Start, Rank: 1, Deliveries.Start);
        await Store.RouteAsync([ready], Deliveries.Start);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0, new Effect.AddLabel("x"), Turn))).ShouldBe(
            CommitResult.Committed);
        var batch = await Store.ClaimBatchAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        await Store.FinishBatchAsync(batch!, new Sent(null, [], null), Deliveries.Start);
    }

    private Task DeleteAsync(long installation) =>
        Store.CloseInstallationAsync(new InstallationId(installation), "acme", isDeleted: true, DeletedAt);

    private async Task RemoveAsync(Instant deletedBefore)
    {
        while (await Store.RemoveDeletedAsync(deletedBefore, rowsMax: 500) > 0)
        {
        }
    }
}
