using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>How much is written by rule, how often the comment is edited, and what waits for a lead.</summary>
public abstract class CeilingContract : StoreContract
{
    private static readonly InstallationId One = new(1);

    private int deliveries;

    [TestMethod]
    public async Task Beyond_ten_acts_on_one_issue_the_hour_is_waited_for_and_other_issues_are_not()
    {
        for (var n = 0; n < 12; n++) await PutAsync(issue: 7, label: $"l{n}");
        await PutAsync(issue: 8);
        var sent = await SendAllAsync(untilSecond: 100);
        sent.Count(row => row.IssueId == 7).ShouldBe(Ceilings.ActsPerIssueAndHour);
        sent.Count(row => row.IssueId == 8).ShouldBe(1);
        (await Store.NextBatchDueAsync(At(100))).ShouldBe(At(3600), "the first of them is an hour old then");
        (await Store.QueueAsync(0, 10)).ShouldAllBe(
            row => row.Reason!.Contains("on one issue", StringComparison.Ordinal));
        (await SendAllAsync(untilSecond: 3_700, fromSecond: 3_600)).Count.ShouldBe(2);
    }

    [TestMethod]
    public async Task A_repository_writes_no_more_by_rule_in_an_hour_than_its_files_allow()
    {
        for (var n = 0; n < 9; n++) await PutAsync(issue: 100 + n, perHour: 5);
        await PutAsync(issue: 300, perHour: 5, repo: 11);
        var sent = await SendAllAsync(untilSecond: 60);
        sent.Count(row => row.RepoId == 10).ShouldBe(5);
        sent.Count(row => row.RepoId == 11).ShouldBe(1, "another repository has its own");
        (await SendAllAsync(untilSecond: 3_599, fromSecond: 3_590)).ShouldBeEmpty();
        (await SendAllAsync(untilSecond: 3_700, fromSecond: 3_600)).Count.ShouldBe(4);
    }

    [TestMethod]
    public async Task What_a_person_asks_for_is_not_counted_and_does_not_wait_behind_what_is()
    {
        for (var n = 0; n < 11; n++) await PutAsync(issue: 7, label: $"l{n}");
        (await SendAllAsync(untilSecond: 100)).Count.ShouldBe(10);
        await PutAsync(issue: 7, more: new Effect.React(5, "IC_5", true));
        var sent = await SendAllAsync(untilSecond: 200, fromSecond: 101);
        sent.Count.ShouldBe(2, "the eleventh stands before it and is brought forward");
        for (var n = 0; n < 20; n++) await PutAsync(issue: 7, more: new Effect.React(6 + n, "IC", true));
        (await SendAllAsync(untilSecond: 400, fromSecond: 201)).Count.ShouldBe(20);
    }

    [TestMethod]
    public async Task A_batch_that_is_tried_again_is_counted_once()
    {
        for (var n = 0; n < 10; n++) await PutAsync(issue: 7, label: $"l{n}");
        var first = await ClaimAsync(0);
        for (var second = 1; second < 30; second++)
        {
            await Store.RetryBatchAsync(first!, At(second), "502", readFirst: true, burnsAttempt: true, comment: null,
                At(second));
            first = await ClaimAsync(second);
        }

        await Store.FinishBatchAsync(first!, new Sent(null, [], null), At(30));
        (await SendAllAsync(untilSecond: 100, fromSecond: 31)).Count.ShouldBe(9);
    }

    [TestMethod]
    public async Task The_comment_is_edited_by_rule_once_in_five_minutes_and_the_newest_text_is_said()
    {
        await PutAsync(issue: 7, more: Text("one"));
        (await SendAllAsync(untilSecond: 10)).Count.ShouldBe(1);
        await PutAsync(issue: 7, label: "x", more: Text("two"), second: 20);
        await PutAsync(issue: 7, label: "y", more: Text("three"), second: 30);
        var sent = await SendAllAsync(untilSecond: 299, fromSecond: 20);
        sent.Select(row => row.Effects)
            .ShouldAllBe(effects => !effects.Contains("put-comment", StringComparison.Ordinal));
        sent.Count.ShouldBe(2, "labels do not wait for the words");
        (await SendAllAsync(untilSecond: 320, fromSecond: 300)).ShouldHaveSingleItem().Effects.ShouldContain("three");
    }

    [TestMethod]
    public async Task What_waits_to_be_said_first_takes_up_the_news()
    {
        await PutAsync(issue: 7, label: "x", more: Text("one"));
        await PutAsync(issue: 7, label: "y", more: Text("two"));
        var sent = await SendAllAsync(untilSecond: 10);
        sent[0].Effects.ShouldContain("two");
        sent[1].Effects.ShouldNotContain("put-comment");
    }

