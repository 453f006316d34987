using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A decision is stored whole or not at all, and never on facts that have moved.</summary>
public abstract class DecisionContract : StoreContract
{
    private static readonly AlarmKey Warning = new(Metric.Respond, 1, 75);

    [TestMethod]
    public async Task Everything_of_a_decision_is_stored_at_once()
    {
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await Store.CommitDecisionAsync(Deliveries.Commit(
            row!, 0, new Effect.AddLabel(
                "area/publish"), new Effect.SetAlarm(Warning, Deliveries.Start + Deliveries.Minute),
            new Effect.TakeTurn("triage", new Login("ben"))))).ShouldBe(CommitResult.Committed);
        (await Store.IssueAsync(new IssueId(7)))!.Version.ShouldBe(1);
        (await Store.JournalAsync(new IssueId(7))).Count.ShouldBe(3);
        (await Store.NextAlarmAsync()).ShouldBe(Deliveries.Start + Deliveries.Minute);
        var facts = await Store.FactsAsync(row!);
        facts.Ledgers["triage"].Ledger.TakenBy(new Login("ben")).ShouldBe(1);
        facts.OpenLoad[new Login("ben")].ShouldBe(1);
        var status = await Store.StatusAsync(Deliveries.Start);
        status.Inbox["done"].ShouldBe(1);
        status.Outbox["ready"].ShouldBe(1);
    }

    [TestMethod]
    public async Task A_decision_on_an_issue_that_has_moved_stores_nothing()
    {
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await Store.CommitDecisionAsync(Deliveries.Commit(row!, version: 3, new Effect.AddLabel("x")))).ShouldBe(
            CommitResult.Moved);
        var status = await Store.StatusAsync(Deliveries.Start);
        status.Inbox["running"].ShouldBe(1, "the event is still to be decided");
        status.Outbox.ShouldBeEmpty();
        (await Store.JournalAsync(new IssueId(7))).ShouldBeEmpty();
        (await Store.CommitDecisionAsync(Deliveries.Commit(row!, version: 0, new Effect.AddLabel("x")))).ShouldBe(
            CommitResult.Committed);
    }

    [TestMethod]
    public async Task Two_decisions_cannot_take_the_same_turn()
    {
        await Store.ReadyAsync("one", issue: 7);
        await Store.ReadyAsync("two", issue: 8);
        var first = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var second = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var turn = new Effect.TakeTurn("triage", new Login("ben"));
        (await Store.CommitDecisionAsync(Deliveries.Commit(first!, 0, turn))).ShouldBe(CommitResult.Committed);
        (await Store.CommitDecisionAsync(Deliveries.Commit(second!, 0, turn))).ShouldBe(CommitResult.Moved);
        var fresh = (await Store.FactsAsync(second!)).Ledgers;
        (await Store.CommitDecisionAsync(Deliveries.Commit(second!, 0, turn) with { Ledgers = fresh })).ShouldBe(
            CommitResult.Committed);
        (await Store.FactsAsync(second!)).Ledgers["triage"].Ledger.TakenBy(new Login("ben")).ShouldBe(2);
    }

    [TestMethod]
    public async Task Areas_of_two_repositories_have_their_own_turns()
    {
        await Store.ReadyAsync("one", issue: 7);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0, new Effect.TakeTurn("area:docs", new Login("ben"))));
        (await Store.FactsAsync(row!)).Ledgers.ShouldContainKey("area:docs");
        (await Store.FactsAsync(row! with { RepoId = 11 })).Ledgers.ShouldNotContainKey("area:docs");
    }

    [TestMethod]
    public async Task Open_issues_are_counted_for_whoever_holds_them_as_they_come_change_hands_and_go()
    {
        for (var n = 1; n <= 3; n++) await HoldAsync(issue: n, "ben");
        (await LoadAsync()).ShouldBe("ben 3");
        await HoldAsync(issue: 2, "cho");
        (await LoadAsync()).ShouldBe("ben 2, cho 1");
        await HoldAsync(issue: 3, "ben", isOpen: false);
        await HoldAsync(issue: 1, holder: null);
        (await LoadAsync()).ShouldBe("cho 1");
        await HoldAsync(issue: 3, "cho");
        (await LoadAsync()).ShouldBe("cho 2");
        await Store.InstallAsync(installation: 1);
        await Store.InstallAsync(installation: 2);
        (await LoadAsync()).ShouldBe("", "the repository came to another installation, and its issues with it");
        (await LoadAsync(installation: 2)).ShouldBe("cho 2");
    }

    private async Task HoldAsync(long issue, string? holder, bool isOpen = true)
    {
        var before = await Store.IssueAsync(new IssueId(issue));
        await Store.ReadyAsync($"{issue}-{before?.Version}", issue);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var commit = Deliveries.Commit(row!, before?.Version ?? 0);
        commit = commit with { Issue = commit.Issue! with { Holder = holder, IsOpen = isOpen } };
        (await Store.CommitDecisionAsync(commit)).ShouldBe(CommitResult.Committed);
    }

    private async Task<string> LoadAsync(long installation = 1) => string.Join(", ",
        (await Store.FactsAsync(new InboxRow { InstallationId = installation, RepoId = 10, IssueId = 99 })).OpenLoad
            .OrderBy(load => load.Key.Value).Select(load => $"{load.Key} {load.Value}"));
}
