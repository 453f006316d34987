using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>A contributor opens an issue; what does everybody see?</summary>
[TestClass]
public class RoadTests
{
    [TestMethod]
    public async Task An_issue_from_a_form_is_triaged_with_one_write()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        issue.LabelNames.ShouldContain("type/bug");
        issue.LabelNames.ShouldContain("area/publishing");
        issue.LabelNames.ShouldContain("sev/s2");
        issue.LabelNames.ShouldContain("waiting/triage");
        issue.AssigneeLogins.Count().ShouldBe(1);
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1);
        road.GitHub.Ledger.Unsupported.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_new_issue_waits_until_it_has_settled()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(7));
        road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty();
        await road.GitHub.As("contributor").EditIssueAsync(issue, title: "A better title");
        await road.RunAsync(Duration.FromSeconds(5));
        road.GitHub.Ledger.WritesFor(issue).Count().ShouldBe(1, "the correction was seen with the issue");
    }

    [TestMethod]
    public async Task Every_decision_can_be_looked_up_with_its_reason()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        var journal = await road.Store.JournalAsync(new IssueId(issue.Id));
        journal.ShouldNotBeEmpty();
        journal.ShouldAllBe(row => row.Rule.Length > 0 && row.Because.Length > 0 && row.Revision.Length > 0);
    }

    [TestMethod]
    public async Task What_we_write_comes_back_and_changes_nothing()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.Ledger.Writes.Count().ShouldBe(1);
        issue.Timeline.Count(
            happened => happened.ToString().Contains("labeled", StringComparison.Ordinal)).ShouldBeGreaterThan(0);
    }

    [TestMethod]
    public async Task A_promise_that_nobody_keeps_is_warned_of_and_then_shown_as_missed()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        (await road.Store.NextAlarmAsync()).ShouldNotBeNull();
        var before = (await road.OurCommentsAsync(issue)).Single().Body;
        await road.RunAsync(Duration.FromDays(3));
        issue.LabelNames.ShouldContain("sla/late");
        var after = (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body;
        after.ShouldNotBe(before);
        var steps = await road.Store.JournalAsync(new IssueId(issue.Id));
        steps.Count(row => row.Effect.Contains("sla/late", StringComparison.Ordinal)).ShouldBe(1, "once");
    }

    [TestMethod]
    public async Task A_restart_loses_no_promise()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(10));
        await road.RestartAsync();
        await road.RunAsync(Duration.FromDays(3));
        issue.LabelNames.ShouldContain("sla/late");
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task The_labels_of_a_live_repository_are_made_before_an_issue_needs_them()
    {
        await using var road = await Road.BeginAsync();
        var labels = road.GitHub.World.Repository(Road.Repo).Labels.Select(label => label.Name).ToList();
        labels.ShouldContain("sev/s1");
        labels.ShouldContain("area/publishing");
    }

    [TestMethod]
    public async Task In_a_dry_run_everything_is_decided_and_nothing_written()
    {
        await using var road = await Road.BeginAsync(
            ops => ops.Replace("mode: live", "mode: dry-run", StringComparison.Ordinal));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.Ledger.Writes.ShouldBeEmpty();
        (await road.Store.JournalAsync(new IssueId(issue.Id))).ShouldNotBeEmpty();
        (await road.Store.StatusAsync(Instant.MaxValue)).Outbox.Keys.ShouldBe(["would"]);
    }

    [TestMethod]
    public async Task A_section_in_dry_run_is_decided_and_told_beside_what_is_written()
    {
        await using var road = await Road.BeginAsync(
            ops => ops.Replace("\nassign:\n", "\nassign:\n  mode: dry-run\n", StringComparison.Ordinal));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.AssigneeLogins.ShouldBeEmpty();
        issue.LabelNames.ShouldContain("sev/s2");
        (await road.OurCommentsAsync(issue)).ShouldHaveSingleItem().Body.ShouldContain("Nobody has this yet.");
        var told = (await road.Store.JournalAsync(new IssueId(issue.Id)))
            .SelectMany(row => EffectJson.Read(row.Effect)).OfType<Effect.Would>().Select(would => would.What).ToList();
        told.OfType<Effect.Assign>().ShouldHaveSingleItem();
        told.OfType<Effect.PutComment>().ShouldHaveSingleItem().Body.ShouldContain("has this.");
        (await road.Store.StatusAsync(Instant.MaxValue)).Outbox.Keys.ShouldBe(["done"]);
    }

    [TestMethod]
    public async Task A_push_that_breaks_the_files_leaves_the_last_good_ones_in_force()
    {
        await using var road = await Road.BeginAsync();
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, ".github/ops.yml", "version: 1\nmode: nonsense\n");
        await road.RunAsync(Duration.FromMinutes(1));
        await road.RestartAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2");
    }

    [TestMethod]
    public async Task A_pinned_file_of_the_organisation_stays_in_force_whatever_its_default_branch_says()
    {
        // The sandbox has no tags: a branch of that name stands for one.
        await using var road = await Road.BeginAsync(
            ops => ops.Replace("extends: org", "extends: org@v3", StringComparison.Ordinal),
            async github =>
            {
                var shared = github.World.Repository("acme/.github").ReadFile("ops/org.yml")!;
                var tag = new Dictionary<string, string?> { ["ops/org.yml"] = shared };
                await github.As("ana").PushAsync("acme/.github", "Tag it", tag, branch: "v3");
                await github.As("ana").PushFileAsync("acme/.github", "ops/org.yml", "version: nonsense\n");
            });
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2");
    }

    [TestMethod]
    public async Task A_push_that_changes_the_files_is_obeyed_at_once()
    {
        await using var road = await Road.BeginAsync();
        var text = road.GitHub.World.Repository(Road.Repo).ReadFile(".github/ops.yml")!;
        await road.GitHub.As("ana").PushFileAsync(
            Road.Repo, ".github/ops.yml", text.Replace("mode: live", "mode: paused", StringComparison.Ordinal));
        await road.RunAsync(Duration.FromSeconds(5));
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Who_takes_the_App_away_is_left_alone_at_once()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromSeconds(2));
        await road.GitHub.As("ana").UninstallAppAsync(road.GitHub.World.Installations.Single());
        await road.RunAsync(Duration.FromDays(2));
        road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty();
        (await road.Store.StatusAsync(Instant.MaxValue)).Alarms.ShouldBe(0);
    }
}
