using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A decision is stored whole or not at all, and never on facts that have moved.</summary>
[TestClass]
public class DecisionTests
{
    private static readonly AlarmKey Warning = new(Metric.Respond, 1, 75);

    [TestMethod]
    public async Task Everything_of_a_decision_is_stored_at_once()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await store.CommitDecisionAsync(Deliveries.Commit(
            row!, 0, new Effect.AddLabel(
                "area/publish"), new Effect.SetAlarm(Warning, Deliveries.Start + Deliveries.Minute),
            new Effect.TakeTurn("triage", new Login("ben"))))).ShouldBe(CommitResult.Committed);
        (await store.IssueAsync(new IssueId(7)))!.Version.ShouldBe(1);
        (await store.JournalAsync(new IssueId(7))).Count.ShouldBe(3);
        (await store.NextAlarmAsync()).ShouldBe(Deliveries.Start + Deliveries.Minute);
        var facts = await store.FactsAsync(row!);
        facts.Ledgers["triage"].Ledger.TakenBy(new Login("ben")).ShouldBe(1);
        facts.OpenLoad[new Login("ben")].ShouldBe(1);
        var status = await store.StatusAsync(Deliveries.Start);
        status.Inbox["done"].ShouldBe(1);
        status.Outbox["ready"].ShouldBe(1);
    }

    [TestMethod]
    public async Task A_decision_on_an_issue_that_has_moved_stores_nothing()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        (await store.CommitDecisionAsync(Deliveries.Commit(row!, version: 3, new Effect.AddLabel("x")))).ShouldBe(
            CommitResult.Moved);
        var status = await store.StatusAsync(Deliveries.Start);
        status.Inbox["running"].ShouldBe(1, "the event is still to be decided");
        status.Outbox.ShouldBeEmpty();
        (await store.JournalAsync(new IssueId(7))).ShouldBeEmpty();
        (await store.CommitDecisionAsync(Deliveries.Commit(row!, version: 0, new Effect.AddLabel("x")))).ShouldBe(
            CommitResult.Committed);
    }

    [TestMethod]
    public async Task Two_decisions_cannot_take_the_same_turn()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        await store.ReadyAsync("two", issue: 8);
        var first = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var second = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var turn = new Effect.TakeTurn("triage", new Login("ben"));
        (await store.CommitDecisionAsync(Deliveries.Commit(first!, 0, turn))).ShouldBe(CommitResult.Committed);
        (await store.CommitDecisionAsync(Deliveries.Commit(second!, 0, turn))).ShouldBe(CommitResult.Moved);
        var fresh = (await store.FactsAsync(second!)).Ledgers;
        (await store.CommitDecisionAsync(Deliveries.Commit(second!, 0, turn) with { Ledgers = fresh })).ShouldBe(
            CommitResult.Committed);
        (await store.FactsAsync(second!)).Ledgers["triage"].Ledger.TakenBy(new Login("ben")).ShouldBe(2);
    }

    [TestMethod]
    public async Task Areas_of_two_repositories_have_their_own_turns()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        await store.CommitDecisionAsync(Deliveries.Commit(row!, 0, new Effect.TakeTurn("area:docs", new Login("ben"))));
        (await store.FactsAsync(row!)).Ledgers.ShouldContainKey("area:docs");
        (await store.FactsAsync(row! with { RepoId = 11 })).Ledgers.ShouldNotContainKey("area:docs");
    }

    [TestMethod]
    public async Task An_alarm_rings_once_and_not_before_its_time()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        var due = Deliveries.Start + Deliveries.Minute;
        await store.CommitDecisionAsync(Deliveries.Commit(row!, 0, new Effect.SetAlarm(Warning, due)));
        (await store.RingAlarmsAsync(due - Duration.FromMilliseconds(1), 10)).ShouldBe(0);
        (await store.RingAlarmsAsync(due, 10)).ShouldBe(1);
        (await store.RingAlarmsAsync(due, 10)).ShouldBe(0);
        var rang = await store.ClaimEventAsync(new InstallationId(-1), due, Deliveries.Minute);
        var own = OwnEvent.FromJson(rang!.Json());
        (own.Subject, own.OccurredAt, rang.Source).ShouldBe(("respond/1/75", due, OwnEvent.Alarm));
    }

    [TestMethod]
    public async Task A_cleared_alarm_does_not_ring()
    {
        using var folder = new TemporaryFolder();
        using var store = Deliveries.Open(folder);
        await store.ReadyAsync("one", issue: 7);
        var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
        await store.CommitDecisionAsync(Deliveries.Commit(
            row!, 0, new Effect.SetAlarm(Warning, Deliveries.Start), new Effect.ClearAlarm(Warning)));
        (await store.RingAlarmsAsync(Deliveries.Start + Deliveries.Minute, 10)).ShouldBe(0);
    }
}
