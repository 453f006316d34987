using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>A maintainer lets the doctor propose what is missing: one pull request, and nothing else.</summary>
[TestClass]
public class DoctorFixTests
{
    private const string Repo = "acme/starter";
    private const string Fix = $"doctor --repo {Repo} --fix";

    [TestMethod]
    public async Task It_says_what_it_will_do_and_asks_before_anything_is_written()
    {
        await using var rig = await DoctorRig.StartAsync();
        foreach (var answer in (string?[])["n", "", null, "yes, but not today"])
        {
            var run = await rig.RunElsewhereAsync(Fix, answer);
            run.ExitCode.ShouldBe(0, run.ToString());
            run.Output.ShouldContain("""
                fix: would open one pull request in acme/starter, branch `githubops/doctor` into `main`
                  + .github/ISSUE_TEMPLATE/bug.yml  asks reporters for the area and for what the rules want to know
                  ~ .github/ops.yml                 says that issues of `bug.yml` are bugs
                  + docs/OPERATING_MODEL.md         who, when and how, in sentences: generated from these files
                the service makes the labels itself, once the mode is `live`
                Go on? [y/N]
                """);
            run.Output.ShouldEndWith("fix: nothing was written\n");
        }

        Written(rig).ShouldBeEmpty();
        (await rig.RunElsewhereAsync(Fix)).Output.ShouldContain("nobody answers here: --yes goes on without asking");
    }

    [TestMethod]
    public async Task It_opens_one_pull_request_and_a_second_run_finds_it()
    {
        await using var rig = await DoctorRig.StartAsync();
        var run = await rig.RunElsewhereAsync(Fix, "y");
        var pull = Pulls(rig).ShouldHaveSingleItem();
        run.Output.ShouldEndWith($"fix: opened https://github.com/{Repo}/pull/{pull.Number}\n");
        (pull.HeadRef, pull.BaseRef, pull.Title).ShouldBe(("githubops/doctor", "main", FixPlan.Title));
        pull.Body.ShouldNotBeNull().ShouldContain("Nothing of it is obeyed before it is merged.");
        Written(rig).ShouldBe(["git/create-tree", "git/create-commit", "git/create-ref", "pulls/create"]);

        rig.GitHub.Ledger.Clear();
        var second = await rig.RunElsewhereAsync(Fix + " --yes");
        second.Output.ShouldEndWith(
            $"fix: the pull request is open already, with all of it: https://github.com/{Repo}/pull/{pull.Number}\n");
        Written(rig).ShouldBeEmpty();
        Pulls(rig).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task Once_it_is_merged_nothing_is_missing_that_a_file_could_mend()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.RunElsewhereAsync(Fix + " --yes");
        await rig.Owner.MergePullAsync(Pulls(rig)[0]);
        var run = await rig.RunElsewhereAsync(Fix + " --yes");
        run.Output.ShouldEndWith("fix: nothing is missing that a file could mend: no pull request\n");
        run.Output.ShouldContain("doctor: 0 errors, 0 warnings");
        Pulls(rig).Count.ShouldBe(1);
    }

