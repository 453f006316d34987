using System.Collections.Immutable;
using GitHubOps.Sandbox;
using NodaTime;

namespace GitHubOps.Cli.Tests;

/// <summary>Whoever trusts "ok" must know that it would have said otherwise.</summary>
[TestClass]
public class DemoChecksTests
{
    private const string Repo = "acme/dashboard-factory";
    private const string Comment =
        "<!-- githubops:v1 issue=1 mac=0 -->\n<!-- githubops due=2026-11-02T20:00:00Z state=running " +
            "by=area-from-form,severity-rules -->\n**ana** has this.";

    // Friday 30 October 2026, 16:00 in Los Angeles: ana's week.
    private static readonly Instant Friday = Instant.FromUtc(2026, 10, 30, 23, 0);

    private static readonly ExampleRepositories Examples = ExampleRepositories.Embedded();

    private static DemoIssue Good { get; } = new()
    {
        Repo = Repo,
        Number = 1,
        OpenedBy = "s-takahara",
        OpenedAt = Friday,
        Labels = ["area/dashboards", "sev/s2", "type/bug"],
        Assignees = ["ana"],
        BotComments = [Comment],
        WritesOnOpen = 1,
        Timeline =
        [
            Bot(10, "labeled", "area/dashboards"),
            Bot(10, "labeled", "sev/s2"),
            Bot(10, "assigned", "ana"),
            Bot(10, "commented"),
        ],
    };

    [TestMethod]
    public void An_issue_as_it_should_be_passes() => Judge(Good).ShouldBeEmpty();

    [TestMethod]
    public void Two_assignees_are_one_too_many() =>
        Judge(Good with { Assignees = ["ana", "ben"] }).ShouldHaveSingleItem().ShouldContain("2 assignees");

    [TestMethod]
    public void Nobody_assigned_is_found() =>
        Judge(Good with { Assignees = [] }).ShouldHaveSingleItem().ShouldContain("0 assignees");

    [TestMethod]
    public void The_author_must_not_hold_the_issue() =>
        Judge(Good with { OpenedBy = "ana" })
            .ShouldContain(p => p.Contains("its author ana", StringComparison.Ordinal));

    [TestMethod]
    public void Last_week_s_person_is_the_wrong_one() =>
        Judge(Given("dee")).ShouldHaveSingleItem().ShouldContain("given to dee");

    [TestMethod]
    public void When_the_holder_wrote_it_anybody_else_of_the_rotation_may_have_it()
    {
        Judge(Given("chidi") with { OpenedBy = "ana" }).ShouldBeEmpty();
        Judge(Given("kat") with { OpenedBy = "ana" }).ShouldHaveSingleItem().ShouldContain("given to kat");
    }

    [TestMethod]
    public void A_second_comment_is_found() =>
        Judge(Good with { BotComments = [Comment, Comment] }).ShouldHaveSingleItem().ShouldContain("2 status comments");

    [TestMethod]
    public void A_missing_severity_is_found() =>
        Judge(Good with { Labels = ["area/dashboards"] }).ShouldHaveSingleItem().ShouldContain("0 labels of sev/*");

    [TestMethod]
    public void A_second_area_is_found() =>
        Judge(Good with { Labels = ["area/dashboards", "area/unknown", "sev/s2"] })
            .ShouldHaveSingleItem().ShouldContain("2 labels of area/*");

    [TestMethod]
    public void A_second_write_on_opening_is_found() =>
        Judge(Good with { WritesOnOpen = 2 }).ShouldHaveSingleItem().ShouldContain("2 write requests");

    [TestMethod]
    [DataRow("@ana has this.", "@ana")]
    [DataRow("ask ``x`` or (&#64;acme/leads)", "@acme/leads")]
    [DataRow("[@ben](https://example.com)", "@ben")]
    public void A_mention_is_found_however_it_is_spelled(string text, string mention) =>
        Judge(Good with { BotComments = [Comment + "\n" + text] }).ShouldHaveSingleItem().ShouldEndWith(mention);

    [TestMethod]
    [DataRow("write `/assign @ana`")]
    [DataRow("mail to ana@example.com")]
    public void What_GitHub_makes_no_mention_of_is_none(string text) =>
        Judge(Good with { BotComments = [Comment + "\n" + text] }).ShouldBeEmpty();

    [TestMethod]
    public void A_comment_without_its_hidden_line_is_found() =>
        Judge(Good with { BotComments = ["**ana** has this."] }).ShouldHaveSingleItem().ShouldContain("hidden line");

    [TestMethod]
    public void Running_without_a_due_time_is_found() =>
        Judge(Good with { BotComments = [Comment.Replace("2026-11-02T20:00:00Z", "none", StringComparison.Ordinal)] })
            .ShouldHaveSingleItem().ShouldContain("without a due time");

