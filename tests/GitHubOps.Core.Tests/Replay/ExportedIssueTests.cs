using System.Text;

namespace GitHubOps.Core.Tests;

/// <summary>A history from before the App: issues as backup tools write them.</summary>
[TestClass]
public class ExportedIssueTests
{
    private const string Issue =
        """
        "id": 77, "number": 7, "title": "It stays blank", "body": "Words.", "state": "closed", "state_reason": "completed",
        "user": {"login": "ann", "id": 5, "type": "User"}, "comments": 1, "locked": false,
        "labels": [{"name": "bug"}, {"name": "sev/s2"}], "assignees": [{"login": "ben"}],
        "created_at": "2026-08-03T10:00:00Z", "updated_at": "2026-08-05T10:00:00Z", "closed_at": "2026-08-05T10:00:00Z",
        "repository_url": "https://api.github.com/repos/acme/app"
        """;

    private const string Happened =
        """
        {"id": 1, "event": "labeled", "actor": {"login": "ana", "id": 9}, "label": {"name": "sev/s3"}, "created_at": "2026-08-03T11:00:00Z"},
        {"id": 2, "event": "unlabeled", "actor": {"login": "ana", "id": 9}, "label": {"name": "sev/s3"}, "created_at": "2026-08-03T12:00:00Z"},
        {"id": 3, "event": "labeled", "actor": {"login": "ana", "id": 9}, "label": {"name": "sev/s2"}, "created_at": "2026-08-03T12:00:00Z"},
        {"id": 4, "event": "assigned", "actor": {"login": "ben", "id": 8}, "assigner": {"login": "ana", "id": 9}, "assignee": {"login": "ben"}, "created_at": "2026-08-03T12:00:01Z"},
        {"id": 5, "event": "renamed", "actor": null, "rename": {"from": "Blank", "to": "It stays blank"}, "created_at": "2026-08-03T13:00:00Z"},
        {"id": 6, "event": "subscribed", "actor": {"login": "ben", "id": 8}, "created_at": "2026-08-03T13:00:01Z"},
        {"id": 8, "event": "closed", "actor": {"login": "ben", "id": 8}, "state_reason": "completed", "created_at": "2026-08-05T10:00:00Z"}
        """;

    private const string Said =
        """{"id": 70, "user": {"login": "ben", "id": 8}, "body": "Looking.", "created_at": "2026-08-04T10:00:00Z", "updated_at": "2026-08-04T10:00:00Z"}""";

    private static readonly string Backup =
        $$"""{ {{Issue}}, "comment_data": [{{Said}}], "event_data": [{{Happened}}]}""";

    [TestMethod]
    public void A_backup_tells_the_issues_life_from_its_opening()
    {
        var part = Read(Backup);
        part.Problems.ShouldBeEmpty();
        part.Events.Select(one => one.GetType().Name).ShouldBe(
            ["IssueOpened", "IssueLabeled", "IssueUnlabeled", "IssueLabeled", "IssueAssigned", "IssueEdited",
                "CommentCreated", "IssueClosed"]);
        var opened = part.Events[0];
        opened.Repo.Name.ShouldBe(new RepoName("acme", "app"));
        opened.Sender.Login.Value.ShouldBe("ann");
        opened.Issue.Labels.ShouldBe(["bug"], "what no event put on was there from the beginning");
        opened.Issue.Assignees.ShouldBeEmpty();
        opened.Issue.Title.ShouldBe("Blank");
        opened.Issue.IsClosed.ShouldBeFalse();
        part.Events[4].Sender.Login.Value.ShouldBe("ana", "who assigned, not who was assigned");
        var end = part.Events[^1].Issue;
        end.Labels.ShouldBe(["bug", "sev/s2"]);
        end.Title.ShouldBe("It stays blank");
        end.IsClosed.ShouldBeTrue();
    }

    [TestMethod]
    public void The_issue_with_its_timeline_tells_the_same()
    {
        var said = Said.Replace("\"id\": 70", "\"id\": 70, \"event\": \"commented\"", StringComparison.Ordinal);
        var committed = """{"sha": "abc", "event": "committed", "message": "x"}""";
        var told = Read(Backup).Events;
        foreach (var json in (string[])[$$"""{ {{Issue}}, "timeline": [{{Happened}}, {{said}}, {{committed}}] }""",
            $$"""{"issue": { {{Issue}} }, "timeline": [{{Happened}}, {{said}}] }"""])
        {
            var part = Read(json);
            part.Problems.ShouldBeEmpty();
            part.Events.Select(one => (one.GetType(), one.OccurredAt, one.Sender)).ShouldBe(
                told.Select(one => (one.GetType(), one.OccurredAt, one.Sender)));
        }
    }

