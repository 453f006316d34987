using System.Collections.Immutable;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>
/// Somebody changes what a runbook covers, and reads on the pull request whether the runbook still holds.
/// </summary>
[TestClass]
public class RunbookCheckTests
{
    internal const string RollBack = "docs/runbooks/roll-back-template.md";
    private const string Covered = "publish/gallery.json";

    [TestMethod]
    public async Task A_change_under_an_overdue_runbook_fails_and_names_the_file_its_owner_and_the_one_command()
    {
        await using var road = await BeginAsync();
        var pull = await TouchAsync(road);
        await road.RunAsync(Duration.FromSeconds(30));

        var run = road.Run(pull.HeadSha, "ops/runbooks");
        (run.Status, run.Conclusion, run.Title).ShouldBe(("completed", "failure", "1 runbook stands in the way"));
        run.DetailsUrl.ShouldNotBeNull().ShouldEndWith($"/{Road.Repo}/pull/{pull.Number}/files");
        var found = run.Summary.ShouldNotBeNull().Split('\n')
            .Single(line => line.Contains("RB020", StringComparison.Ordinal) &&
            line.Contains(RollBack, StringComparison.Ordinal));
        found.ShouldContain("factory-team");
        found.ShouldContain($"`githubops runbooks renew {RollBack} --kind read --by @you`");
        road.Runs(pull.HeadSha).Select(one => one.Name).ShouldBe(["ops/runbooks"], "nothing of the model is touched");

        // Reviewed in the same pull request, it passes.
        await PushReviewAsync(road, pull, "ana");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/runbooks").Conclusion.ShouldBe("success");
    }

    [TestMethod]
    public async Task A_new_date_alone_fails_as_date_only()
    {
        await using var road = await BeginAsync();
        var text = road.File(RollBack).Replace("on: 2026-01-05", "on: 2026-11-02", StringComparison.Ordinal);
        var pull = await TouchAsync(road, (RollBack, text));
        await road.RunAsync(Duration.FromSeconds(30));
        var run = road.Run(pull.HeadSha, "ops/runbooks");
        run.Conclusion.ShouldBe("failure");
        run.Summary.ShouldNotBeNull().ShouldContain("date only");
    }

    [TestMethod]
    public async Task Whom_a_review_names_has_written_the_pull_request_or_approves_it()
    {
        await using var road = await BeginAsync();
        var pull = await TouchAsync(road);
        await PushReviewAsync(road, pull, "chidi");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("failure"),
            run =>
                run.Summary.ShouldNotBeNull().ShouldContain("has neither written this pull request nor approved it"));

        var review = await road.GitHub.As("chidi").ReviewAsync(pull);
        await road.RunAsync(Duration.FromMinutes(2));
        road.Run(pull.HeadSha, "ops/runbooks").Conclusion.ShouldBe("success");

