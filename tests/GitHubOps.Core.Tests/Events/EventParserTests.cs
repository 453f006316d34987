using System.Runtime.CompilerServices;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core.Tests;

[TestClass]
public class EventParserTests
{
    private static readonly Instant Received = Instant.FromUtc(2026, 11, 2, 21, 0);

    private static readonly string[] Names =
        ["issues", "issue_comment", "label", "push", "repository", "installation", "installation_repositories",
            "member", "membership", "organization", "ping", "check_run", "check_suite", "pull_request",
            "pull_request_review", "merge_group",
            "workflow_job", ""];

    [TestMethod]
    public void An_opened_issue_is_read_whole()
    {
        var opened = Parsed<IssueOpened>("issues", File("issues.opened"));
        opened.Delivery.ShouldBe(new DeliveryId("d"));
        opened.Installation.ShouldBe(new InstallationId(77001));
        opened.Sender.ShouldBe(new Actor(4104, new Login("noor"), IsBot: false));
        opened.OccurredAt.ShouldBe(At("2026-10-30T23:00:00Z"));
        opened.TransferredFrom.ShouldBeNull();
        opened.Ref.ToString().ShouldBe("acme/dashboard-factory#12");
        opened.Repo.ShouldBe(
            new RepoInfo(new RepoId(55001), new RepoName("acme", "dashboard-factory"), "R_kgDOd6d9", false, false,
                "main") with
            { NodeId = opened.Repo.NodeId });
        opened.Issue.Id.ShouldBe(new IssueId(8800012));
        opened.Issue.Author.Login.ShouldBe(new Login("noor"));
        opened.Issue.Title.ShouldBe("Revenue tile shows nothing");
        opened.Issue.Body.ShouldStartWith("### Area\n\ndashboards");
        opened.Issue.NodeId.ShouldStartWith("I_");
        opened.Issue.IsClosed.ShouldBeFalse();
        opened.Issue.IssueType.ShouldBeNull();
    }

    [TestMethod]
    [DataRow("completed", CloseReason.Completed)]
    [DataRow("not_planned", CloseReason.NotPlanned)]
    [DataRow("duplicate", CloseReason.Duplicate)]
    public void A_closed_issue_says_why_and_when(string reason, CloseReason expected)
    {
        var closed = Parsed<IssueClosed>("issues", File($"issues.closed.{reason}"));
        closed.Reason.ShouldBe(expected);
        closed.Issue.CloseReason.ShouldBe(expected);
        closed.OccurredAt.ShouldBe(At("2026-11-02T18:30:00Z"));
        closed.Issue.Labels.ShouldBe(["sev/s2"]);
        closed.Issue.Assignees.ShouldBe([new Login("ben")]);
    }

    [TestMethod]
    public void A_comment_on_a_pull_request_is_recognised()
    {
        var comment = Parsed<CommentCreated>("issue_comment", File("issue_comment.created.pull_request"));
        comment.Issue.IsPullRequest.ShouldBeTrue();
        comment.Comment.Author.Login.ShouldBe(new Login("ana"));
        comment.Comment.AppId.ShouldBeNull();
        comment.OccurredAt.ShouldBe(At("2026-11-02T19:05:10Z"));
    }

    [TestMethod]
    public void A_comment_of_an_app_names_the_app_and_its_bot()
    {
        var comment = Parsed<CommentCreated>("issue_comment", File("issue_comment.created.own"));
        comment.Comment.AppId.ShouldBe(4242);
        comment.Sender.ShouldBe(new Actor(4900, new Login("githubops[bot]"), IsBot: true));
        comment.Issue.IsPullRequest.ShouldBeFalse();
    }

    [TestMethod]
    public void An_issue_type_comes_and_goes()
    {
        Parsed<IssueTyped>("issues", File("issues.typed")).Type.ShouldBe("Bug");
        Parsed<IssueTyped>("issues", File("issues.typed")).Issue.IssueType.ShouldBe("Bug");
        Parsed<IssueTyped>("issues", File("issues.untyped")).Type.ShouldBeNull();
    }

    [TestMethod]
    public void A_transferred_issue_says_in_its_new_place_where_it_was()
    {
        Parsed<IssueTransferred>("issues", File("issues.transferred")).OccurredAt.ShouldBe(Received);
        var opened = Parsed<IssueOpened>("issues", File("issues.opened.transferred"));
        opened.TransferredFrom.ToString().ShouldBe("acme/dashboard-factory#12");
        opened.Ref.ToString().ShouldBe("acme/ide-extension#9");
    }

    [TestMethod]
    public void A_deleted_account_is_the_ghost()
    {
        var edited = Parsed<IssueEdited>("issues", File("issues.edited.ghost"));
        edited.Sender.ShouldBe(Actor.Ghost);
        edited.Issue.Author.ShouldBe(Actor.Ghost);
        edited.PreviousBody.ShouldBe("It is empty.");
        edited.PreviousTitle.ShouldBeNull();
        edited.OccurredAt.ShouldBe(At("2026-11-02T20:00:00Z"));
    }

