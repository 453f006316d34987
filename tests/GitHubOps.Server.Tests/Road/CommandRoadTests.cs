using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A comment's way: from the webhook to what GitHub shows afterwards.</summary>
[TestClass]
public class CommandRoadTests
{
    private static readonly Duration AMinute = Duration.FromMinutes(1);

    [TestMethod]
    public async Task A_command_is_done_and_answered_with_at_most_three_requests()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var before = road.GitHub.Ledger.Requests.Count;
        var comment = await road.GitHub.As("ben").CommentAsync(issue, "/area dashboards");
        await road.RunAsync(AMinute);
        SignsOn(comment).ShouldBe(["+1"]);
        issue.Labels.Select(label => label.Name).ShouldContain("area/dashboards");
        issue.Labels.Select(label => label.Name).ShouldNotContain("area/publishing");
        road.GitHub.Ledger.Requests.Skip(before).Count(request => request.Path != "/app/hook/deliveries")
            .ShouldBeLessThanOrEqualTo(3);
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem();
    }

    [TestMethod]
    public async Task What_was_not_done_has_a_puzzled_face_and_its_reason_in_the_one_comment()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var comment =
            await road.GitHub.As("contributor").CommentAsync(issue, "/sev s1 because @everyone <!-- waits -->");
        await road.RunAsync(AMinute);
        SignsOn(comment).ShouldBe(["confused"]);
        var ours = (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem();
        ours.Body.ShouldContain("that is for");
    }

    [TestMethod]
    public async Task Without_GraphQL_and_with_a_lost_answer_there_is_one_sign_all_the_same()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Fail(1000, 403, request => request.Path == "/graphql");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        road.GitHub.Faults.ApplyThenFail(1, 502,
            request => request.Path.EndsWith("/reactions", StringComparison.Ordinal));
        var comment = await road.GitHub.As("ben").CommentAsync(issue, "/type bug");
        await road.RunAsync(Duration.FromMinutes(5));
        SignsOn(comment).ShouldBe(["+1"]);
    }

    [TestMethod]
    public async Task A_comment_that_is_gone_before_its_answer_holds_nothing_up()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var comment = await road.GitHub.As("ben").CommentAsync(issue, "/area dashboards");
        await road.DecideAsync();
        await road.GitHub.As("ben").DeleteCommentAsync(comment);
        await road.RunAsync(AMinute);
        issue.Labels.Select(label => label.Name).ShouldContain("area/dashboards");
        (await road.Store.StatusAsync(road.Now)).Outbox.Keys.ShouldNotContain("dead");
        (await road.Store.StatusAsync(road.Now)).Outbox.Keys.ShouldNotContain("refused");
    }

    [TestMethod]
    public async Task A_comment_told_twice_and_a_restart_do_nothing_twice()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        road.GitHub.Faults.Deliveries.Double(1000);
        var has = issue.AssigneeLogins.ShouldHaveSingleItem();
        await road.GitHub.As(has).CommentAsync(issue, "/reroll");
        await road.RunAsync(AMinute);
        await road.RestartAsync();
        await road.RunAsync(AMinute);
        issue.AssigneeLogins.ShouldHaveSingleItem().ShouldNotBe(has);
        issue.Timeline.Count(entry => entry.Kind == "assigned").ShouldBe(2);
    }

    [TestMethod]
    public async Task What_people_say_closes_and_reopens_it_and_the_one_comment_follows()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        var close = await road.GitHub.As("contributor").CommentAsync(issue, "/close not-planned");
        await road.RunAsync(AMinute);
        (issue.IsOpen, issue.StateReason).ShouldBe((false, "not_planned"));
        SignsOn(close).ShouldBe(["+1"]);

        // That it is closed now comes back as news, and what news change in the comment may wait for five minutes.
        await road.RunAsync(Duration.FromMinutes(10));
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain("Closed as not planned on");
        await road.GitHub.As("contributor").CommentAsync(issue, "/reopen");
        await road.RunAsync(AMinute);
        issue.IsOpen.ShouldBeTrue();
        issue.LabelNames.ShouldContain("waiting/triage");
        await road.GitHub.As("ben").CloseAsync(issue);
        await road.GitHub.As("contributor").CommentAsync(issue, "/verified");
        await road.RunAsync(AMinute);
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain(
            "contributor says that the fix works.");
        issue.Timeline.Count(entry => entry.Kind == "closed" && entry.Actor == road.GitHub.App.Bot).ShouldBe(1);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task A_lost_answer_closes_nothing_that_a_person_has_opened_since(bool withGraphQl)
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(AMinute);
        if (!withGraphQl) road.GitHub.Faults.Fail(1000, 403, request => request.Path == "/graphql");
        road.GitHub.Faults.ApplyThenFail(1, 502, request => withGraphQl
            ? request.Path == "/graphql"
            : request.Method == "PATCH" && request.Path.EndsWith($"/issues/{issue.Number}", StringComparison.Ordinal));
        await road.GitHub.As("contributor").CommentAsync(issue, "/close");
        await road.DecideAsync();
        for (var i = 0; issue.IsOpen && i < 200; i++)
        {
            await road.StepAsync<OutboxWorker>();
            road.Time.Advance(TimeSpan.FromSeconds(2));
        }

        issue.IsOpen.ShouldBeFalse(string.Join('\n', road.GitHub.Ledger.Requests.TakeLast(30)));
        await road.GitHub.As("ben").ReopenAsync(issue);
        await road.RunAsync(Duration.FromMinutes(10));
        issue.IsOpen.ShouldBeTrue(string.Join('\n', issue.Timeline));
        issue.Timeline.Count(entry => entry.Kind == "closed").ShouldBe(1);
    }

    private static IEnumerable<string> SignsOn(SandboxComment comment) =>
        comment.Reactions.Select(reaction => reaction.Content);
}
