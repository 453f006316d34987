using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Who is written first, and how the hour's contents are dealt out.</summary>
[TestClass]
public sealed class PriorityTests : IDisposable
{
    private const int Last = WritePriority.Last;

    private readonly TemporaryFolder folder = new();
    private Store store;

    public PriorityTests() => store = Deliveries.Open(folder);

    public void Dispose()
    {
        store.Dispose();
        folder.Dispose();
    }

    [TestMethod]
    public async Task The_most_severe_is_written_first_and_the_others_by_rank_and_age()
    {
        await PutAsync((1, Last, true), (2, 3, true), (3, 3, false), (4, WritePriority.Urgent, true), (5, 1, true));
        (await ClaimAsync(seconds: 10)).ShouldBe([4, 5, 2, 3, 1]);
    }

    [TestMethod]
    public async Task What_stands_before_an_urgent_write_of_its_issue_goes_first_with_it()
    {
        await PutAsync((1, Last, true), (2, 2, true), (1, WritePriority.Urgent, false));
        var first = await ClaimOneAsync(0);
        first!.IssueId.ShouldBe(1);
        EffectJson.Read(first.Effects).ShouldBe([new Effect.AddLabel("l0")], "the order of an issue is kept");
        await store.FinishBatchAsync(first, new Sent(null, [], null), Deliveries.Start);
        (await ClaimAsync(seconds: 5)).ShouldBe([1, 2]);
    }

    [TestMethod]
    public async Task What_has_the_last_rank_is_written_some_day_too()
    {
        await PutAsync((1, Last, true));
        var writes = 0;
        while (writes <= 20)
        {
            await PutAsync((100 + writes, 1, writes % 2 == 0));
            var claimed = (await ClaimOneAsync(writes))!.IssueId;
            writes++;
            if (claimed == 1) break;
        }

        writes.ShouldBe(10);
    }

    [TestMethod]
    public async Task A_flood_leaves_a_part_of_the_hour_for_the_most_severe_also_over_a_restart()
    {
        const int room = ContentBudget.PerHourMax - ContentBudget.KeptForUrgent;
        await PutAsync([.. Enumerable.Range(1, room + 5).Select(issue => ((long)issue, 3, true))]);
        (await ClaimAsync(seconds: room + 100)).Count.ShouldBe(room, "no more contents than that an hour");
        store.Dispose();
        store = Deliveries.Open(folder);
        await PutAsync((5001, WritePriority.Urgent, true), (5002, Last, false));
        (await ClaimOneAsync(room + 101))!.IssueId.ShouldBe(5001);
        (await ClaimOneAsync(room + 102))!.IssueId.ShouldBe(5002, "what creates no content needs no part of them");
        (await ClaimOneAsync(room + 103)).ShouldBeNull();
        (await store.NextBatchDueAsync(At(room + 103))).ShouldBe(At(3602),
            "the second that was spent leaves the hour: the urgent one counts");
        (await ClaimOneAsync(3601)).ShouldBeNull();
        (await ClaimOneAsync(3602)).ShouldNotBeNull();
    }

    [TestMethod]
    public async Task What_was_not_sent_after_all_gives_its_content_back()
    {
        const int room = ContentBudget.PerHourMax - ContentBudget.KeptForUrgent;
        await PutAsync((1, 3, true));
        for (var second = 0; second < room + 10; second++)
        {
            var batch = (await ClaimOneAsync(second)).ShouldNotBeNull($"second {second}");
            await store.RetryBatchAsync(batch, At(second), "not yet", readFirst: false, burnsAttempt: false,
                comment: null, At(second));
        }
    }

    private async Task PutAsync(params (long Issue, int Rank, bool CreatesContent)[] batches)
    {
        await store.PutInstallationAsync(new InstallationId(1), "acme", Deliveries.Start);
        foreach (var ((issue, rank, createsContent), n) in batches.Select((batch, n) => (batch, n)))
        {
            await store.ReadyAsync($"d{issue}-{n}", issue);
            var row = await store.ClaimEventAsync(new InstallationId(-1), Deliveries.Start, Deliveries.Minute);
            var version = (await store.IssueAsync(new IssueId(issue)))?.Version ?? 0;
            var commit = Deliveries.Commit(row!, version, new Effect.AddLabel($"l{n}"));
            (await store.CommitDecisionAsync(commit with { Priority = new WritePriority(rank, createsContent) }))
                .ShouldBe(CommitResult.Committed);
        }
    }

    /// <summary>Tries each second; the issues whose batches were claimed, in order.</summary>
    private async Task<List<long>> ClaimAsync(int seconds)
    {
        var claimed = new List<long>();
        for (var second = 1; second <= seconds; second++)
            if (await ClaimOneAsync(second) is { } batch) claimed.Add(batch.IssueId);
        return claimed;
    }

    private Task<OutboxRow?> ClaimOneAsync(int second) =>
        store.ClaimBatchAsync(new InstallationId(-1), At(second), Duration.FromDays(1));

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);
}
