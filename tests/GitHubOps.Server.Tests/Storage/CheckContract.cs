using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A commit is judged once however often it is asked for, and what nobody waits for is left.</summary>
public abstract class CheckContract : StoreContract
{
    private static readonly RepoId Repo = new(10);
    private static readonly string Old = new('a', 40);
    private static readonly string New = new('b', 40);

    [TestInitialize]
    public Task InstallAsync() => Store.InstallAsync(1);

    [TestMethod]
    public async Task Asked_for_twice_it_is_judged_once_and_asked_for_meanwhile_once_more()
    {
        await WantAsync(Old);
        await WantAsync(Old);
        var first = (await ClaimAsync())!;
        (await ClaimAsync()).ShouldBeNull("it is one worker's alone");
        await WantAsync(Old);
        (await Store.CommitCheckAsync(Said(first, "one"), At(1))).ShouldBeTrue();
        var second = (await ClaimAsync()).ShouldNotBeNull("the files may have changed since it was read");
        (await Store.CommitCheckAsync(Said(second, "two"), At(2))).ShouldBeTrue();
        (await ClaimAsync()).ShouldBeNull();
        var batch = (await BatchAsync()).ShouldNotBeNull();
        batch.IsCheck.ShouldBeTrue();
        Title(batch).ShouldBe("two", "what was to be said before is not said any more");
        await Store.FinishBatchAsync(batch, new Sent(null, [], null), At(3));
        (await BatchAsync(At(9))).ShouldBeNull();
    }

    [TestMethod]
    public async Task What_GitHub_says_already_is_not_sent_again_but_where_it_has_begun_anew()
    {
        await WantAsync(Old);
        await JudgeAndSendAsync("one");
        await WantAsync(Old);
        await Store.CommitCheckAsync(Said((await ClaimAsync())!, "one"), At(5));
        (await BatchAsync(At(60))).ShouldBeNull();
        (await Store.WantCheckAgainAsync(Repo, Old, At(6))).ShouldBeTrue();
        await Store.CommitCheckAsync(Said((await ClaimAsync(At(6)))!, "one"), At(7));
        (await BatchAsync(At(60))).ShouldNotBeNull();
        (await Store.WantCheckAgainAsync(Repo, New, At(8))).ShouldBeFalse("nobody judged that one");
    }

    [TestMethod]
    public async Task A_newer_head_makes_the_older_needless_wherever_it_stands()
    {
        await WantAsync(Old);
        await Store.CommitCheckAsync(Said((await ClaimAsync())!, "one"), At(1));
        await WantAsync(New);
        (await BatchAsync(At(60))).ShouldBeNull("it was not sent yet");
        var newer = (await ClaimAsync())!;
        newer.HeadSha.ShouldBe(New);
        await Store.CommitCheckAsync(Said(newer, "two"), At(2));
        (await BatchAsync(At(60))).ShouldNotBeNull();
        (await Store.StatusAsync(At(9))).Checks.ShouldBe(new Dictionary<string, long> { ["done"] = 2 });
    }

    [TestMethod]
    public async Task What_is_said_to_be_needless_is_looked_at_again_before_anything_of_it_is_written()
    {
        await WantAsync(Old);
        var judged = (await ClaimAsync())!;
        await Store.DoubtChecksAsync(Repo, 3, At(8), At(2));
        (await Store.CommitCheckAsync(Said(judged, "one"), At(3))).ShouldBeFalse("it was being judged");
        (await ClaimAsync(At(7))).ShouldBeNull("GitHub may not show it yet");
        var again = (await ClaimAsync(At(8))).ShouldNotBeNull();
        await Store.CommitCheckAsync(Said(again, "one"), At(9));
        await Store.DoubtChecksAsync(Repo, 3, At(16), At(10));
        (await BatchAsync(At(15))).ShouldBeNull("it was not sent yet");
        await Store.CommitCheckAsync(Said((await ClaimAsync(At(16)))!, "one"), At(17));
        (await BatchAsync(At(60))).ShouldNotBeNull("somebody waits for it after all");
        await Store.DoubtChecksAsync(Repo, 4, At(70), At(61));
        (await ClaimAsync(At(80))).ShouldBeNull("that is another pull request");
    }

    [TestMethod]
    public async Task Who_lost_the_lease_can_say_nothing_and_a_restart_begins_again()
    {
        await WantAsync(Old);
        var lost = (await ClaimAsync())!;
        var second = (await ClaimAsync(At(120))).ShouldNotBeNull();
        (await Store.CommitCheckAsync(Said(lost, "lost"), At(121))).ShouldBeFalse();
        Restart();
        await Store.RecoverAsync(Instant.MinValue);
        (await ClaimAsync(At(122))).ShouldNotBeNull().Attempts.ShouldBe(second.Attempts + 1);
    }

    [TestMethod]
    public async Task What_waits_for_a_permission_begins_at_once_when_it_is_accepted()
    {
        await WantAsync(Old);
        await Store.RetryCheckAsync((await ClaimAsync())!, At(3600), "not granted", burnsAttempt: false);
        (await ClaimAsync(At(1))).ShouldBeNull();
        (await Store.NextCheckDueAsync()).ShouldBe(At(3600));
        await Store.ReleaseInstallationAsync(new InstallationId(1), At(2));
        (await ClaimAsync(At(2))).ShouldNotBeNull();
    }

    [TestMethod]
    public async Task The_commits_of_an_installation_go_with_it()
    {
        await WantAsync(Old);
        await JudgeAndSendAsync("one");
        await WantAsync(New);
        await Store.CloseInstallationAsync(new InstallationId(1), "acme", isDeleted: true, At(5));
        (await ClaimAsync(At(6))).ShouldBeNull();
        while (await Store.RemoveDeletedAsync(At(9), 100) > 0)
        {
        }

        (await Store.StatusAsync(At(9))).Checks.ShouldBeEmpty();
    }

    private async Task JudgeAndSendAsync(string title)
    {
        await Store.CommitCheckAsync(Said((await ClaimAsync())!, title), At(1));
        var batch = (await BatchAsync())!;
        await Store.FinishBatchAsync(batch, new Sent(null, [], null)
        {
            CheckDigest = Check(batch).Verdict.Digest(),
        }, At(2));
    }

    private Task WantAsync(string sha) => Store.WantCheckAsync(
        new CheckWish(new InstallationId(1), Repo, sha, CheckRow.Pull) { PullNumber = 3 }, At(0));

    private Task<CheckRow?> ClaimAsync(Instant? now = null) =>
        Store.ClaimCheckAsync(new InstallationId(-1), now ?? At(0), Deliveries.Minute);

    private Task<OutboxRow?> BatchAsync(Instant? now = null) =>
        Store.ClaimBatchAsync(new InstallationId(-1), now ?? At(2), Deliveries.Minute);

    private static CheckCommit Said(CheckRow row, string title) => new(row,
        [
            new Effect.PutCheck(row.HeadSha, new CheckVerdict
            {
                Name = CheckVerdict.Config, Conclusion = CheckConclusion.Success, Title = title, Summary = "s",
            }, "pull/3/files"),
        ],
        "rev");

    private static string Title(OutboxRow batch) => Check(batch).Verdict.Title;

    private static Effect.PutCheck Check(OutboxRow batch) => (Effect.PutCheck)EffectJson.Read(batch.Effects).Single();

    private static Instant At(int second) => Deliveries.Start + Duration.FromSeconds(second);
}
