using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What people say of a runbook in comments, and what the check makes of it.</summary>
[TestClass]
public class RunbookCommandRoadTests
{
    private const string RollBack = RunbookCheckTests.RollBack;

    [TestMethod]
    public async Task An_owner_confirms_it_on_the_pull_request_and_the_check_passes()
    {
        await using var road = await RunbookCheckTests.BeginAsync();
        var pull = await RunbookCheckTests.TouchAsync(road);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("failure"),
            run => run.Summary.ShouldNotBeNull().ShouldContain($"`/runbook verified {RollBack}`"));

        await road.GitHub.As("contributor").CommentAsync(pull, $"/runbook verified {RollBack}");
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("failure"),
            run => run.Summary.ShouldNotBeNull().ShouldContain(
                $"Not done for contributor: `/runbook verified {RollBack}`: that is for the runbook's owners"));

        road.GitHub.Ledger.Clear();
        await road.GitHub.As("chidi").CommentAsync(pull, $"It is as it was.\n\n/runbook verified {RollBack}");
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("success"),
            run => run.Summary.ShouldNotBeNull().ShouldContain(
                $"`{RollBack}` was read and holds: chidi on 2026-11-02, in `#{pull.Number}`."));
        road.GitHub.Ledger.Requests.Where(request => request.IsWrite).ShouldAllBe(
            request => request.Path.Contains("/check-runs", StringComparison.Ordinal),
            "nothing else is written on a pull request");
    }

    [TestMethod]
    public async Task What_is_refused_has_no_other_pull_request_judged_again()
    {
        await using var road = await RunbookCheckTests.BeginAsync();
        var pull = await RunbookCheckTests.TouchAsync(road);
        var other = await road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "Once more", new Dictionary<string, string?> { ["publish/gallery.json"] = "[1]\n" }, "other");
        await road.RunAsync(Duration.FromSeconds(30));
        var (before, beside) = (Asked(road, pull), Asked(road, other));
        await road.GitHub.As("contributor").CommentAsync(pull, "/runbook verified roll-back-template.md");
        await road.RunAsync(Duration.FromMinutes(1));
        (Asked(road, pull), Asked(road, other)).ShouldBe((before + 1, beside));
        await road.GitHub.As("chidi").CommentAsync(pull, "/runbook verified roll-back-template.md");
        await road.RunAsync(Duration.FromMinutes(1));
        (Asked(road, pull), Asked(road, other)).ShouldBe((before + 2, beside + 1));
    }

    private static long Asked(Road road, SandboxPull pull) => road.ChangeStore(db => Dapper.SqlMapper.QuerySingle<long>(
        db, "SELECT asked FROM checks WHERE head_sha = @HeadSha", new { pull.HeadSha }));

    [TestMethod]
    public async Task A_drill_on_an_issue_is_the_freshness_evidence_with_who_when_and_where()
    {
        await using var road = await RunbookCheckTests.BeginAsync();
        var pull = await RunbookCheckTests.TouchAsync(road);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/runbooks").Conclusion.ShouldBe("failure");

        var comment = await road.GitHub.As("dee").CommentAsync(issue, "/drill roll-back-template.md ok in ten minutes");
        await road.RunAsync(Duration.FromMinutes(1));
        comment.Reactions.Select(reaction => reaction.Content).ShouldBe(["+1"]);
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("success"),
            run => run.Summary.ShouldNotBeNull().ShouldContain(
                $"`{RollBack}` was followed and works: dee on 2026-11-02, in `#{issue.Number}`."));
        var said = (await road.Store.RunbookEvidenceAsync(new RepoId(issue.Repository.Id))).ShouldHaveSingleItem();
        (said.Path, said.Kind, said.By, said.Number).ShouldBe(
            (RollBack, EvidenceKind.Drilled, new Login("dee"), issue.Number));
        said.At.ToUnixTimeSeconds().ShouldBe(comment.CreatedAt.ToUnixTimeSeconds());

        // Told twice, it counts once.
        road.GitHub.Redeliver(road.GitHub.Deliveries.Last(delivery => delivery.Event.Name == "issue_comment"));
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.Store.RunbookEvidenceAsync(new RepoId(issue.Repository.Id))).Length.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_report_breaks_the_runbook_at_once_for_every_open_pull_request_that_it_has_to_do_with()
    {
        await using var road = await Road.BeginAsync();
        var pull = await RunbookCheckTests.TouchAsync(road);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/runbooks").Conclusion.ShouldBe("success");

        await road.GitHub.As("chidi").CommentAsync(issue, "/runbook wrong roll-back-template.md step 3");
        await road.RunAsync(Duration.FromMinutes(1));
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("failure"),
            run => run.Summary.ShouldNotBeNull().ShouldContain("somebody reported it wrong"));
    }
}