    [TestMethod]
    [DataRow("workflow_job", "event workflow_job is not ours")]
    [DataRow("pull_request_review_comment", "event pull_request_review_comment is not ours")]
    [DataRow("ping", "ping: GitHub tried the address")]
    [DataRow("", "the event has no name of GitHub's")]
    [DataRow("evil\nname", "the event has no name of GitHub's")]
    public void What_is_none_of_our_business_is_ignored_unread(string name, string reason) =>
        Parse(name, "no JSON at all").ShouldBe(new ParsedDelivery.Ignored(reason));

    [TestMethod]
    public void A_new_action_is_ignored_by_name() =>
        Parse("issues", """{"action":"polished","issue":{}}""")
            .ShouldBe(new ParsedDelivery.Ignored("action polished of issues is not ours"));

    [TestMethod]
    [DataRow("")]
    [DataRow("payload=%7B%7D")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("{\"action\":\"opened\",}")]
    [DataRow("\uFEFF\uFEFF{}")]
    [DataRow("{} {}")]
    public void What_is_no_JSON_object_is_malformed(string body) =>
        Malformed("issues", body).Code.ShouldBe("delivery/not-json");

    [TestMethod]
    public void What_we_cannot_do_without_is_named()
    {
        Malformed("issues", """{"action":"opened"}""").Text.ShouldBe(
            "issues.opened: the field issue is missing or of another kind");
        Malformed("push", """{"ref":"refs/heads/main"}""").Text.ShouldContain("repository");
        Malformed("installation", """{"action":"created","installation":{"id":"7"}}""").Text.ShouldContain("id");
    }

    [TestMethod]
    [DataRow("1e999")]
    [DataRow("99999999999999999999999999")]
    [DataRow("-1")]
    [DataRow("0")]
    [DataRow("\"12\"")]
    [DataRow("null")]
    [DataRow("1.5")]
    [DataRow("4294967297")]
    public void A_number_that_no_issue_has_is_malformed(string number) =>
        Malformed("issues",
            File("issues.opened").Replace("\"number\": 12,", $"\"number\": {number},", StringComparison.Ordinal))
            .Text.ShouldContain("number");

    [TestMethod]
    public void Depth_is_bounded()
    {
        Malformed("issues", Deep(10_000)).Code.ShouldBe("delivery/not-json");
        Malformed("issues", Deep(EventParser.DepthMax)).Code.ShouldBe("delivery/not-json");
        Parse("issues", Deep(EventParser.DepthMax - 1)).ShouldBeOfType<ParsedDelivery.Ignored>();

        static string Deep(int levels) =>
            $$"""{"x":{{new string('[', levels)}}{{new string(']', levels)}}}""";
    }

    [TestMethod]
    public void A_lone_surrogate_is_read_with_a_mark_in_its_place()
    {
        var body = File("issues.opened").Replace("Revenue tile", "\\ud83d R\\u00e9venue\\t\\ud83d\\ude00 \\\"tile\\\"",
            StringComparison.Ordinal);
        Parsed<IssueOpened>("issues", body).Issue.Title.ShouldBe(
            "\uFFFD R\u00e9venue\t\U0001F600 \"tile\" shows nothing");
    }

    [TestMethod]
    public void Broken_bytes_in_a_text_do_not_throw()
    {
        var bytes = Encoding.UTF8.GetBytes(File("issues.opened"));
        bytes[bytes.AsSpan().IndexOf("Revenue"u8)] = 0xFF;
        var result = EventParser.Parse("issues", new DeliveryId("d"), Received, bytes);
        ((IssueOpened)result.ShouldBeOfType<ParsedDelivery.Parsed>().Event).Issue.Title.ShouldBe(
            "\uFFFDevenue tile shows nothing");
    }

    [TestMethod]
    public void Of_a_duplicate_key_the_last_counts() =>
        Parsed<IssueOpened>("issues",
            File("issues.opened").Replace("\"number\": 12,", "\"number\": 11, \"number\": 12,",
                StringComparison.Ordinal))
            .Issue.Number.ShouldBe(12);

    [TestMethod]
    public void A_name_that_is_no_text_makes_its_object_unreadable_and_nothing_throws() =>
        Malformed("issues", """{"action":"opened","\ud800":1}""").Code.ShouldBe("delivery/missing-field");

