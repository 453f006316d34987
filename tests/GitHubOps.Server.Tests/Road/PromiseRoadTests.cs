using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Server.Tests;

/// <summary>What people say of a promise, from their comment to what GitHub shows and who is woken.</summary>
[TestClass]
public class PromiseRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    [TestMethod]
    public async Task What_was_put_aside_wakes_nobody_and_comes_back_on_its_day_after_a_restart_too()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var comment = await road.GitHub.As("ben").CommentAsync(issue, "/snooze 3d because the renderer is new");
        await road.RunAsync(Duration.FromDays(2));
        comment.Reactions.ShouldHaveSingleItem().Content.ShouldBe("+1");
        issue.LabelNames.ShouldNotContain("sla/late");
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain(
            "It is put aside until **Thu 5 Nov, 10:04");
        await road.RestartAsync();
        await road.RunAsync(Duration.FromDays(1) + Duration.FromHours(1));
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain(
            "You will hear from a person by");
        issue.LabelNames.ShouldNotContain("sla/late");
        await road.RunAsync(Duration.FromHours(4));
        issue.LabelNames.ShouldContain("sla/late");
    }

    [TestMethod]
    [DataRow("2026-11-06T16:00", "Mon 9 Nov, 12:00", "over a weekend")]
    [DataRow("2026-11-10T16:00", "Thu 12 Nov, 12:00", "over a holiday")]
    [DataRow("2027-03-12T16:00", "Mon 15 Mar, 12:00", "over a change of the clocks")]
    public async Task Four_business_hours_are_counted_in_the_hours_of_the_office(string opened, string due, string why)
    {
        await using var road = await Road.BeginAsync();
        var zone = DateTimeZoneProviders.Tzdb["America/Los_Angeles"];
        var at =
            LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(opened).Value.InZoneStrictly(
                zone).ToInstant();
        road.Time.AdvanceTo(at.ToDateTimeOffset());
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain($"by **{due} (Los Angeles)**",
            customMessage: why);
    }

    [TestMethod]
    public async Task A_way_round_and_a_decision_stand_in_the_one_comment_and_the_issue_stays_open()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        await road.GitHub.As("ana").CreateLabelAsync(Road.Repo, "partner/P-07");
        await road.GitHub.As("ben").AddLabelAsync(issue, "partner/P-07");
        await road.RunAsync(Ceilings.BetweenEdits);
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain("It will be decided by **");
        var has = issue.AssigneeLogins.ShouldHaveSingleItem();
        await road.GitHub.As(has).CommentAsync(issue, "/workaround https://example.com/way");
        await road.GitHub.As("ana").CommentAsync(issue, "/decide later because it waits for the renderer");
        await road.RunAsync(AMinute);
        var body = (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body;
        body.ShouldContain("**Decided: later** — `it waits for the renderer` (ana).");
        body.ShouldContain("this helps: `https://example.com/way`");
        body.ShouldNotContain("It will be decided by");
        var clocks = IssueStateJson.Read((await road.Store.IssueAsync(new IssueId(issue.Id)))!.State).Clocks;
        clocks.Single(clock => clock.Metric == Metric.Fix).Outcome.ShouldBe(ClockOutcome.Met);
        clocks.Single(clock => clock.Metric == Metric.Decide).Outcome.ShouldBe(ClockOutcome.Met);
        issue.Comments.Count(one => one.Author == road.GitHub.App.Bot).ShouldBe(1);
    }

    [TestMethod]
    public async Task An_issue_that_is_moved_to_another_repository_keeps_its_promise_there_and_nothing_is_written_on_it()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var moved = await road.GitHub.As("ana").TransferAsync(issue, "acme/ide-extension");
        var before = road.GitHub.Ledger.Requests.Count(request => request.IsWrite);
        await road.RunAsync(AMinute);
        var there = IssueStateJson.Read((await road.Store.IssueAsync(new IssueId(moved.Id)))!.State);
        var respond = there.Clocks.Single(clock => clock.Metric == Metric.Respond);
        respond.State.ShouldBe(ClockState.Running);
        respond.StartedAt.ShouldBe(Instant.FromDateTimeOffset(issue.CreatedAt));
        await road.GitHub.As("kat").CommentAsync(moved, "Looking.");
        await road.RunAsync(Duration.FromHours(8));
        IssueStateJson.Read((await road.Store.IssueAsync(new IssueId(moved.Id)))!.State).Clocks
            .Single(clock => clock.Metric == Metric.Respond).Outcome.ShouldBe(ClockOutcome.Met);
        road.GitHub.Ledger.Requests.Count(request => request.IsWrite).ShouldBe(before);
    }
}