    [TestMethod]
    public void Without_a_timeline_it_says_what_is_missing_and_tells_what_it_can()
    {
        var part = Read($$"""{ {{Issue}} }""");
        part.Problems.Select(problem => problem.Code).ShouldBe(["history/no-timeline", "history/no-comments"]);
        part.Problems.ShouldAllBe(problem => problem.Level == ProblemLevel.Warning && problem.Line == 1);
        part.Events[0].Issue.Labels.ShouldBeEmpty("who put them on is not known");
        part.Events.OfType<IssueClosed>().ShouldHaveSingleItem().Sender.ShouldBe(Actor.Ghost);
        part.Events[^1].Issue.Labels.ShouldBe(["bug", "sev/s2"]);
    }

    [TestMethod]
    public void Pull_requests_are_no_issues() =>
        Read($$"""{ {{Issue}}, "pull_request": {"url": "x"} }""").Events.ShouldBeEmpty();

    [TestMethod]
    [DataRow("", 1)]
    [DataRow("{\n\n  \"id\": 7,\n  oops\n}", 4)]
    [DataRow("[]", 1)]
    [DataRow("{\"id\": 7}", 1)]
    public void A_broken_file_is_a_problem_with_its_line(string json, int line)
    {
        var part = Read(json);
        part.Events.ShouldBeEmpty();
        var problem = part.Problems.ShouldHaveSingleItem();
        problem.Level.ShouldBe(ProblemLevel.Error);
        problem.File.ShouldBe("issues/7.json");
        problem.Line.ShouldBe(line);
        problem.Remedy.ShouldNotBeNull();
    }

    [TestMethod]
    public void Whatever_stands_in_a_file_nothing_is_thrown()
    {
        var dice = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = Encoding.UTF8.GetBytes(Backup);
            for (var hits = 0; hits <= round % 5; hits++)
                bytes[dice.Next(bytes.Length)] = (byte)"\0{}[]\",:0n\xff"[dice.Next(11)];
            var cut = bytes.AsMemory(0, round % 3 == 0 ? dice.Next(bytes.Length) : bytes.Length);
            ExportedIssueReader.Read("f", cut);
            StoredDeliveryReader.Read("f", 1, cut);
        }
    }

    [TestMethod]
    public void A_stored_delivery_is_read_in_our_shape_and_in_that_of_GitHubs_log()
    {
        const string payload =
            """
            {"action": "opened", "issue": {"id": 77, "number": 7, "title": "T", "user": {"login": "ann", "id": 5},
             "created_at": "2026-08-03T10:00:00Z", "updated_at": "2026-08-03T10:00:00Z"},
             "repository": {"id": 1, "full_name": "acme/app", "name": "app"}, "sender": {"login": "ann", "id": 5}}
            """;
        var ours =
            $$"""{"event": "issues", "delivery": "g1", "received_at": "2026-08-03T10:00:01Z", "payload": {{payload}} }""";
        var theirs =
            $$"""{"event": "issues", "guid": "g1", "delivered_at": "2026-08-03T10:00:01Z", "request": {"payload": {{payload}} } }""";
        foreach (var json in (string[])[ours, theirs])
        {
            var bytes = Encoding.UTF8.GetBytes(json);
            var opened = StoredDeliveryReader.Read("all.jsonl", 3, bytes).Events.ShouldHaveSingleItem();
            opened.ShouldBeOfType<IssueOpened>().Delivery.Value.ShouldBe("g1");
            ExportedIssueReader.Read("1.json", bytes).Events.Count.ShouldBe(1, "a folder may hold either");
        }

        var malformed = ours.Replace("\"number\": 7,", "", StringComparison.Ordinal);
        StoredDeliveryReader.Read("all.jsonl", 3, Encoding.UTF8.GetBytes(malformed)).Problems.ShouldHaveSingleItem()
            .ToString().ShouldStartWith("all.jsonl:3: ");
        var other = ours.Replace("\"event\": \"issues\"", "\"event\": \"star\"", StringComparison.Ordinal);
        StoredDeliveryReader.Read("all.jsonl", 3, Encoding.UTF8.GetBytes(other)).ShouldBe(HistoryPart.Nothing);
    }

    private static HistoryPart Read(string json) =>
        ExportedIssueReader.Read("issues/7.json", Encoding.UTF8.GetBytes(json));
}