    [TestMethod]
    public void A_push_lists_its_paths_or_says_that_it_cannot()
    {
        const string head =
            """{"ref":"refs/heads/main","after":"abc","repository":{"id":1,"full_name":"acme/x","default_branch":"main","pushed_at":1793661000}""";
        var listed = Parsed<Pushed>("push",
            head
                + ""","commits":[{"added":["b"],"modified":["a"],"removed":[]},{"added":[],"modified":["a"],"removed":["c"]}]}""");
        listed.Paths!.Value.ShouldBe(["a", "b", "c"]);
        listed.IsDefaultBranch.ShouldBeTrue();
        listed.OccurredAt.ShouldBe(Instant.FromUnixTimeSeconds(1793661000));
        Parsed<Pushed>("push",
            head + ""","forced":true,"commits":[{"added":[],"modified":[],"removed":[]}]}""").Paths.ShouldBeNull();
        Parsed<Pushed>("push", head + ""","commits":[]}""").Paths.ShouldBeNull();
        Parsed<Pushed>("push", head + ""","commits":[{"added":["b"]}]}""").Paths.ShouldBeNull();
        var many = string.Join(',', Enumerable.Repeat("""{"added":[],"modified":[],"removed":[]}""", 2048));
        Parsed<Pushed>("push", head + $$""","commits":[{{many}}]}""").Paths.ShouldBeNull();
    }

    [TestMethod]
    public void A_renamed_or_moved_repository_says_its_former_name()
    {
        const string repo = ""","repository":{"id":1,"full_name":"acme/new"}}""";
        Parsed<RepositoryChanged>("repository",
            """{"action":"renamed","changes":{"repository":{"name":{"from":"old"}}}""" + repo)
            .PreviousName.ShouldBe(new RepoName("acme", "old"));
        Parsed<RepositoryChanged>("repository",
            """{"action":"transferred","changes":{"owner":{"from":{"organization":{"login":"dee"}}}}""" + repo)
            .PreviousName.ShouldBe(new RepoName("dee", "new"));
        Parsed<RepositoryChanged>("repository", """{"action":"archived" """ + repo).PreviousName.ShouldBeNull();
    }

    [TestMethod]
    public void Accepted_permissions_are_read()
    {
        var accepted = Parsed<InstallationChanged>("installation", """
            {"action":"new_permissions_accepted","installation":{"id":7,"account":{"login":"acme"},"created_at":"1793661000"},
             "repositories":[{"id":1,"node_id":"R_1","full_name":"acme/x","private":true}]}
            """);
        accepted.Action.ShouldBe(InstallationAction.PermissionsAccepted);
        accepted.Installation.ShouldBe(new InstallationId(7));
        accepted.Repositories.ShouldBe([new RepoRef(new RepoId(1), new RepoName("acme", "x"), "R_1", IsPrivate: true)]);
    }

    [TestMethod]
    public void No_bytes_make_it_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll<byte[]>(bytes =>
            Names.All(
                name => EventParser.Parse(name, new DeliveryId("d"), Received, bytes) is not ParsedDelivery.Parsed)));

    [TestMethod]
    public void No_damage_to_a_payload_makes_it_throw()
    {
        var whole = Encoding.UTF8.GetBytes(File("issues.opened.transferred"));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000),
            Prop.ForAll<PositiveInt, byte, PositiveInt>((at, with, name) =>
        {
            var bytes = whole.ToArray();
            bytes[at.Get % bytes.Length] = with;
            bytes[at.Get * 31 % bytes.Length] = (byte)(with * 7);
            return EventParser.Parse(Names[name.Get % Names.Length], new DeliveryId("d"), Received, bytes) is not null;
        }));
    }

    [TestMethod]
    public void No_value_in_the_place_of_another_makes_it_throw()
    {
        string[] values = ["null", "true", "1e999", "\"\"", "\"\\ud800\"", "[]", "{}", "[null,1,\"x\"]", "-1"];
        var lines = File("issues.opened.transferred").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var colon = lines[i].IndexOf("\": ", StringComparison.Ordinal);
            if (colon < 0 || lines[i].EndsWith('{') || lines[i].EndsWith('[')) continue;
            foreach (var value in values)
            {
                var changed = lines.ToArray();
                changed[i] = $"{lines[i][..(colon + 3)]}{value}{(lines[i].EndsWith(',') ? "," : "")}";
                Parse("issues", string.Join('\n', changed)).ShouldNotBeNull();
            }
        }
    }

    private static T Parsed<T>(string name, string body)
        where T : HubEvent
    {
        var result = Parse(name, body);
        if (result is ParsedDelivery.Malformed malformed) Assert.Fail(malformed.Problem.ToString());
        return result.ShouldBeOfType<ParsedDelivery.Parsed>().Event.ShouldBeOfType<T>();
    }

    private static Problem Malformed(string name, string body) =>
        Parse(name, body).ShouldBeOfType<ParsedDelivery.Malformed>().Problem;

    private static ParsedDelivery Parse(string name, string body) =>
        EventParser.Parse(name, new DeliveryId("d"), Received, Encoding.UTF8.GetBytes(body));

    private static Instant At(string text) => InstantPattern.General.Parse(text).Value;

    private static string File(string name, [CallerFilePath] string caller = "") =>
        System.IO.File.ReadAllText(Path.Combine(Path.GetDirectoryName(caller)!, "payloads", name + ".json"));
}
