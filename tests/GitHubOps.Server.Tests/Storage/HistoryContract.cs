using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What happened to issues is kept for longer than the payloads that told of it.</summary>
public abstract class HistoryContract : StoreContract
{
    private static readonly RepoId Repo = new(10);

    [TestMethod]
    public async Task What_happened_is_kept_in_its_order_and_once()
    {
        await TellAsync("late", second: 9);
        await TellAsync("early", second: 1);
        await TellAsync("early", second: 1);
        await TellAsync("elsewhere", second: 5, repo: 11);
        Restart();
        (await ToldAsync()).ShouldBe(["early", "late"]);
        (await ToldAsync(since: At(2))).ShouldBe(["late"]);
        (await ToldAsync(eventsMax: 1)).ShouldBe(["late"], "the newest");
        (await Store.HistoryAsync([Repo, new RepoId(11)], At(0), 10)).Length.ShouldBe(3);
    }

    [TestMethod]
    public async Task It_outlives_the_payloads_and_goes_when_its_time_is_over()
    {
        await TellAsync("one", second: 1);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), At(1), Deliveries.Minute);
        await Store.CommitDecisionAsync(Deliveries.Commit(row!, 0));
        await CleanAsync(history: At(0));
        (await Store.FirstBodyAsync(new DeliveryId("one"))).ShouldBeNull();
        (await ToldAsync()).ShouldBe(["one"]);
        await CleanAsync(history: At(60));
        (await ToldAsync()).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task When_there_are_too_many_bytes_the_oldest_of_it_goes_after_the_payloads()
    {
        for (var n = 0; n < 4; n++) await TellAsync($"h{n}", second: n);
        await Store.DoneAsync("paid", At(0));
        var history = await Store.KeptBytesAsync();
        (await Store.DropBodiesAsync(1, 100)).ShouldBe(1);
        (await ToldAsync()).Count.ShouldBe(4, "a payload went");
        (await Store.DropBodiesAsync(1, 100)).ShouldBe(1);
        (await ToldAsync()).ShouldBe(["h1", "h2", "h3"]);
        (await Store.KeptBytesAsync()).ShouldBeLessThan(history);
    }

    [TestMethod]
    public async Task A_deleted_issue_takes_its_history_with_it_and_what_could_not_be_decided_is_none()
    {
        await TellAsync("of another", second: 1, issue: 8);
        await TellAsync("one", second: 1);
        await TellAsync("two", second: 2);
        await Store.ReceiveAsync("gone");
        var unread = (await Store.UnreadAsync(1)).Single();
        await Store.RouteAsync([Ready(unread, At(3), issue: 7) with { EndsHistory = true }], At(3));
        (await ToldAsync()).ShouldBe(["of another"]);
        var row = await Store.ClaimEventAsync(new InstallationId(-1), At(9), Deliveries.Minute);
        await Store.BuryEventAsync(row!, "our mistake", At(9));
        (await ToldAsync()).ShouldBe(row!.IssueId == 8 ? [] : ["of another"]);
    }

    private async Task TellAsync(string id, int second, long repo = 10, long issue = 7)
    {
        if (await Store.ReceiveAsync(id) == Receipt.Duplicate) return;
        var row = (await Store.UnreadAsync(10)).Single(unread => unread.DeliveryId == id);
        var told = new IssueTouched(id)
        {
            Delivery = new DeliveryId(id), Sender = Actor.Ghost, OccurredAt = At(second),
            Repo = new RepoInfo(new RepoId(repo), new RepoName("acme", "app"), "R", true, false, "main"),
            Issue = new IssueSnapshot
            {
                Id = new IssueId(issue), NodeId = "I", Number = 1, Title = "t", Body = "b", Author = Actor.Ghost,
                CreatedAt = At(0), UpdatedAt = At(second),
            },
        };
        await Store.RouteAsync(
            [Ready(row, At(second), repo, issue) with { History = HistoryJson.Write(told) }], At(second));
    }

    private static Routing.Ready Ready(InboxRow row, Instant at, long repo = 10, long issue = 7) => new(
        row.InboxId, new InstallationId(1), new RepoId(repo), new IssueId(issue), at, at, Rank: 1, at);

    private async Task<List<string>> ToldAsync(Instant? since = null, int eventsMax = 10) =>
        [.. (await Store.HistoryAsync([Repo], since ?? At(0), eventsMax)).Select(told => told.Delivery.Value)];

    private Task<int> CleanAsync(Instant history) =>
        Store.CleanAsync(new Keeping(At(600), At(0), At(0), history), 500);

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);
}
