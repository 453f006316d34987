using System.Net.Http.Json;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Nobody told us, and GitHub's log does not know either: what does a look around find?</summary>
[TestClass]
public class SweepTests
{
    private static readonly Duration AnHour = Duration.FromMinutes(66);

    [TestMethod]
    public async Task Five_days_away_are_swept_and_reported_and_promises_run_from_the_opening()
    {
        await using var road = await Road.BeginAsync();
        await road.RunAsync(Duration.FromMinutes(20));
        await road.StopAsync();
        var lost = await road.OpenFormAsync("Opened while nobody listened");
        var openedAt = Instant.FromDateTimeOffset(road.Time.GetUtcNow());
        await road.GitHub.WhenDeliveredAsync();
        road.Time.Advance(TimeSpan.FromHours(1));
        var answered = await road.OpenFormAsync("Answered while nobody listened");
        road.Time.Advance(TimeSpan.FromMinutes(5));
        await road.GitHub.As("ana").CommentAsync(answered, "Thank you, we look into it.");
        await road.GitHub.WhenDeliveredAsync();
        road.Time.Advance(TimeSpan.FromDays(4));
        var late = await road.OpenFormAsync("Opened when the log still knew");
        await road.GitHub.WhenDeliveredAsync();
        road.Time.Advance(TimeSpan.FromHours(23));
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(2));
        foreach (var issue in (SandboxIssue[])[lost, answered, late])
        {
            issue.LabelNames.ShouldContain("sev/s2");
            (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        }

        var clocks = (await StateAsync(road, lost)).Clocks;
        clocks.ShouldNotBeEmpty();
        clocks.ShouldAllBe(clock => clock.StartedAt == openedAt);
        lost.LabelNames.ShouldContain("sla/late", "the promised time has passed while we were away");
        var kept = (await StateAsync(road, answered)).Clocks.Single(clock => clock.Metric == Metric.Respond);
        kept.Outcome.ShouldBe(ClockOutcome.Met, "a member answered in time, though nobody told us");
        kept.BreachedAt.ShouldBeNull();
        var report = (await road.Store.RecoveryReportsAsync()).ShouldHaveSingleItem();
        report.FinishedAtMs.ShouldNotBeNull();
        report.Issues.ShouldBeGreaterThanOrEqualTo(2);
        (await StatusAsync(road)).ShouldContain($"could not be recovered; {report.Issues} issues were swept");
        await road.RestartAsync();
        await road.RunAsync(AnHour);
        (await road.Store.RecoveryReportsAsync()).Count.ShouldBe(1, "reported once");
        road.GitHub.Ledger.Unsupported.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task An_issue_that_GitHub_never_told_of_is_found_within_the_hour()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue, happened => happened.Name == "issues");
        var issue = await road.OpenFormAsync();
        var openedAt = Instant.FromDateTimeOffset(road.Time.GetUtcNow());
        await road.RunAsync(Duration.FromMinutes(4));
        (await road.OurCommentsAsync(issue)).ShouldBeEmpty();
        await road.RunAsync(AnHour);
        issue.LabelNames.ShouldContain("sev/s2");
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await StateAsync(road, issue)).Clocks.ShouldAllBe(clock => clock.StartedAt == openedAt);
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1);
        await road.RunAsync(AnHour * 3);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.JournalAsync(new IssueId(issue.Id)))
            .Count(row => row.Effect.Contains("type/bug", StringComparison.Ordinal)).ShouldBe(1, "triaged once");
    }

    [TestMethod]
    public async Task News_that_come_after_the_sweep_change_nothing()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Delay(TimeSpan.FromMinutes(90), int.MaxValue, happened =>
            happened.Name == "issues");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(75));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1, "found by the sweep");
        var decided = (await road.Store.JournalAsync(new IssueId(issue.Id))).Count;
        await road.RunAsync(Duration.FromMinutes(20));
        road.GitHub.Deliveries.ShouldContain(one =>
            one.Event.FullName == "issues.opened" && one.IsOk, "the news have come");
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.JournalAsync(new IssueId(issue.Id))).Count.ShouldBe(decided);
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1);
    }

    [TestMethod]
    public async Task Issues_that_are_older_than_the_installation_are_never_touched()
    {
        var (issue, road) = await BeginWithOldIssueAsync();
        await using (road)
        {
            await road.GitHub.As("ana").EditIssueAsync(issue, title: "An old one, changed");
            road.GitHub.Faults.Deliveries.Lose(int.MaxValue);
            await road.GitHub.As("ana").AddLabelAsync(issue, "sev/s2");
            await road.RunAsync(Duration.FromDays(2));
            road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty();
        }
    }

    [TestMethod]
    public async Task What_people_changed_unheard_is_taken_as_if_it_had_been_told()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(6));
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue);
        await road.GitHub.As("ana").RemoveLabelAsync(issue, "sev/s2");
        await road.GitHub.As("ana").AddLabelAsync(issue, "sev/s3");
        var before = issue.AssigneeLogins.Single();
        await road.GitHub.As("ana").UnassignAsync(issue, before);
        await road.GitHub.As("ana").AssignAsync(issue, "pia");
        await road.RunAsync(AnHour + AnHour);
        var state = await StateAsync(road, issue);
        state.Severity!.Value.ShouldBe(Severity.S3);
        state.Severity.ByPerson.ShouldBeTrue();
        state.Assignee!.Value.ShouldBe(new Login("pia"));
        state.Assignee.ByPerson.ShouldBeTrue();
        issue.LabelNames.ShouldNotContain("sev/s2");
        issue.AssigneeLogins.ShouldBe(["pia"]);
        await road.GitHub.As("ana").CloseAsync(issue);
        await road.RunAsync(AnHour + AnHour);
        (await StateAsync(road, issue)).Clocks.ShouldAllBe(clock => clock.IsOver);
        (await road.Store.StatusAsync(Instant.MaxValue)).Alarms.ShouldBe(0);
    }

    [TestMethod]
    public async Task What_a_person_took_away_unheard_is_not_put_back()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue);
        await road.GitHub.As("ana").RemoveLabelAsync(issue, "area/publishing");
        var person = issue.AssigneeLogins.Single();
        await road.GitHub.As("ana").UnassignAsync(issue, person);
        await road.RunAsync(Duration.FromDays(2));
        issue.LabelNames.ShouldNotContain("area/publishing");
        issue.AssigneeLogins.ShouldNotContain(person);
        var state = await StateAsync(road, issue);
        state.RemovedByPerson.ShouldContain("area/publishing");
        state.RemovedByPerson.ShouldContain(TakenAway.Assignee);
    }

    [TestMethod]
    public async Task A_write_that_died_is_repaired()
    {
        await using var road = await Road.BeginAsync();
        var issue = await DieAsync(road);
        issue.LabelNames.ShouldNotContain("sev/s2");
        await road.RunAsync(Duration.FromDays(1) + AnHour);
        issue.LabelNames.ShouldContain("sev/s2");
        issue.LabelNames.ShouldContain("area/publishing");
        issue.AssigneeLogins.Count().ShouldBe(1);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        var writes = road.GitHub.Ledger.WritesFor(issue).Count();
        await road.RunAsync(Duration.FromDays(1) + AnHour);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        (await road.Store.JournalAsync(new IssueId(issue.Id))).Count(row => row.Rule == "repair").ShouldBe(1, "once");
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBeInRange(writes, writes + 1);
    }

    [TestMethod]
    public async Task A_repair_never_undoes_what_a_person_took_away()
    {
        await using var road = await Road.BeginAsync();
        var issue = await DieAsync(road);

        // It had arrived after all, and somebody did not want it; none of this was ever heard of.
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue);
        await road.GitHub.As("ana").AddLabelAsync(issue, "area/publishing");
        await road.GitHub.As("ana").RemoveLabelAsync(issue, "area/publishing");
        await road.RunAsync(Duration.FromDays(3));
        issue.LabelNames.ShouldNotContain("area/publishing");
        issue.LabelNames.ShouldContain("sev/s2", "what nobody took away is repaired");
    }

    [TestMethod]
    public async Task Issues_that_are_gone_are_found_and_their_promises_end()
    {
        await using var road = await Road.BeginAsync();
        var deleted = await road.OpenFormAsync("Deleted unheard");
        var moved = await road.OpenFormAsync("Transferred unheard");
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.Store.StatusAsync(Instant.MaxValue)).Alarms.ShouldBeGreaterThan(0);
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue);
        await road.GitHub.As("ana").DeleteIssueAsync(deleted);
        var arrived = await road.GitHub.As("ana").TransferAsync(moved, "acme/ide-extension");
        var writes = road.GitHub.Ledger.WritesFor(arrived).Count();
        await road.RunAsync(Duration.FromDays(1) + AnHour);
        (await StateAsync(road, deleted)).HandsOff.ShouldNotBeNull();
        (await StateAsync(road, moved)).HandsOff.ShouldNotBeNull();
        (await road.Store.StatusAsync(Instant.MaxValue)).Alarms.ShouldBe(0);
        road.GitHub.Ledger.WritesFor(arrived).Count().ShouldBe(writes, "what was moved is not new");
    }

    [TestMethod]
    public async Task A_suspended_installation_is_left_alone_and_swept_when_it_is_back()
    {
        await using var road = await Road.BeginAsync();
        await road.RunAsync(Duration.FromMinutes(20));
        var installation = road.GitHub.World.Installations.Single();
        await road.GitHub.As("ana").SuspendAppAsync(installation);
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.Ledger.Clear();
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue, happened => happened.Name == "issues");
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromDays(1));
        road.GitHub.Ledger.Requests.ShouldAllBe(request =>
            !request.Path.StartsWith("/repos/", StringComparison.Ordinal));
        await road.GitHub.As("ana").SuspendAppAsync(installation, suspended: false);
        await road.RunAsync(AnHour);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task Many_issues_of_one_second_are_all_found_within_the_budget()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue, happened => happened.Name == "issues");
        for (var i = 0; i < 230; i++) await road.GitHub.As("contributor").OpenIssueAsync(Road.Repo, $"Imported {i}");
        await road.RunAsync(Duration.FromMinutes(75));
        var known = 0;
        foreach (var issue in road.GitHub.World.Repository(Road.Repo).Issues.Values)
            if (await road.Store.IssueAsync(new IssueId(issue.Id)) is not null) known++;
        known.ShouldBe(230);
        road.GitHub.Ledger.PaceViolations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task The_calls_of_a_sweep_keep_GitHubs_published_contract()
    {
        Conformance.Need();
        await using var rig = await SandboxRig.StartAsync(withProxy: true);
        await rig.Ana.AddLabelAsync(rig.Issue, "sev/s2");
        await rig.Ana.CommentAsync(rig.Issue, "Seen.");
        var calls = rig.Access.Client.In(rig.Installation, rig.Kit);
        var since = Instant.FromDateTimeOffset(rig.Issue.CreatedAt);
        (await calls.ListChangedIssuesAsync(since, 1, default)).Value.Issues.ShouldHaveSingleItem()
            .Comments.ShouldBe(1);
        (await calls.ListOpenIssuesAsync(1, default)).Value.HasMore.ShouldBeFalse();
        (await calls.GetListedIssueAsync(rig.Issue.Number, default)).Value.Issue.Title.ShouldBe("It is broken");
        var happened = (await calls.ListHappeningsAsync(rig.Issue.Number, default)).Value.ShouldHaveSingleItem();
        (happened.Kind, happened.Subject, happened.Actor.Login).ShouldBe(("labeled", "sev/s2", new Login("ana")));
        (await calls.ListRawCommentsAsync(rig.Issue.Number, since, default)).Value.ShouldHaveSingleItem()
            .Comment.Body.ShouldBe("Seen.");
        (await calls.GetRawRepositoryAsync(default)).Value.Repo.Id.ShouldBe(rig.Kit.Id);
        (await rig.Proxy!.ReportAsync(withWarnings: true)).Where(violation => violation.Sev is not "note")
            .ShouldBeEmpty();
        rig.Sandbox.Ledger.Unsupported.ShouldBeEmpty();
    }

    private static async Task<(SandboxIssue Issue, Road Road)> BeginWithOldIssueAsync()
    {
        SandboxIssue? old = null;
        var road = await Road.BeginAsync(before: async github =>
            old = await github.As("contributor").OpenIssueAsync(Road.Repo, "An old one"));
        return (old!, road);
    }

    /// <summary>An issue of which everything was decided and nothing written.</summary>
    private static async Task<SandboxIssue> DieAsync(Road road)
    {
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(7));
        while (await road.Store.ClaimBatchAsync(new InstallationId(-1), road.Now, Duration.FromMinutes(1)) is null)
        {
            road.Time.Advance(TimeSpan.FromMilliseconds(500));
            await road.DecideAsync();
        }

        var row = (await road.Store.PastBatchesAsync(new IssueId(issue.Id)))[0];
        await road.Store.BuryBatchAsync(new OutboxRow { OutboxId = row.OutboxId, Fence = 1 }, "a mistake of ours",
            road.Now);
        return issue;
    }

    private static async Task<IssueState> StateAsync(Road road, SandboxIssue issue) =>
        IssueStateJson.Read((await road.Store.IssueAsync(new IssueId(issue.Id)))!.State);

    private static async Task<string> StatusAsync(Road road)
    {
        using var http = new HttpClient();
        var status = await http.GetFromJsonAsync<JsonElement>(new Uri(road.StatusAddress, "/status"));
        return status.GetProperty("recovery").GetProperty("reports")[0].GetString()!;
    }
}
