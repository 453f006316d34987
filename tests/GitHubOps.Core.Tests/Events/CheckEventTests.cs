using NodaTime;

namespace GitHubOps.Core.Tests;

/// <summary>What asks for a commit to be judged, read from GitHub's payloads.</summary>
[TestClass]
public class CheckEventTests
{
    private const string Repository = """
        "repository":{"id":7,"full_name":"acme/kit","default_branch":"main"},"sender":{"id":1,"login":"ana"},"installation":{"id":5}
        """;

    private static readonly string Sha = new('a', 40);

    [TestMethod]
    [DataRow("opened", true)]
    [DataRow("synchronize", true)]
    [DataRow("reopened", true)]
    [DataRow("closed", true)]
    [DataRow("labeled", false)]
    [DataRow("edited", false)]
    public void A_pull_request_matters_when_its_commits_or_its_state_change(string action, bool matters)
    {
        var read = Parse("pull_request", $$"""{"action":"{{action}}",{{Pull("main", Sha)}},{{Repository}}}""");
        (read is ParsedDelivery.Parsed).ShouldBe(matters);
        if (matters) Event<PullRequestChanged>(read).ShouldSatisfyAllConditions(
            change => change.Number.ShouldBe(3),
            change => change.HeadSha.ShouldBe(Sha),
            change => change.IsForDefaultBranch.ShouldBeTrue(),
            change => change.Installation.ShouldBe(new InstallationId(5)));
    }

    [TestMethod]
    public void An_edited_pull_request_matters_when_it_aims_elsewhere() =>
        Event<PullRequestChanged>(Parse("pull_request",
            $$$"""{"action":"edited","changes":{"base":{"ref":{"from":"main"} } },{{{Pull("next", Sha)}}},{{{Repository}}} }"""))
            .IsForDefaultBranch.ShouldBeFalse();

    [TestMethod]
    [DataRow("../../orgs")]
    [DataRow("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [DataRow("main")]
    [DataRow("")]
    public void What_is_no_name_of_a_commit_never_gets_into_an_address(string sha) =>
        Parse("pull_request", $$"""{"action":"opened",{{Pull("main", sha)}},{{Repository}}}""")
            .ShouldBeOfType<ParsedDelivery.Malformed>();

    [TestMethod]
    [DataRow("submitted", "approved", true)]
    [DataRow("submitted", "commented", false)]
    [DataRow("submitted", "changes_requested", false)]
    [DataRow("dismissed", "dismissed", true)]
    [DataRow("edited", "approved", false)]
    public void A_review_matters_when_it_approves_or_is_taken_back(string action, string state, bool matters)
    {
        var read = Parse("pull_request_review",
            $$"""{"action":"{{action}}","review":{"state":"{{state}}"},{{Pull("main", Sha)}},{{Repository}}}""");
        (read is ParsedDelivery.Parsed).ShouldBe(matters);
        if (matters) Event<PullRequestChanged>(read).Action.ShouldBe(PullRequestChanged.Reviewed);
        EventParser.IsOurs("pull_request_review", action).ShouldBe(action != "edited");
    }

    [TestMethod]
    public void A_group_of_the_merge_queue_is_read()
    {
        var made = Event<MergeGroupMade>(Parse("merge_group",
            $$$"""{"action":"checks_requested","merge_group":{"head_sha":"{{{Sha}}}","base_sha":"{{{Sha}}}","base_ref":"refs/heads/main"},{{{Repository}}} }"""));
        (made.IsForDefaultBranch, made.HeadSha).ShouldBe((true, Sha));
        Parse("merge_group", $$$"""{"action":"destroyed","merge_group":{},{{{Repository}}} }""")
            .ShouldBeOfType<ParsedDelivery.Ignored>();
    }

    [TestMethod]
    [DataRow("check_run", "rerequested", "ops/config")]
    [DataRow("check_suite", "rerequested", null)]
    [DataRow("check_run", "completed", null)]
    [DataRow("check_suite", "requested", null)]
    public void Of_check_runs_only_a_wish_for_another_matters(string name, string action, string? run)
    {
        var read = Parse(name,
            $$$"""{"action":"{{{action}}}","{{{name}}}":{"name":"{{{run}}}","head_sha":"{{{Sha}}}","app":{"id":9} },{{{Repository}}} }""");
        if (action != "rerequested") read.ShouldBeOfType<ParsedDelivery.Ignored>();
        else Event<ChecksWantedAgain>(read).ShouldSatisfyAllConditions(
            again => (again.Name, again.AppId, again.HeadSha).ShouldBe((run, 9, Sha)));
        EventParser.IsOurs(name, action).ShouldBe(action == "rerequested");
    }

    [TestMethod]
    public void A_pressed_button_is_read_with_who_pressed_it()
    {
        var pressed = Event<CheckButtonPressed>(Parse("check_run",
            $$$"""{"action":"requested_action","requested_action":{"identifier":"approve"},"check_run":{"name":"ops/config","head_sha":"{{{Sha}}}","app":{"id":9} },{{{Repository}}} }"""));
        (pressed.Button, pressed.Name, pressed.Sender.Login.Value).ShouldBe(("approve", "ops/config", "ana"));
    }

    private static string Pull(string into, string sha) =>
        $$$"""
        "pull_request":{"number":3,"head":{"sha":"{{{sha}}}"},"base":{"ref":"{{{into}}}"},"updated_at":"2026-11-02T18:00:00Z"}
        """;

    private static ParsedDelivery Parse(string name, string json) => EventParser.Parse(
        name, new DeliveryId("d"), Instant.FromUtc(2026, 11, 2, 18, 0), System.Text.Encoding.UTF8.GetBytes(json));

    private static T Event<T>(ParsedDelivery read) =>
        read.ShouldBeOfType<ParsedDelivery.Parsed>().Event.ShouldBeOfType<T>();
}
