using System.Text.Json.Nodes;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Somebody proposes to change the operating model, and reads on the pull request what it would do.</summary>
[TestClass]
public class PullCheckTests
{
    [TestMethod]
    public async Task A_pull_request_that_breaks_the_file_gets_one_failing_check_with_each_problem_on_its_line()
    {
        await using var road = await Road.BeginAsync();
        var broken = road.Ops().Replace("severity_rules:", "severity_rulez:", StringComparison.Ordinal);
        var pull = await road.ProposeAsync(broken);
        await road.RunAsync(Duration.FromSeconds(30));

        var run = road.Run(pull.HeadSha, "ops/config");
        (run.Status, run.Conclusion).ShouldBe(("completed", "failure"));
        run.Title.ShouldNotBeNull().ShouldContain("error");
        var line = 1
            + broken.Split('\n').ToList().FindIndex(one => one.StartsWith("severity_rulez", StringComparison.Ordinal));
        var annotation = Annotations(run).First(one => (int)one["start_line"]! == line);
        ((string?)annotation["path"], (string?)annotation["annotation_level"]).ShouldBe((PolicyFiles.Ops, "failure"));
        ((string)annotation["message"]!).ShouldContain("severity_rules");
        run.DetailsUrl.ShouldNotBeNull().ShouldEndWith($"/{Road.Repo}/pull/{pull.Number}/files");
        road.Run(pull.HeadSha, "ops/replay").Conclusion.ShouldBe("neutral");

        // It was read, and is not obeyed.
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        issue.LabelNames.ShouldContain("sev/s2");
    }

