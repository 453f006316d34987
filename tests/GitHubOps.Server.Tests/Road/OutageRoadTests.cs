using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>The worst at the worst hour: three in the morning in Vienna.</summary>
[TestClass]
public class OutageRoadTests
{
    private const string Editor = "acme/ide-extension";

    private static readonly Duration AMinute = Duration.FromMinutes(1);

    /// <summary>Who has the shift, who has the next, and an area whose lead is the third of the three.</summary>
    private static readonly Dictionary<string, (string Next, string Lead, string Area)> Shifts = new()
    {
        ["ivo"] = ("jun", "kat", "diagnostics"),
        ["jun"] = ("kat", "ivo", "assist"),
        ["kat"] = ("ivo", "jun", "preview"),
    };

    [TestMethod]
    public async Task At_half_the_time_the_next_has_it_at_all_of_it_the_lead_and_then_the_pager_rings_once_though_we_were_down()
    {
        await using var listener = await ChannelListener.StartAsync();
        await using var road = await Road.BeginAsync(channels: listener.As("ide-leads"));
        var (issue, holder) = await OpenAtNightAsync(road);
        var (next, lead, _) = Shifts[holder];
        issue.AssigneeLogins.ShouldBe([holder]);
        await road.RunAsync(Duration.FromMinutes(30));
        issue.AssigneeLogins.ShouldBe([next]);

        // Down from a little after half the time until more than all of it and half as much again.
        await road.StopAsync();
        road.Time.Advance(TimeSpan.FromMinutes(65));
        await road.StartAsync();
        await road.RunAsync(AMinute * 2);
        issue.AssigneeLogins.ShouldBe([lead]);
        issue.LabelNames.ShouldContain("sla/late");
        issue.Timeline.Where(entry => entry.Kind == "assigned" && entry.ViaApp).Select(entry => entry.Assignee!.Login)
            .ShouldBe([holder, next, lead]);
        var page = listener.Heard.ShouldHaveSingleItem();
        page.Headers[Channels.KeyHeader].ShouldBe($"{issue.Id}/respond/1/150");
        page.Body.ShouldContain("\"kind\":\"page\"");
        page.Body.ShouldContain("and is told late.");
    }

    [TestMethod]
    public async Task After_a_word_of_whoever_is_on_call_no_further_step_of_the_answer_is_taken()
    {
        await using var listener = await ChannelListener.StartAsync();
        await using var road = await Road.BeginAsync(channels: listener.As("ide-leads"));
        var (issue, holder) = await OpenAtNightAsync(road);
        var comment = await road.GitHub.As(holder).CommentAsync(issue, "/ack");
        await road.RunAsync(Duration.FromMinutes(110));
        comment.Reactions.ShouldHaveSingleItem().Content.ShouldBe("+1");
        listener.Heard.ShouldBeEmpty();
        var state = IssueStateJson.Read((await road.Store.IssueAsync(new IssueId(issue.Id)))!.State);
        state.Clocks.Single(clock => clock.Metric == Metric.Respond).Outcome.ShouldBe(ClockOutcome.Met);
        state.StepsDone.ShouldNotContain(step => step.Metric == Metric.Respond);
        issue.LabelNames.ShouldNotContain("sla/late");
    }

    /// <summary>Tuesday, three o'clock; a minute after the opening it is known to be an outage.</summary>
    private static async Task<(SandboxIssue Issue, string Holder)> OpenAtNightAsync(Road road)
    {
        await road.RunAsync(Instant.FromUtc(2026, 11, 3, 1, 55) - road.Now);
        var first = await OpenAsync(road, "activation");
        await road.RunAsync(Duration.FromMinutes(5));
        var holder = first.AssigneeLogins.ShouldHaveSingleItem();
        await road.GitHub.As("ivo").CloseAsync(first);
        var issue = await OpenAsync(road, Shifts[holder].Area);
        await road.RunAsync(AMinute);
        await road.GitHub.As("lea").AddLabelAsync(issue, "sev/s1");
        await road.RunAsync(AMinute);
        return (issue, holder);
    }

    private static Task<SandboxIssue> OpenAsync(Road road, string area) => road.GitHub.As("contributor").OpenFormAsync(
        Editor, "bug.yml", "It does not start", new Dictionary<string, string>
        {
            ["area"] = area,
            ["impact"] = "The extension does not start",
            ["version"] = "1.4.2",
            ["host"] = "VS Code",
            ["what-happened"] = "Nothing happens.",
            ["logs"] = "None.",
        });
}
