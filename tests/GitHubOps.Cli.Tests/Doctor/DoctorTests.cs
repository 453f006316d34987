using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

[TestClass]
public class DoctorTests
{
    [TestMethod]
    public async Task A_repository_with_everything_is_well()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        var run = await rig.RunAsync($"doctor --fail-on warning {rig.AsApp()}");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldBe("""
            notice  doctor/webhook: GitHub's log holds no delivery for this installation: either nothing has happened in its three days, or nothing is told
                    → Open an issue and look again.

            doctor: 0 errors, 0 warnings, 1 notice

            """);
    }

    [TestMethod]
    public async Task Without_the_Apps_key_it_says_what_it_did_not_ask()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        var run = await rig.RunAsync("doctor");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain(
            "notice  doctor/unasked: not asked: the App's installation, permissions, events and webhook");
        run.Output.ShouldContain("doctor: 0 errors, 0 warnings, 1 notice");
    }

    [TestMethod]
    public async Task What_is_missing_is_told_with_its_remedy()
    {
        await using var rig = await DoctorRig.StartAsync(isInstalled: false);
        await rig.Owner.ArchiveRepositoryAsync(DoctorRig.Repo);
        var run = await rig.RunAsync($"doctor {rig.AsApp()} --format json");
        run.ExitCode.ShouldBe(1, run.ToString());
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.GetProperty("schema").GetString().ShouldBe("githubops.doctor/1");
        var problems = json.GetProperty("problems").EnumerateArray().ToList();
        problems.Select(one => one.GetProperty("code").GetString())
            .ShouldBe(["doctor/repository", "doctor/installation", "doctor/webhook", "doctor/labels"]);
        problems.ShouldAllBe(one => one.GetProperty("remedy").GetString()!.Length > 0);
        (await rig.RunAsync($"doctor {rig.AsApp()} --fail-on never")).ExitCode.ShouldBe(0);
    }

    [TestMethod]
    public async Task Who_has_left_and_what_was_renamed_is_told_with_the_line()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        rig.Checkout.Write(".github/ops.yml", rig.Checkout.Read(".github/ops.yml")
            .Replace("respond: { s3: 1bd }", "pauses_on: [waiting/elsewhere]", StringComparison.Ordinal));
        rig.Checkout.Write("OWNERS_ALIASES", "aliases:\n  factory-leads: [ana, gone-away]\n");
        var run = await rig.RunAsync("doctor");
        run.Output.ShouldContain("warning config/unassignable .github/ops.yml:");
        run.Output.ShouldContain("`gone-away`");
        run.Output.ShouldContain("the label `waiting/elsewhere` does not exist in acme/dashboard-factory");
    }

    [TestMethod]
    public async Task The_check_asks_GitHub_only_when_it_is_told_to()
    {
        await using var rig = await DoctorRig.StartAsync();
        var offline = await rig.RunAsync("check");
        offline.Output.ShouldContain(
            "config/unasked: not asked: who can be assigned, who is away, which labels there are");
        rig.GitHub.Ledger.Requests.ShouldBeEmpty();
        var asked = await rig.RunAsync("check --github --away nobody");
        asked.ExitCode.ShouldBe(0, asked.ToString());
        asked.Output.ShouldNotContain("config/unasked");
        rig.GitHub.Ledger.Requests.Select(request => request.Operation).Distinct()
            .ShouldBe(["issues/check-user-can-be-assigned", "issues/list-labels-for-repo"], ignoreOrder: true);
    }

    [TestMethod]
    public async Task Every_question_keeps_GitHubs_description()
    {
        Conformance.Need();
        await using var rig = await DoctorRig.StartAsync(withProxy: true);
        await rig.Owner.OpenIssueAsync(DoctorRig.Repo, "It is broken", "Very.");
        (await rig.RunAsync($"doctor {rig.AsApp()}")).ExitCode.ShouldBeLessThan(2);
        (await rig.RunAsync($"doctor {rig.AsApp()}", [])).ExitCode.ShouldBeLessThan(2);
        var found = await rig.Proxy.ReportAsync(withWarnings: true);

        // The age of a token is judged by the real time, not by a test's.
        found.Where(v => v.Sev is not "note" && v.Where is not ("jwt.exp" or "jwt.iat" or "jwt")).ShouldBeEmpty();
        (await rig.Proxy.CountAsync()).ShouldBeGreaterThan(20);
        rig.GitHub.Ledger.Unsupported.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_call_to_wait_is_heeded_once()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        rig.GitHub.Faults.SecondaryLimit(1, retryAfter: "1");
        (await rig.RunAsync("doctor")).ExitCode.ShouldBe(0);
        rig.GitHub.Faults.SecondaryLimit(2, retryAfter: "1");
        var twice = await rig.RunAsync("doctor");
        twice.ExitCode.ShouldBe(3);
        twice.Error.ShouldBe("githubops: GitHub takes no more requests of GH_TOKEN before 12:00 UTC: try again then\n");
    }

    [TestMethod]
    [DataRow("", "GH_TOKEN", "", 2, "set GH_TOKEN or GITHUB_TOKEN")]
    [DataRow("", "GITHUB_TOKEN", "ghp_nobody", 3, "GitHub does not accept GITHUB_TOKEN")]
    [DataRow("--app-id 1", "GH_TOKEN", "ghp_nobody", 2, "belong together")]
    [DataRow("--app-id 1 --private-key OWNERS", "GH_TOKEN", "ghp_nobody", 3, "GitHub does not accept GH_TOKEN")]
    [DataRow("--app-id 1 --private-key nothing.pem", "X", "", 2, "--private-key cannot be read")]
    [DataRow("--app-id 1 --private-key OWNERS", "X", "", 2, "is not an RSA key in PEM")]
    [DataRow("--api-url http://example.org", "GH_TOKEN", "ghp_nobody", 2, "must be an https address")]
    [DataRow("--api-url http://127.0.0.1:9", "GH_TOKEN", "ghp_nobody", 3, "127.0.0.1 cannot be asked")]
    [DataRow("--repo acme", "GH_TOKEN", "ghp_nobody", 2, "--repo must be OWNER/NAME")]
    public async Task What_keeps_it_from_asking_is_said_in_a_line(
        string words, string variable, string value, int code, string said)
    {
        await using var rig = await DoctorRig.StartAsync();
        var run = await rig.RunAsync($"doctor {words}", (variable, value));
        run.ExitCode.ShouldBe(code, run.ToString());
        run.Error.ShouldContain(said);
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_repository_that_is_not_there_or_has_no_name_is_not_guessed()
    {
        await using var rig = await DoctorRig.StartAsync();
        var unknown = await rig.RunAsync("doctor --repo acme/nothing");
        unknown.ExitCode.ShouldBe(3);
        unknown.Error.ShouldContain("repos/acme/nothing is not there, or GH_TOKEN may not see it");
        rig.Checkout.Git("remote", "set-url", "origin", "file:///srv/acme/widgets");
        var nameless = await rig.RunAsync("doctor");
        nameless.ExitCode.ShouldBe(2);
        nameless.Error.ShouldContain("Say --repo OWNER/NAME");
    }

    [TestMethod]
    public async Task A_renamed_repository_is_found_and_the_token_goes_to_no_other_host()
    {
        await using var rig = await DoctorRig.StartAsync();
        await rig.SetUpAsync();
        await rig.Owner.RenameRepositoryAsync(DoctorRig.Repo, "factory");
        (await rig.RunAsync("doctor")).ExitCode.ShouldBe(0);
    }
}