    [TestMethod]
    public async Task When_the_file_has_changed_the_words_for_people_are_proposed_anew()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        var ops = rig.Hosted.ReadFile(PolicyFiles.Ops)!;
        await rig.Owner.PushFileAsync(DoctorRig.Repo, PolicyFiles.Ops,
            ops.Replace("at_most: 6", "at_most: 4", StringComparison.Ordinal));
        var run = await rig.RunElsewhereAsync($"doctor --repo {DoctorRig.Repo} --fix --yes");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain(
            "warning doctor/operating-model docs/OPERATING_MODEL.md: `docs/OPERATING_MODEL.md` is not what the files " +
                "say");
        var pull = rig.Hosted.Pulls.Values.ShouldHaveSingleItem();
        var was = rig.Hosted.ReadFile(OperatingModel.File)!.Split('\n');
        await rig.Owner.MergePullAsync(pull);
        rig.Hosted.ReadFile(OperatingModel.File)!.Split('\n').Except(was).ShouldHaveSingleItem()
            .ShouldContain("Nobody is given more than 4 open issues.");
    }

    [TestMethod]
    public async Task An_open_one_is_brought_up_to_date_as_long_as_nobody_else_has_pushed_to_it()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.RunElsewhereAsync(Fix + " --yes");
        var ops = rig.GitHub.World.Repository(Repo).ReadFile(PolicyFiles.Ops)!;
        await rig.Owner.PushFileAsync(Repo, PolicyFiles.Ops,
            ops.Replace("crash, error", "crash, freeze", StringComparison.Ordinal));
        var run = await rig.RunElsewhereAsync(Fix, "yes");
        run.Output.ShouldContain($"fix: would bring https://github.com/{Repo}/pull/1 up to date\n");
        run.Output.ShouldEndWith($"fix: brought https://github.com/{Repo}/pull/1 up to date\n");
        var pull = Pulls(rig).ShouldHaveSingleItem();
        Text(rig, pull, PolicyFiles.Ops).ShouldContain("crash, freeze");

        await rig.Owner.PushToPullAsync(pull, new Dictionary<string, string?> { ["OWNERS"] = "approvers: [ana]\n" });
        rig.GitHub.Ledger.Clear();
        var taken = await rig.RunElsewhereAsync(Fix + " --yes");
        taken.Output.ShouldContain("somebody has pushed to it: it stays as it is.");
        Written(rig).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_branch_that_was_left_is_used_again_unless_it_is_somebody_elses()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.RunElsewhereAsync(Fix + " --yes");
        await rig.Owner.ClosePullAsync(Pulls(rig)[0]);
        (await rig.RunElsewhereAsync(Fix + " --yes")).Output.ShouldContain(
            $"fix: opened https://github.com/{Repo}/pull/2");
        await rig.Owner.PushToPullAsync(Pulls(rig)[1],
            new Dictionary<string, string?> { ["OWNERS"] = "approvers: [ana]\n" });
        await rig.Owner.ClosePullAsync(Pulls(rig)[1]);
        rig.GitHub.Ledger.Clear();
        (await rig.RunElsewhereAsync(Fix + " --yes")).Output
            .ShouldContain(
                "the branch `githubops/doctor` holds what somebody else has pushed: delete or rename it first");
        Written(rig).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task For_a_program_it_answers_as_JSON()
    {
        await using var rig = await DoctorRig.StartAsync();
        (await rig.RunElsewhereAsync(Fix + " --format json")).Error.ShouldContain(
            "--format json cannot ask: add --yes");
        var run = await rig.RunElsewhereAsync(Fix + " --format json --yes");
        var fix = JsonDocument.Parse(run.Output).RootElement.GetProperty("fix");
        fix.GetProperty("state").GetString().ShouldBe("opened");
        fix.GetProperty("url").GetString().ShouldBe($"https://github.com/{Repo}/pull/1");
        fix.GetProperty("files").EnumerateArray().Count(file => file.GetProperty("new").GetBoolean()).ShouldBe(2);
    }

    [TestMethod]
    public async Task A_repository_without_any_file_of_ours_is_set_up_from_what_it_has()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.Owner.PushAsync(Repo, "Begin anew", new Dictionary<string, string?>
        {
            [PolicyFiles.Ops] = null, ["OWNERS"] = null, ["CODEOWNERS"] = "* @ana @ben\n",
        });
        var run = await rig.RunElsewhereAsync(Fix + " --yes");
        run.ExitCode.ShouldBe(1, "what is on the default branch is not mended yet");
        var pull = Pulls(rig).ShouldHaveSingleItem();
        Text(rig, pull, PolicyFiles.Ops).ShouldContain("mode: dry-run");
        Text(rig, pull, "OWNERS").ShouldContain("- ana");
        await rig.Owner.MergePullAsync(pull);
        (await rig.RunElsewhereAsync($"doctor --repo {Repo}")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task Without_a_checkout_the_files_are_read_at_GitHub_with_those_of_the_organisation()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        var there = await rig.RunElsewhereAsync($"doctor --repo {DoctorRig.Repo}");
        there.Output.ShouldBe((await rig.RunAsync("doctor")).Output);
        rig.GitHub.Ledger.Requests.Select(request => request.Operation).ShouldContain("git/get-blob");

        // What lies in a checkout of another repository is not that one's.
        var other = await rig.RunAsync($"doctor --repo {Repo}");
        other.Output.ShouldContain("there is no issue form");
    }

    [TestMethod]
    [DataRow("doctor --yes", "--yes answers --fix")]
    [DataRow("doctor --fix --root .", "leave out --root")]
    public async Task What_cannot_be_meant_is_refused(string words, string said)
    {
        await using var rig = await DoctorRig.StartAsync();
        var run = await rig.RunAsync(words);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain(said);
    }

    [TestMethod]
    public async Task It_writes_in_a_persons_name_and_only_where_they_may()
    {
        await using var rig = await DoctorRig.StartAsync();
        var asApp = await rig.RunAsync($"{Fix} --yes {rig.AsApp()}", []);
        asApp.ExitCode.ShouldBe(2);
        asApp.Error.ShouldContain("--fix writes in your name: set GH_TOKEN");
        var stranger = await rig.RunAsync($"{Fix} --yes", ("GH_TOKEN", rig.GitHub.TokenOf("petra")));
        stranger.ExitCode.ShouldBe(3, stranger.ToString());
        stranger.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
        Pulls(rig).ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Every_call_of_a_proposal_keeps_GitHubs_description()
    {
        Conformance.Need();
        await using var rig = await DoctorRig.StartAsync(withProxy: true);
        await rig.RunElsewhereAsync(Fix + " --yes");
        await rig.Owner.PushFileAsync(Repo, "src/more.c", "int more;\n");
        await rig.Owner.PushAsync(Repo, "No owners", new Dictionary<string, string?> { ["OWNERS"] = null });
        (await rig.RunElsewhereAsync(Fix + " --yes")).Output.ShouldContain("up to date");
        (await rig.Proxy.ReportAsync(withWarnings: true)).Where(v => v.Sev is not "note").ShouldBeEmpty();
        rig.GitHub.Ledger.Unsupported.ShouldBeEmpty();
        foreach (var operation in (string[])["git/create-tree", "git/create-commit", "git/create-ref", "git/update-ref",
            "git/get-commit", "git/get-ref", "git/get-tree", "git/get-blob", "pulls/create", "pulls/list",
            "repos/list-collaborators"])
            rig.GitHub.Ledger.Requests.ShouldContain(request => request.Operation == operation, operation);
    }

    private static List<SandboxPull> Pulls(DoctorRig rig) => [.. rig.GitHub.World.Repository(Repo).Pulls.Values];

    private static IEnumerable<string?> Written(DoctorRig rig) =>
        rig.GitHub.Ledger.Requests.Where(request => request.Method != "GET").Select(request => request.Operation);

    private static string Text(DoctorRig rig, SandboxPull pull, string path) => System.Text.Encoding.UTF8.GetString(
        rig.GitHub.World.Repository(Repo).Branches[pull.HeadRef].Files[path].Bytes.AsSpan());
}
