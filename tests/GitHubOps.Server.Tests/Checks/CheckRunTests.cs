using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>One check run for each commit and name, whatever happens on the way.</summary>
[TestClass]
public class CheckRunTests
{
    private static readonly string[] Names = ["ops/config", "ops/replay"];

    [TestMethod]
    [DataRow(null)]
    [DataRow(502)]
    public async Task One_that_was_made_and_whose_answer_was_lost_is_found_and_not_made_again(int? status)
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.ApplyThenFail(
            1, status, request => request.IsWrite && request.Path.EndsWith("/check-runs", StringComparison.Ordinal));
        var pull = await road.ProposeAsync("nonsense: [");
        await road.RunAsync(Duration.FromMinutes(10));
        road.Runs(pull.HeadSha).Select(run => run.Name).ShouldBe(Names, ignoreOrder: true);
        road.Runs(pull.HeadSha).ShouldAllBe(run => run.Status == "completed");
    }

    [TestMethod]
    public async Task Every_delivery_twice_and_a_restart_make_no_second_one()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.Deliveries.Double(1000);
        var pull = await road.ProposeAsync(road.Ops() + "# more\n");
        await road.RunAsync(Duration.FromMinutes(1));
        await road.RestartAsync();
        await road.GitHub.As("ana").ClosePullAsync(pull);
        await road.GitHub.As("ana").ReopenPullAsync(pull);
        var written = Writes(road);
        await road.RunAsync(Duration.FromMinutes(1));
        road.Runs(pull.HeadSha).Select(run => run.Name).ShouldBe(Names, ignoreOrder: true);
        Writes(road).ShouldBe(written, "GitHub says it all already");
    }

    [TestMethod]
    public async Task Many_problems_come_in_portions_that_GitHub_takes_and_none_twice()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.Faults.EnforcePace = true;
        var wrong = string.Concat(Enumerable.Range(1, 120).Select(n => $"wrong_key_{n}: 1\n"));
        var pull = await road.ProposeAsync(road.Ops() + wrong);
        await road.RunAsync(Duration.FromMinutes(2));
        var run = road.Run(pull.HeadSha, "ops/config");
        run.Annotations.Length.ShouldBeGreaterThanOrEqualTo(120);
        run.Annotations.Distinct().Count().ShouldBe(run.Annotations.Length);
        road.GitHub.Ledger.PaceViolations.ShouldBeEmpty();
        System.Text.Encoding.UTF8.GetByteCount(run.Summary!).ShouldBeLessThanOrEqualTo(CheckVerdict.TextBytesMax);
    }

    [TestMethod]
    public async Task Asked_for_again_it_is_begun_anew_and_says_the_same()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.ProposeAsync("nonsense: [");
        await road.RunAsync(Duration.FromMinutes(1));
        var before = road.Run(pull.HeadSha, "ops/config");
        await road.GitHub.As("ana").RerequestCheckAsync(Road.Repo, before);
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBeNull();
        await road.RunAsync(Duration.FromMinutes(1));
        var again = road.Run(pull.HeadSha, "ops/config");
        (again.Id, again.Conclusion, again.Annotations.Length)
            .ShouldBe((before.Id, "failure", before.Annotations.Length), "annotations are not added once more");
        await road.GitHub.As("ana").RerequestChecksAsync(Road.Repo, pull.HeadSha);
        await road.RunAsync(Duration.FromMinutes(1));
        road.Runs(pull.HeadSha).ShouldAllBe(run => run.Status == "completed");
    }

    [TestMethod]
    public async Task Without_the_permission_it_waits_triage_goes_on_and_it_comes_by_itself_when_it_is_accepted()
    {
        await using var road = await Road.BeginAsync();
        await AcceptAsync(road, "read");
        var pull = await road.ProposeAsync("nonsense: [");
        await road.RunAsync(Duration.FromMinutes(10));
        road.Runs(pull.HeadSha).ShouldBeEmpty();
        (await road.Store.StatusAsync(road.Now)).DeadLetters.ShouldBeEmpty();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2", "another permission is for another work");
        await AcceptAsync(road, "write");
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("failure");
    }

    [TestMethod]
    public async Task A_permission_that_is_taken_back_after_the_look_holds_up_the_check_run_alone()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.ProposeAsync("nonsense: [");
        road.GitHub.Faults.Fail(int.MaxValue, 403,
            request => request.IsWrite && request.Path.Contains("check-runs", StringComparison.Ordinal));
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.Store.StatusAsync(road.Now)).DeadLetters.ShouldBeEmpty();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2");
        road.GitHub.Faults.Clear();
        await AcceptAsync(road, "write");
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("failure");
    }

    [TestMethod]
    public async Task What_the_merge_queue_puts_together_is_judged_as_it_would_be()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.ProposeAsync(road.Ops() + "severity_rulez: []\n");
        var group = await road.GitHub.As("ana").EnqueuePullAsync(pull);
        var harmless = await road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "Say more", new Dictionary<string, string?> { ["docs/more.md"] = "# More\n" }, "docs");
        var other = await road.GitHub.As("ana").EnqueuePullAsync(harmless);
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(group.Sha, "ops/config").Conclusion.ShouldBe("failure");
        road.Runs(other.Sha).ShouldBeEmpty();

        await road.GitHub.As("ana").RequireCheckAsync(Road.Repo, "ops/config");
        await road.RunAsync(Duration.FromMinutes(11));
        var third = await road.GitHub.As("ana").EnqueuePullAsync(harmless);
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(third.Sha, "ops/config").Title.ShouldBe("Not touched");
    }

    [TestMethod]
    public async Task A_change_of_more_open_issues_than_the_file_in_force_allows_waits_for_a_lead()
    {
        await using var road = await Road.BeginAsync();
        for (var n = 0; n < 21; n++) await road.OpenFormAsync($"Broken {n}");
        await road.RunAsync(Duration.FromMinutes(5));
        var line = road.Ops().Split('\n')
            .Single(one => one.Contains("impact: Template does not load", StringComparison.Ordinal));
        var pull = await road.ProposeAsync(road.Ops()
            .Replace(line, line.Replace("s2", "s3", StringComparison.Ordinal), StringComparison.Ordinal)
            + "\nmanners: { bulk_stop: 10000 }\n");
        await road.RunAsync(Duration.FromMinutes(1));
        var run = road.Run(pull.HeadSha, "ops/config");
        (run.Conclusion, run.Title).ShouldBe(("action_required", "A lead must approve it"), run.Summary);
        run.Summary.ShouldNotBeNull().ShouldContain("the change touches 21 open issues");
        run.Buttons.ShouldBe(["approve"]);

        await road.GitHub.As("mei").PressCheckButtonAsync(Road.Repo, run, "approve");
        await road.RunAsync(Duration.FromMinutes(1));
        run = road.Run(pull.HeadSha, "ops/config");
        (run.Conclusion, run.Summary!.Contains("`mei` cannot approve it", StringComparison.Ordinal)).ShouldBe(
            ("action_required", true));

        await road.GitHub.As("ana").PressCheckButtonAsync(Road.Repo, run, "approve");
        await road.RunAsync(Duration.FromMinutes(1));
        run = road.Run(pull.HeadSha, "ops/config");
        (run.Conclusion, run.Summary!.Contains("Approved by `ana`", StringComparison.Ordinal)).ShouldBe(
            ("success", true));

        await road.GitHub.As("ana").PushToPullAsync(pull,
            new Dictionary<string, string?> { ["docs/more.md"] = "# More\n" });
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("action_required", "another head is another change");
    }

    [TestMethod]
    public async Task What_strangers_wrote_stands_in_code_spans_alone()
    {
        await using var road = await Road.BeginAsync();
        await road.OpenFormAsync("@ana <img src=x> [click](https://evil.example) `x` | # **now**\n## Head");
        await road.RunAsync(Duration.FromMinutes(2));
        var line = road.Ops().Split('\n')
            .Single(one => one.Contains("impact: Template does not load", StringComparison.Ordinal));
        var pull = await road.ProposeAsync(road.Ops()
            .Replace(line, line.Replace("s2", "s3", StringComparison.Ordinal), StringComparison.Ordinal) +
            "\n\"@ben <b>x</b> [a](b) `c`\": 1\n");
        await road.RunAsync(Duration.FromMinutes(1));
        var said = string.Concat(road.Runs(pull.HeadSha).Select(run => run.Summary + run.Text));
        var prose = string.Concat(said.Split('`').Where((_, at) => at % 2 == 0));
        foreach (var danger in (string[])["@", "<img", "](", "<b>", "**now**"]) prose.ShouldNotContain(danger);
        said.ShouldContain("@ben");
    }

    private static int Writes(Road road) => road.GitHub.Ledger.Requests.Count(request =>
        request.IsWrite && request.Path.Contains("/check-runs", StringComparison.Ordinal));

    private static Task AcceptAsync(Road road, string level)
    {
        road.GitHub.App.AskFor("checks", level);
        return road.GitHub.As("ana").AcceptPermissionsAsync(road.GitHub.World.Installations.Single());
    }
}
