using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>A maintainer tries an operating model on two months of issues before installing anything.</summary>
[TestClass]
public class ReplayTests
{
    private const string Factory = "replay --config factory/.github/ops.yml --root factory --history backup";

    [TestMethod]
    public async Task It_says_issue_by_issue_what_would_have_been_done_and_which_line_decided()
    {
        using var past = new InventedHistory();
        var run = await Tool.RunAsync(past.Root, Factory);
        run.ExitCode.ShouldBe(0, run.ToString());
        Golden.Check(run.Output, "golden/one.txt");
    }

    [TestMethod]
    public async Task Two_configurations_are_compared_by_what_would_have_gone_otherwise()
    {
        using var past = new InventedHistory();
        Change(past);
        var run = await Tool.RunAsync(past.Root,
            "replay --config new.yml --against factory/.github/ops.yml --root factory --history backup");
        run.ExitCode.ShouldBe(0, run.ToString());
        Golden.Check(run.Output, "golden/two.txt");
    }

    [TestMethod]
    public async Task Programs_get_it_as_json()
    {
        using var past = new InventedHistory();
        Change(past);
        var run = await Tool.RunAsync(past.Root,
            "replay --config new.yml --against factory/.github/ops.yml --root factory --history backup --since " +
                "2026-09-24 --format json");
        run.ExitCode.ShouldBe(0, run.ToString());
        Golden.Check(run.Output, "golden/two.json");
        JsonNode.Parse(run.Output)!["schema"]!.GetValue<string>().ShouldBe("githubops.replay/1");
    }

    [TestMethod]
    public async Task With_fail_on_change_a_difference_is_exit_1_and_none_is_0()
    {
        using var past = new InventedHistory();
        Change(past);
        var words = "--against factory/.github/ops.yml --root factory --history backup --fail-on-change";
        (await Tool.RunAsync(past.Root, $"replay --config new.yml {words}")).ExitCode.ShouldBe(1);
        var same = await Tool.RunAsync(past.Root, $"replay --config factory/.github/ops.yml {words}");
        same.ExitCode.ShouldBe(0, same.ToString());
        same.Output.ShouldContain("No issue would have gone otherwise.");
    }

    [TestMethod]
    public async Task A_check_says_how_many_issues_a_change_touches_and_warns_of_many()
    {
        using var past = new InventedHistory();
        Change(past);
        var check = "check --root factory --config new.yml --before factory --repo acme/dashboard-factory";
        var run = await Tool.RunAsync(past.Root, $"{check} --history backup");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("notice  config/effect: of 36 issues of the history ");
        run.Output.ShouldNotContain("config/bulk-stop");
        past.WriteOps("factory/.github/ops.yml", ("sla:", "manners: { bulk_stop: 3 }\nsla:"));
        past.WriteOps("new.yml", ("new: triage ", "new: release "), ("bulk_stop: 3 ", "bulk_stop: 999 "));
        var many = await Tool.RunAsync(past.Root, $"{check} --history backup --fail-on warning");
        many.ExitCode.ShouldBe(1, many.ToString());
        many.Output.ShouldContain("warning config/bulk-stop .github/ops.yml:34:12: the change touches ");
        (await Tool.RunAsync(past.Root, "check --root factory --history backup")).Error.ShouldContain(
            "--history needs --before");
        (await Tool.RunAsync(past.Root, check)).Output.ShouldContain("how many open issues the change touches");
    }

    [TestMethod]
    public async Task A_broken_file_is_told_with_its_line_and_the_rest_goes_on()
    {
        using var past = new InventedHistory();
        File.WriteAllText(past.PathTo("backup/issues/7.json"), "{\n  \"id\": 7,\n  oops\n}");
        var run = await Tool.RunAsync(past.Root, Factory);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Output.ShouldContain("backup/issues/7.json:3: this is no JSON");
        run.Output.ShouldContain("35 issues opened");
    }

    [TestMethod]
    public async Task A_configuration_that_cannot_be_obeyed_is_not_tried()
    {
        using var past = new InventedHistory();
        past.WriteOps("new.yml", ("new: triage ", "new: triag "));
        var run = await Tool.RunAsync(past.Root, "replay --config new.yml --root factory --history backup");
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Output.ShouldContain("new.yml:");
        run.Output.ShouldContain("nothing was tried");
    }

    [TestMethod]
    public async Task Stored_deliveries_are_a_history_too()
    {
        using var past = new InventedHistory();
        File.WriteAllLines(past.PathTo("stored.jsonl"),
            [Delivery("acme/dashboard-factory", 1), "", Delivery("acme/dashboard-factory", 2)]);
        var run = await Tool.RunAsync(past.Root,
            "replay --config factory/.github/ops.yml --root factory --history stored.jsonl");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("2 issues opened 2026-08-03 to 2026-08-03, 2 events");
    }

    [TestMethod]
    public async Task Of_several_repositories_one_must_be_named()
    {
        using var past = new InventedHistory();
        File.WriteAllLines(past.PathTo("stored.jsonl"),
            [Delivery("acme/dashboard-factory", 1), Delivery("acme/other", 2)]);
        const string words = "replay --config factory/.github/ops.yml --root factory --history stored.jsonl";
        var run = await Tool.RunAsync(past.Root, words);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain("--repo");
        var named = await Tool.RunAsync(past.Root, words + " --repo acme/other");
        named.Output.ShouldContain("1 issue opened");
    }

    [TestMethod]
    [DataRow("replay --config none.yml --history backup", "there is no file none.yml")]
    [DataRow("replay --config factory/.github/ops.yml --history nowhere", "there is no nowhere")]
    [DataRow("replay --config factory/.github/ops.yml --history factory", "no .json")]
    [DataRow("replay --config factory/.github/ops.yml --history backup --repo acme", "OWNER/NAME")]
    [DataRow("replay --config factory/.github/ops.yml --history backup --since never", "2026-09-01")]
    [DataRow("replay --config factory/.github/ops.yml --history backup --org factory", "ops/org.yml")]
    public async Task Wrong_use_is_told_in_one_line(string words, string told)
    {
        using var past = new InventedHistory();
        var run = await Tool.RunAsync(past.Root, words);
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain(told);
    }

    private static void Change(InventedHistory past) => past.WriteOps("new.yml",
        ("words: [publish, gallery, review queue]", "words: [publish, gallery, review queue, chart]"),
        ("dashboard, chart, tile, layout", "dashboard, layout"),
        ("  - s2: { impact: Template does not load }\n", "  - s1: { impact: Template does not load }\n"),
        ("respond: { s3: 1bd }", "respond: { s3: 4bh }"),
        ("at_most: 6", "at_most: 2"));

    private static string Delivery(string repo, int number) =>
        $$"""
        {"event": "issues", "delivery": "g{{number}}", "received_at": "2026-08-03T10:00:01Z", "payload": {"action": "opened",
         "issue": {"id": {{number}}, "number": {{number}}, "title": "The chart is green", "user": {"login": "ann", "id": 5},
         "created_at": "2026-08-03T10:00:00Z", "updated_at": "2026-08-03T10:00:00Z"},
         "repository": {"id": 1, "full_name": "{{repo}}", "name": "app"}, "sender": {"login": "ann", "id": 5} } }
        """.ReplaceLineEndings("");
}