        await road.GitHub.As("ana").DismissReviewAsync(pull, review);
        await road.RunAsync(Duration.FromMinutes(2));
        road.Run(pull.HeadSha, "ops/runbooks").Conclusion.ShouldBe("failure");
    }

    [TestMethod]
    public async Task What_has_nothing_to_do_with_a_runbook_gets_no_check_unless_it_must_have_one()
    {
        await using var road = await BeginAsync();
        var more = new Dictionary<string, string?> { ["docs/more.md"] = "# More\n" };
        var pull = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Say more", more);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(pull.HeadSha).ShouldBeEmpty();

        await road.GitHub.As("ana").RequireCheckAsync(Road.Repo, "ops/runbooks");
        await road.RunAsync(Duration.FromMinutes(11));
        var second = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Say more", more, "other");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(second.HeadSha).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            run => (run.Name, run.Conclusion, run.Title).ShouldBe(("ops/runbooks", "success", "Not touched")));
    }

    [TestMethod]
    [DataRow("dry-run", "neutral")]
    [DataRow("paused", null)]
    public async Task A_section_in_dry_run_tells_and_one_that_is_paused_says_nothing(string mode, string? conclusion)
    {
        await using var road = await BeginAsync(ops => ops.Replace(
            "  gate: on touch", $"  mode: {mode}\n  gate: on touch", StringComparison.Ordinal));
        var pull = await TouchAsync(road);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(pull.HeadSha).Select(run => run.Conclusion).ShouldBe(conclusion is null ? [] : [conclusion]);
    }

    [TestMethod]
    [DataRow("scripts/lib/publish.sh", "warning RB071")]
    [DataRow(null, "warning RB070")]
    public async Task A_word_of_the_steps_that_leaves_the_covered_code_is_told_with_its_new_place(
        string? place, string told)
    {
        await using var road = await Road.BeginAsync();
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, "publish/run.sh", "render --to \"$GALLERY_TARGET_URL\"\n");
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, RollBack,
            road.File(RollBack) + "\n```bash\nexport GALLERY_TARGET_URL=https://gallery.example\n```\n");
        await road.RunAsync(Duration.FromMinutes(1));
        var files = new Dictionary<string, string?> { ["publish/run.sh"] = "render\n" };
        if (place is not null) files[place] = "echo $GALLERY_TARGET_URL\n";
        var pull = await road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Tidy up", files);
        await road.RunAsync(Duration.FromSeconds(30));
        var found = road.Run(pull.HeadSha, "ops/runbooks").Summary.ShouldNotBeNull().Split('\n')
            .Single(line => line.Contains("GALLERY_TARGET_URL", StringComparison.Ordinal));
        found.ShouldStartWith($"- **{told.Split(' ')[0]}** {told.Split(' ')[1]}");
        if (place is not null) found.ShouldContain($"`{place}`");
    }

    [TestMethod]
    public async Task An_owner_who_cannot_see_the_repository_is_told()
    {
        await using var road = await BeginAsync();
        var text = road.File(RollBack).Replace("owner: factory-team", "owner: \"@nobody-here\"",
            StringComparison.Ordinal);
        var pull = await TouchAsync(road, (RollBack, text + "\nAsk them.\n"));
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/runbooks").ShouldSatisfyAllConditions(
            run => run.Conclusion.ShouldBe("failure"),
            run => run.Summary.ShouldNotBeNull()
                .ShouldContain("nobody-here is unknown to GitHub, or may not see this repository"));
    }

    [TestMethod]
    public async Task A_merge_group_is_judged_like_the_pull_request()
    {
        await using var road = await BeginAsync();
        var group = await road.GitHub.As("ana").EnqueuePullAsync(await TouchAsync(road));
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(group.Sha, "ops/runbooks").Conclusion.ShouldBe("failure");
    }

    [TestMethod]
    public async Task Where_a_workflow_uses_the_Action_only_what_it_cannot_see_is_said()
    {
        await using var road = await BeginAsync();
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, ".github/workflows/ci.yml",
            "on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n      - uses: " +
                "OWNER/githubops/action@0123456789\n");
        var pull = await TouchAsync(road);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Runs(pull.HeadSha).ShouldBeEmpty();
        await PushReviewAsync(road, pull, "chidi");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(pull.HeadSha, "ops/runbooks").Conclusion.ShouldBe("failure", "nobody but us sees who approved it");
    }

    [TestMethod]
    public async Task What_was_read_once_is_not_asked_for_again()
    {
        await using var road = await BeginAsync();
        var first = await TouchAsync(road);
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(first.HeadSha, "ops/runbooks").Conclusion.ShouldBe("failure");
        road.GitHub.Ledger.Clear();
        var second = await road.GitHub.As("ana").OpenPullAsync(
            Road.Repo, "Once more", new Dictionary<string, string?> { [Covered] = "[1]\n" }, "second");
        await road.RunAsync(Duration.FromSeconds(30));
        road.Run(second.HeadSha, "ops/runbooks").Conclusion.ShouldBe("failure");
        road.GitHub.Ledger.Requests.Count(request => request.Path.Contains("/git/blobs/", StringComparison.Ordinal))
            .ShouldBe(2, "only the one file that is touched, as it was and as it will be");
        road.GitHub.Ledger.Requests.Count(request => request.Method == "GET").ShouldBeLessThan(16);
    }

    /// <summary>
    /// The runbook of rolling back was reviewed at the beginning of the year, and nobody has looked since.
    /// </summary>
    internal static async Task<Road> BeginAsync(Func<string, string>? ops = null)
    {
        var road = await Road.BeginAsync(ops);
        await road.GitHub.As("ana").PushFileAsync(Road.Repo, RollBack,
            road.File(RollBack).Replace("on: 2026-10-27", "on: 2026-01-05", StringComparison.Ordinal));
        await road.RunAsync(Duration.FromMinutes(2));
        road.GitHub.Ledger.Clear();
        return road;
    }

    /// <summary>Ana changes what the runbook covers.</summary>
    internal static Task<SandboxPull> TouchAsync(Road road, params (string Path, string Text)[] more)
    {
        var files = more.ToDictionary(file => file.Path, file => (string?)file.Text);
        files[Covered] = "[]\n";
        return road.GitHub.As("ana").OpenPullAsync(Road.Repo, "Empty the gallery", files);
    }

    /// <summary>What the tool writes on the branch, in somebody's name.</summary>
    private static async Task PushReviewAsync(Road road, SandboxPull pull, string by)
    {
        var branch = road.GitHub.World.Repository(Road.Repo).Branches[pull.HeadRef];
        var reading = RunbookReader.Read(RollBack, branch.Files[RollBack].Bytes.AsSpan());
        var tree = new RepoTree(branch.Files.Select(file => new RepoEntry(file.Key, "100644", file.Value.Sha)));
        var review = new RunbookReview($"@{by}", new LocalDate(2026, 11, 2), ReviewKind.Read, 1)
        {
            Seen = RunbookStamp.See(reading.Runbook!, tree), Text = RunbookStamp.TextOf(reading.FrontMatter!),
        };
        await road.GitHub.As("ana").PushToPullAsync(pull, new Dictionary<string, string?>
        {
            [RollBack] = RunbookRenewal.Write(reading.FrontMatter!, review),
        });
    }
}