    [TestMethod]
    public async Task What_a_person_asked_for_is_said_at_once_and_takes_the_place_of_what_waits()
    {
        await PutAsync(issue: 7, more: Text("one"));
        await SendAllAsync(untilSecond: 10);
        await PutAsync(issue: 7, more: Text("two"), second: 20);
        await PutAsync(issue: 7, second: 30, writes: [Text("three"), new Effect.React(5, "IC_5", true)]);
        (await SendAllAsync(untilSecond: 40, fromSecond: 30)).ShouldHaveSingleItem().Effects.ShouldContain("three");
        (await SendAllAsync(untilSecond: 900, fromSecond: 41)).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_change_of_the_files_that_touches_few_issues_is_written_when_the_last_was_looked_at()
    {
        await ChangeAsync(issues: 3, bulkStop: 3, lookedAt: 2);
        (await SendAllAsync(untilSecond: 10)).ShouldBeEmpty();
        await ChangeAsync(issues: 0, bulkStop: 3, lookedAt: 1);
        (await SendAllAsync(untilSecond: 30, fromSecond: 11)).Count.ShouldBe(3);
    }

    [TestMethod]
    public async Task One_that_touches_more_waits_for_a_lead_and_holds_nothing_else_up()
    {
        await ChangeAsync(issues: 4, bulkStop: 3, lookedAt: 4);
        (await SendAllAsync(untilSecond: 10)).ShouldBeEmpty();
        await PutAsync(issue: 500, label: "urgent");
        (await SendAllAsync(untilSecond: 20, fromSecond: 11)).ShouldHaveSingleItem().Effects.ShouldContain("urgent");
        (await Store.ApproveAsync(new RepoId(10))).ShouldBe(4);
        (await SendAllAsync(untilSecond: 60, fromSecond: 21)).Count.ShouldBe(4);
        (await Store.ApproveAsync(new RepoId(10))).ShouldBe(0);
    }

    private static Effect.PutComment Text(string text) => new(text, new CommentFacts(null, "running", []));

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);

    private Task<OutboxRow?> ClaimAsync(int second) =>
        Store.ClaimBatchAsync(new InstallationId(-1), At(second), Deliveries.Minute);

    /// <summary>Whatever may be written is, a second apart.</summary>
    private async Task<List<OutboxRow>> SendAllAsync(int untilSecond, int fromSecond = 0)
    {
        var sent = new List<OutboxRow>();
        for (var second = fromSecond; second <= untilSecond; second++)
        {
            if (await ClaimAsync(second) is not { } row) continue;
            await Store.FinishBatchAsync(row, new Sent(null, [], null)
            {
                HasSaid = row.Effects.Contains("put-comment", StringComparison.Ordinal),
            }, At(second));
            sent.Add(row);
        }

        return sent;
    }

    private async Task PutAsync(long issue, string? label = null, Effect? more = null, int perHour = 1000,
        long repo = 10,
        int second = 0, ImmutableArray<Effect>? writes = null)
    {
        await Store.PutInstallationAsync(One, "acme", Deliveries.Start);
        await Store.ReadyAsync($"d{deliveries++}", issue);
        var row = (await Store.ClaimEventAsync(new InstallationId(-1), At(second), Deliveries.Minute))! with
        {
            RepoId = repo
        };
        var effects =
            writes
                ?? [.. new[] { label is null && more is not null ? null : new Effect.AddLabel(label ?? "x"),
                    more }.OfType<Effect>()];
        (await Store.CommitDecisionAsync(Deliveries.Commit(row, await VersionAsync(issue), [.. effects]) with
        {
            WritesPerHour = perHour,
            Now = At(second),
        })).ShouldBe(CommitResult.Committed);
    }

    /// <summary>The files changed: each of the issues is rung for, and the first of them are looked at.</summary>
    private async Task ChangeAsync(int issues, int bulkStop, int lookedAt)
    {
        await Store.PutInstallationAsync(One, "acme", Deliveries.Start);
        for (var n = 0; n < issues; n++)
        {
            await PutAsync(500 + n, writes: [new Effect.SetAlarm(AlarmKey.FilesChanged, Deliveries.Start)]);
        }

        await Store.RingAlarmsAsync(At(1), 100);
        for (var n = 0; n < lookedAt; n++)
        {
            var row = (await Store.ClaimEventAsync(new InstallationId(-1), At(2), Deliveries.Minute))!;
            (await Store.CommitDecisionAsync(
                Deliveries.Commit(row, await VersionAsync(row.IssueId), new Effect.AddLabel("area/other")) with
                {
                    BulkStop = bulkStop
                }))
                .ShouldBe(CommitResult.Committed);
        }
    }

    private async Task<long> VersionAsync(long issue) => (await Store.IssueAsync(new IssueId(issue)))?.Version ?? 0;
}