    [TestMethod]
    public void An_issue_closed_by_the_bot_is_found() =>
        Judge(Good with { Timeline = Good.Timeline.Add(Bot(90, "closed")) })
            .ShouldHaveSingleItem().ShouldContain("closed by the bot");

    [TestMethod]
    public void After_a_missed_target_the_backup_of_that_moment_may_take_over()
    {
        // Monday 2 November, 12:00 in Los Angeles: ben has the week, chidi is his backup.
        var monday = Instant.FromUtc(2026, 11, 2, 20, 0);
        var taken = Good with
        {
            Assignees = ["chidi"],
            Timeline = [.. Good.Timeline, At(monday, "unassigned", "ana"), At(monday, "assigned", "chidi")],
        };
        Judge(taken).ShouldBeEmpty();
        var timeline = taken.Timeline.SetItem(5, At(monday, "assigned", "jun"));
        var wrong = taken with { Assignees = ["jun"], Timeline = timeline };
        Judge(wrong).ShouldHaveSingleItem().ShouldContain("given to jun");
    }

    [TestMethod]
    public void Above_what_one_holder_is_given_the_others_take_turns()
    {
        var before = Enumerable.Range(2, 6).Select(n => Good with
        {
            Number = n,
            OpenedAt = Friday - Duration.FromHours(n),
            Timeline = [.. Good.Timeline.Select(m => m with { At = m.At - Duration.FromHours(n) })],
        });
        DemoChecks.Judge([.. before, Given("ben")], Examples.Policies).ShouldBeEmpty();
        DemoChecks.Judge([.. before.Skip(1), Given("ben")], Examples.Policies)
            .ShouldHaveSingleItem().ShouldContain("given to ben");
    }

    [TestMethod]
    public void A_pull_request_as_it_should_be_passes()
    {
        Judge(Head(broken: true, Run("ops/config", "failure", 3), Run("ops/replay", "neutral"))).ShouldBeEmpty();
        Judge(Head(broken: false, Run("ops/config", "success"), Run("ops/replay", "success"))).ShouldBeEmpty();
    }

    [TestMethod]
    public void A_broken_file_that_passes_is_found() =>
        Judge(Head(broken: true, Run("ops/config", "success", 3), Run("ops/replay", "neutral")))
            .ShouldHaveSingleItem().ShouldEndWith("ops/config says success, where it is failure");

    [TestMethod]
    public void A_good_file_that_fails_is_found() =>
        Judge(Head(broken: false, Run("ops/config", "failure", 3), Run("ops/replay", "success")))
            .ShouldHaveSingleItem().ShouldEndWith("ops/config says failure, where it is success");

    [TestMethod]
    public void A_head_without_its_check_runs_is_found()
    {
        Judge(Head(broken: true)).ShouldHaveSingleItem().ShouldEndWith("its head has no ops/config");
        Judge(Head(broken: true, Run("ops/config", "failure", 3)))
            .ShouldHaveSingleItem().ShouldEndWith("its head has no ops/replay");
    }

    [TestMethod]
    public void A_failure_without_a_line_or_with_one_that_is_not_there_is_found()
    {
        Judge(Head(broken: true, Run("ops/config", "failure"), Run("ops/replay", "neutral")))
            .ShouldHaveSingleItem().ShouldEndWith("names no line of .github/ops.yml");
        Judge(Head(broken: true, Run("ops/config", "failure", 9), Run("ops/replay", "neutral")))
            .ShouldHaveSingleItem().ShouldEndWith("names line 9 of 3");
    }

    private static DemoHead Head(bool broken, params SandboxCheckRun[] runs) =>
        new(Repo, 15, "sha", broken ? "broken\n\n" : "good\n\n", [.. runs]);

    private static SandboxCheckRun Run(string name, string conclusion, int? line = null) =>
        new(1, name, "sha", "completed", conclusion)
        {
            Annotations = line is null ? [] :
                [$$"""{"path":".github/ops.yml","start_line":{{line}},"annotation_level":"failure","message":"m"}"""],
        };

    private static ImmutableArray<string> Judge(DemoHead head) =>
        DemoChecks.Judge([head], (_, ops) => ops.StartsWith("good", StringComparison.Ordinal));

    private static DemoIssue Given(string person) => Good with
    {
        Assignees = [person],
        Timeline = Good.Timeline.SetItem(2, Bot(10, "assigned", person)),
    };

    private static ImmutableArray<string> Judge(DemoIssue issue) => DemoChecks.Judge([issue], Examples.Policies);

    private static DemoMoment Bot(int seconds, string kind, string what = "") =>
        At(Friday + Duration.FromSeconds(seconds), kind, what);

    private static DemoMoment At(Instant at, string kind, string what) => new(at, "githubops[bot]", true, kind, what);
}