    [TestMethod]
    public async Task A_change_is_tried_on_what_happened_issue_by_issue_with_rule_and_line()
    {
        await using var road = await Road.BeginAsync();
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(2));
        await road.GitHub.As("ana").RemoveLabelAsync(issue, "sev/s2");
        await road.GitHub.As("ana").AddLabelAsync(issue, "sev/s3");
        await road.RunAsync(Duration.FromMinutes(2));
        road.GitHub.Ledger.Clear();
        var line = road.Ops().Split('\n')
            .Single(one => one.Contains("impact: Template does not load", StringComparison.Ordinal));
        var changed = road.Ops().Replace(line, line.Replace("s2", "s3", StringComparison.Ordinal),
            StringComparison.Ordinal);
        changed.ShouldNotBe(road.Ops());
        var pull = await road.ProposeAsync(changed);
        await road.RunAsync(Duration.FromSeconds(30));

        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("success");
        var run = road.Run(pull.HeadSha, "ops/replay");
        (run.Conclusion, run.Title).ShouldBe(("success", "1 of 1 issue would have gone otherwise"));
        run.Summary.ShouldNotBeNull().ShouldContain("| severity | 0 of 1 | 1 of 1 |");
        run.Summary.ShouldContain("| person | given | most at once |");
        var row = run.Text.ShouldNotBeNull().Split('\n')
            .Single(one => one.Contains("| severity |", StringComparison.Ordinal));
        row.ShouldContain($"`{Road.Repo}#{issue.Number}`");
        row.ShouldContain("| `s2` | `s3` |");
        var number = 1 + Array.IndexOf(changed.Split('\n'), line.Replace("s2", "s3", StringComparison.Ordinal));
        row.ShouldContain($"`severity-rules` `{PolicyFiles.Ops}:{number}`");
        road.GitHub.Ledger.WritesFor(issue).ShouldBeEmpty("it was only tried");
    }

    [TestMethod]
    public async Task A_pull_request_that_touches_nothing_of_the_operating_model_gets_no_check_unless_it_must_have_one()
    {
        await using var road = await Road.BeginAsync();
        var more = new Dictionary<string, string?> { ["docs/more.md"] = "# More\n" };
        var pull = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Say more", more);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(pull.HeadSha).ShouldBeEmpty();

        await road.GitHub.As("ana").RequireCheckAsync(Road.Repo, "ops/config");
        await road.RunAsync(Duration.FromMinutes(11));
        var second = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Say more", more, "other");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(second.HeadSha).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            run => (run.Name, run.Conclusion, run.Title).ShouldBe(("ops/config", "success", "Not touched")));
    }

    [TestMethod]
    public async Task A_newer_head_is_judged_and_the_older_is_not_written_any_more()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.ProposeAsync("nonsense: [");
        var first = pull.HeadSha;
        await road.GitHub.As("ana").PushToPullAsync(pull,
            new Dictionary<string, string?> { [PolicyFiles.Ops] = road.Ops() + "\n" });
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(first).ShouldBeEmpty();
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("success");

        await road.GitHub.As("ana").PushToPullAsync(pull,
            new Dictionary<string, string?> { [PolicyFiles.Ops] = "nonsense: [" });
        await road.GitHub.As("ana").ClosePullAsync(pull);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(pull.HeadSha).ShouldBeEmpty("nobody waits for it");
        await road.GitHub.As("ana").ReopenPullAsync(pull);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("failure");
    }

    [TestMethod]
    public async Task A_fork_is_read_through_the_repository_and_asked_for_nothing()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.GitHub.As("contributor").OpenForkPullAsync(
            Road.Repo, "Improve", new Dictionary<string, string?> { [PolicyFiles.Ops] = "version: 2\n" });
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("failure");
        road.GitHub.Ledger.Requests.ShouldAllBe(
            request => !request.Path.Contains("/contributor/", StringComparison.Ordinal));

        // Asked for again, when nothing is stored of it: GitHub does not say of which pull request a fork's commit is.
        road.ChangeStore(db => Dapper.SqlMapper.Execute(db, "DELETE FROM check_runs; DELETE FROM checks"));
        await road.GitHub.As("ana").RerequestCheckAsync(Road.Repo, road.Run(pull.HeadSha, "ops/config"));
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("failure");
    }

    [TestMethod]
    public async Task What_was_changed_on_the_default_branch_meanwhile_is_not_the_pull_requests_change()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "A lead more",
            new Dictionary<string, string?> { ["OWNERS"] = "approvers: [ana, ben]\nreviewers: [dee]\n" });
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops,
            road.Ops().Replace("mode: live", "mode: dry-run", StringComparison.Ordinal));
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/config").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("success"),
            run => run.Summary.ShouldNotBeNull().ShouldNotContain("Bring the branch up to date"));

        var second = await road.ProposeAsync(road.Ops() + "# more\n", "second");
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, PolicyFiles.Ops, road.Ops() + "# other\n");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(second.HeadSha, "ops/config").Summary.ShouldNotBeNull().ShouldContain("Bring the branch up to date");
    }

    [TestMethod]
    public async Task A_reworded_option_that_a_rule_asks_for_fails_where_it_was_reworded()
    {
        await using var road = await Road.BeginAsync();
        const string Form = ".github/ISSUE_TEMPLATE/template-bug.yml";
        var form = road.GitHub.World.Repository(Road.Repo).ReadFile(Form)!;
        var pull = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Better words", new Dictionary<string, string?>
        {
            [Form] = form.Replace("Template does not load", "The template cannot be loaded", StringComparison.Ordinal),
        });
        await road.RunAsync(Duration.FromSeconds(30));
        var run = road.Run(pull.HeadSha, "ops/config");
        run.Conclusion.ShouldBe("failure");
        Annotations(run).ShouldContain(one =>
            (string?)one["path"] == Form && (string?)one["title"] == "config/form-drift");
    }

    [TestMethod]
    public async Task Somebody_whom_GitHub_would_not_assign_is_named_once_on_the_line_that_names_them()
    {
        await using var road = await Road.BeginAsync();
        road.GitHub.World.AddUser("zoe");
        road.GitHub.Ledger.Clear();
        var pull = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "A person more", new Dictionary<string, string?>
        {
            ["OWNERS_ALIASES"] = "aliases:\n  factory-team: [zoe, ana, ben]\n  factory-triage: [zoe, dee]\n",
        });
        await road.RunAsync(Duration.FromSeconds(30));
        var run = road.Run(pull.HeadSha, "ops/config");
        var named = Annotations(run).Where(one => (string?)one["title"] == "config/unassignable")
            .ShouldHaveSingleItem();
        var line = 1 + road.Ops().Split('\n').ToList()
            .FindIndex(one => one.TrimStart().StartsWith("triage:", StringComparison.Ordinal));
        ((string?)named["path"], (int)named["start_line"]!).ShouldBe((PolicyFiles.Ops, line));
        ((string)named["message"]!).ShouldStartWith($"`zoe` cannot be assigned in {Road.Repo}");
        road.GitHub.Ledger.Requests.Count(request => request.Path.EndsWith("/assignees/zoe", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [TestMethod]
    public async Task Aimed_at_another_branch_it_is_none_of_our_business_and_aimed_back_it_is()
    {
        await using var road = await Road.BeginAsync();
        var pull = await road.ProposeAsync("nonsense: [");
        await road.GitHub.As("ana").PushAsync(
            Road.Repo, "Begin", new Dictionary<string, string?> { ["next.md"] = "n" }, "next");
        await road.GitHub.As("ana").RetargetPullAsync(pull, "next");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(pull.HeadSha).ShouldBeEmpty();
        await road.GitHub.As("ana").RetargetPullAsync(pull, "main");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/config").Conclusion.ShouldBe("failure");
    }

    private static IEnumerable<JsonNode> Annotations(SandboxCheckRun run) =>
        run.Annotations.Select(one => JsonNode.Parse(one)!);
}
