using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// A worker takes several events at once while that is quick, and never holds up what somebody else could do.
/// </summary>
[TestClass]
public class PortionTests
{
    private static readonly string[] People = ["ana", "ben", "chidi", "dee", "ivo", "jun", "kat", "lea"];

    [TestMethod]
    public void A_portion_grows_while_it_is_whole_and_quick_and_begins_anew_otherwise()
    {
        var time = new ManualTime(Road.Start);
        var portion = new Portion(time);
        var sizes = new List<int>();
        for (var n = 0; n < 7; n++) sizes.Add(Take(portion, () => { }));
        sizes.ShouldBe([1, 2, 4, 8, 16, 32, 32]);
        Take(portion, () => time.Advance(TimeSpan.FromSeconds(1)));
        portion.Size.ShouldBe(1, "it took long");
        Take(portion, () => { });
        portion.Begin();
        portion.End(taken: 1);
        portion.Size.ShouldBe(1, "there was no more");
    }

    [TestMethod]
    public async Task Who_is_held_up_by_GitHub_gives_back_what_he_has_not_begun()
    {
        await using var road = await Road.BeginAsync();
        var issues = new List<SandboxIssue>();
        foreach (var person in People) issues.Add(await road.OpenFormAsync($"Broken for {person}"));
        await road.RunAsync(Duration.FromMinutes(5));
        foreach (var (person, issue) in People.Zip(
            issues)) await road.GitHub.As(person).CommentAsync(issue, "Here too.");
        await road.GitHub.WhenDeliveredAsync();
        var isSlow = false;
        road.GitHub.Faults.Fail(1, 500, request =>
        {
            if (isSlow) road.Time.Advance(TimeSpan.FromSeconds(2));
            return false;
        });
        while ((await CountAsync(road)).New > 0) await road.StepAsync<InboxWorker>();
        await road.StepAsync<InboxWorker>();
        await road.StepAsync<InboxWorker>();
        (await CountAsync(road)).ShouldBe((0, Ready: People.Length - 3, 0), "one, then two");
        isSlow = true;
        await road.StepAsync<InboxWorker>();
        (await CountAsync(road)).ShouldBe((0, Ready: People.Length - 4, 0), "one of four, and the others are free");
        isSlow = false;
        await road.RunAsync(Duration.FromMinutes(1));
        (await CountAsync(road)).ShouldBe((0, 0, 0));
        (await road.Store.StatusAsync(Instant.MaxValue)).DeadLetters.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Issues_that_are_decided_together_get_the_people_they_would_get_one_by_one()
    {
        var together = await PeopleOfTwelveAsync(Duration.Zero);
        (await PeopleOfTwelveAsync(Duration.FromSeconds(10))).ShouldBe(together);
        together.Distinct().Count().ShouldBeGreaterThan(1, "they take turns");
    }

    private static async Task<IReadOnlyList<string>> PeopleOfTwelveAsync(Duration between)
    {
        await using var road = await Road.BeginAsync();
        var issues = new List<SandboxIssue>();
        for (var n = 0; n < 12; n++)
        {
            issues.Add(await road.OpenFormAsync($"Broken {n}"));
            await road.RunAsync(between);
        }

        await road.RunAsync(Duration.FromMinutes(5));
        return [.. issues.Select(issue => issue.AssigneeLogins.Single())];
    }

    private static int Take(Portion portion, Action work)
    {
        var size = portion.Size;
        portion.Begin();
        work();
        portion.End(size);
        return size;
    }

    private static async Task<(long New, long Ready, long Running)> CountAsync(Road road)
    {
        var inbox = (await road.Store.StatusAsync(Instant.MaxValue)).Inbox;
        return (inbox.GetValueOrDefault("new"), inbox.GetValueOrDefault("ready"), inbox.GetValueOrDefault("running"));
    }
}
