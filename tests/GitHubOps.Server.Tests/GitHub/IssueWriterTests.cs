using System.Text.Json;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>One issue, one document, each part judged by its own alias.</summary>
[TestClass]
public sealed class IssueWriterTests : IDisposable
{
    private const string Labels = "GET /repos/acme/kit/labels?per_page=100";
    private const string NotFound =
        """{"type":"NOT_FOUND","path":["labels"],"message":"Could not resolve to a node with the global id of 'X'"}""";

    private readonly Rig rig = new Rig().WithLabels(("sev/s2", "LA_2"), ("waiting/owner", "LA_w"),
        ("waiting/triage", "LA_t"))
        .WithPerson("ana", 1).WithPerson("ben", 2);

    public void Dispose() => rig.Dispose();

    [TestMethod]
    public async Task A_newly_opened_issue_costs_one_write_request()
    {
        rig.GitHub.On(Rig.Graph, 200,
            Data(Labelled("sev/s2", "waiting/owner", "from-a-form"), Assigned("ana"), Commented));
        var report = await ApplyAsync(Full());

        report.WritesSent.ShouldBe(1);
        report.Failure.ShouldBeNull();
        report.Parts.ShouldAllBe(p => p.Result is PartResult.Applied);
        report.Parts.Length.ShouldBe(4);
        report.Comment.ShouldBe(new CommentHandle(5_000_000_000, "IC_9"));
        var variables = Variables();
        variables.GetProperty("issue").GetString().ShouldBe("I_7");
        variables.GetProperty("labels").EnumerateArray().Select(v => v.GetString()).ShouldBe(["LA_2", "LA_w"]);
        variables.GetProperty("people").EnumerateArray().Select(v => v.GetString()).ShouldBe(["U_ana"]);
        variables.GetProperty("body").GetString().ShouldBe("Hello \"}) { x } <!-- ours -->");
    }

    [TestMethod]
    public async Task The_second_issue_needs_no_reading_at_all()
    {
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/s2", "waiting/owner"), Assigned("ana"), Commented));
        (await ApplyAsync(Full())).ReadsSent.ShouldBe(2);
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        var second = await ApplyAsync(Full());
        (second.ReadsSent, second.WritesSent).ShouldBe((0, 1));
    }

    [TestMethod]
    public async Task What_comes_too_late_for_its_lease_is_not_sent()
    {
        var late = Instant.FromDateTimeOffset(rig.Time.GetUtcNow()) - Duration.FromSeconds(1);
        var report = await ApplyAsync(Full() with { NotAfter = late });
        report.Failure.ShouldBeOfType<GitHubFailure.Transient>();
        report.WritesSent.ShouldBe(0);
        rig.GitHub.Lines.ShouldNotContain(Rig.Graph);
    }

    [TestMethod]
    public async Task A_person_who_was_silently_left_out_is_refused_and_the_rest_stands()
    {
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/s2", "waiting/owner"), Assigned("somebody"), Commented));
        var report = await ApplyAsync(Full());
        report.RefusedPeople.ShouldBe([new Login("ana")]);
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.Applied>();
        report.Failure.ShouldBeNull();
    }

    [TestMethod]
    public async Task An_error_on_the_assignment_refuses_the_person_and_the_rest_stands()
    {
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/s2", "waiting/owner"), "\"assign\":null", Commented,
            """{"type":"UNPROCESSABLE","path":["assign"],"message":"Could not assign"}"""));
        var report = await ApplyAsync(Full());
        report.RefusedPeople.ShouldBe([new Login("ana")]);
        report.Of(WriteKind.AddLabel, "SEV/S2").ShouldBeOfType<PartResult.Applied>();
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.Applied>();
    }

    [TestMethod]
    public async Task A_login_without_an_account_is_refused_without_being_sent()
    {
        var report = await ApplyAsync(Rig.Request() with { Assign = [new Login("nobody")] });
        report.RefusedPeople.ShouldBe([new Login("nobody")]);
        report.WritesSent.ShouldBe(0);
    }

    [TestMethod]
    public async Task A_missing_permission_is_not_taken_for_a_person_who_cannot_be_assigned()
    {
        rig.GitHub.On(Rig.Graph, 200, Errors("\"assign\":null",
            """{"type":"FORBIDDEN","path":["assign"],"message":"Resource not accessible by integration"}"""));
        var report = await ApplyAsync(Rig.Request() with { Assign = [new Login("ana")] });
        report.RefusedPeople.ShouldBeEmpty();
        report.Parts.Single().Result.ShouldBeOfType<PartResult.Refused>().Reason.ShouldBe(
            RefusalReason.PermissionMissing);
    }

    [TestMethod]
    public async Task A_label_id_that_is_gone_is_looked_up_anew_and_only_that_part_is_sent_again()
    {
        rig.GitHub
            .On(Labels, _ => StubGitHub.Make(200, """[{"name":"sev/s2","node_id":"OLD"}]"""),
                _ => StubGitHub.Make(200, """[{"name":"sev/s2","node_id":"NEW"}]"""))
            .On(Rig.Graph, _ => StubGitHub.Make(200, Errors($"\"labels\":null,{Commented}", NotFound)),
                _ => StubGitHub.Make(200, Data(Labelled("sev/s2"))));
        var request = Rig.Request() with { AddLabels = ["sev/s2"], CommentBody = "Hello <!-- ours -->" };
        var first = await ApplyAsync(request);
        first.Of(WriteKind.Comment).ShouldBeOfType<PartResult.Applied>();
        first.Of(WriteKind.AddLabel, "sev/s2").ShouldBeOfType<PartResult.NotDone>();
        var held = first.Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        held.Kind.ShouldBe(LimitKind.OwnPace);

        rig.Time.Pass((held.Until - rig.Now).ToTimeSpan());
        var second = await ApplyAsync(request with { CommentBody = null });
        second.Parts.Single().Result.ShouldBeOfType<PartResult.Applied>();
        rig.GitHub.Sent.Where(r => r.Line == Rig.Graph).Count().ShouldBe(2);
        Variables().GetProperty("labels")[0].GetString().ShouldBe("NEW");
        Variables().TryGetProperty("body", out _).ShouldBeFalse();
    }

    [TestMethod]
    public async Task A_label_that_fails_with_its_right_id_is_refused_and_not_sent_again()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 200, Rig.IssueJson())
            .On(Rig.Graph, 200, Errors("\"labels\":null", """{"type":"NOT_FOUND","path":["labels"],"message":"no"}"""));
        var report = await ApplyAsync(Rig.Request() with { AddLabels = ["sev/s2"] });
        report.Of(WriteKind.AddLabel,
            "sev/s2").ShouldBeOfType<PartResult.Refused>().Reason.ShouldBe(RefusalReason.NotFound);
        report.WritesSent.ShouldBe(1);
    }

    [TestMethod]
    public async Task A_label_that_the_repository_lacks_is_made_first_as_it_is_specified()
    {
        rig.GitHub.On("POST /repos/acme/kit/labels", 201, """{"name":"area/publish","node_id":"LA_p"}""")
            .On(Rig.Graph, 200, Data(Labelled("area/publish")));
        var request = Rig.Request() with
        {
            AddLabels = ["area/publish"],
            LabelSpecs = [new LabelSpec("area/publish", "0e8a16", "Publishing")],
        };
        var first = await ApplyAsync(request);
        rig.GitHub.Sent[^1].Body.ShouldBe("""{"name":"area/publish","color":"0e8a16","description":"Publishing"}""");
        first.Failure.ShouldBeOfType<GitHubFailure.RateLimited>().Kind.ShouldBe(LimitKind.OwnPace);
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        var second = await ApplyAsync(request);
        second.Parts.Single().Result.ShouldBeOfType<PartResult.Applied>();
        Variables().GetProperty("labels")[0].GetString().ShouldBe("LA_p");
    }

    [TestMethod]
    public async Task A_label_that_cannot_be_made_is_refused_and_the_rest_is_written()
    {
        rig.GitHub.On("POST /repos/acme/kit/labels", 422,
            """{"message":"Validation Failed","errors":[{"resource":"Label","code":"invalid","field":"name"}]}""");
        var first = await ApplyAsync(Rig.Request() with { AddLabels = [new string('x', 60), "sev/s2"] });
        first.Of(WriteKind.AddLabel,
            new string('x', 60)).ShouldBeOfType<PartResult.Refused>().Reason.ShouldBe(RefusalReason.Unprocessable);
        first.Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
    }

    [TestMethod]
    public async Task Taking_away_what_is_not_there_sends_nothing()
    {
        var report = await ApplyAsync(Rig.Request() with { RemoveLabels = ["no-such-label"] });
        report.Parts.Single().Result.ShouldBeOfType<PartResult.AlreadyThere>();
        report.WritesSent.ShouldBe(0);
    }

    [TestMethod]
    public async Task Labels_and_people_are_taken_away_and_the_comment_edited_in_the_same_document()
    {
        rig.GitHub.On(Rig.Graph, 200, Data("\"unlabel\":{\"labelable\":{\"labels\":{\"nodes\":[]}}}",
            "\"unassign\":{\"assignable\":{\"assignees\":{\"nodes\":[]}}}",
            "\"edit\":{\"issueComment\":{\"id\":\"IC_9\",\"fullDatabaseId\":\"9\"}}"));
        var report = await ApplyAsync(Rig.Request() with
        {
            RemoveLabels = ["waiting/triage"],
            Unassign = [new Login("ben")],
            CommentBody = "New <!-- ours -->",
            ExistingComment = new CommentHandle(9, "IC_9"),
        });
        report.Parts.ShouldAllBe(p => p.Result is PartResult.Applied);
        Variables().GetProperty("comment").GetString().ShouldBe("IC_9");
    }

    [TestMethod]
    [DataRow("RATE_LIMITED")]
    [DataRow("RATE_LIMIT")]
    public async Task A_limit_that_looks_like_success_is_heeded_and_blocks_the_installation(string type)
    {
        rig.GitHub.On(Rig.Graph, 200,
            $$"""{"errors":[{"type":"{{type}}","message":"API rate limit exceeded for installation."}]}""",
            ("X-RateLimit-Remaining", "0"),
                ("X-RateLimit-Reset", rig.Time.GetUtcNow().AddMinutes(7).ToUnixTimeSeconds().ToString()));
        var report = await ApplyAsync(Full());
        report.Failure.ShouldBeOfType<GitHubFailure.RateLimited>().Kind.ShouldBe(LimitKind.Primary);
        report.Parts.ShouldAllBe(p => p.Result is PartResult.NotDone);
        rig.Access.Pace.Export().Single().BlockedUntil.ShouldBeGreaterThan(rig.Now + Duration.FromMinutes(7));
        var sent = rig.GitHub.Sent.Count;
        (await ApplyAsync(Full())).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        rig.GitHub.Sent.Count.ShouldBe(sent);
    }

    [TestMethod]
    public async Task A_limit_in_the_middle_keeps_what_was_done_before()
    {
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/s2", "waiting/owner"), "\"assign\":null", "\"comment\":null",
            """{"type":"RATE_LIMITED","path":["assign"],"message":"You have exceeded a secondary rate limit"},{"type":"RATE_LIMITED","path":["comment"],"message":"You have exceeded a secondary rate limit"}"""));
        var report = await ApplyAsync(Full());
        report.Of(WriteKind.AddLabel, "sev/s2").ShouldBeOfType<PartResult.Applied>();
        report.Of(WriteKind.Assign, "ana").ShouldBeOfType<PartResult.NotDone>();
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.NotDone>();
        report.Failure.ShouldBeOfType<GitHubFailure.RateLimited>().Kind.ShouldBe(LimitKind.Secondary);
        report.RefusedPeople.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow(502)]
    [DataRow(504)]
    [DataRow(200)]
    public async Task After_an_uncertain_answer_it_looks_and_sends_nothing_when_all_is_there(int status)
    {
        rig.GitHub.On(Rig.Graph, status,
            status == 200
                ? """{"data":null,"errors":[{"message":"Something went wrong while executing your query."}]}"""
                : "");
        var first = await ApplyAsync(Full());
        first.IsUncertain.ShouldBeTrue();
        first.Parts.ShouldAllBe(p => p.Result is PartResult.NotDone);

        rig.Time.Pass(TimeSpan.FromSeconds(2));
        WithIssue(Rig.IssueJson(["sev/s2", "waiting/owner"], ["ana"]), "Hello \\\"}) { x } <!-- ours -->\\r\\n");
        var second = await ApplyAsync(Full() with { ReadFirst = true, FirstTriedAt = rig.Now });
        second.WritesSent.ShouldBe(0);
        second.Parts.ShouldAllBe(p => p.Result is PartResult.AlreadyThere);
        second.Comment.ShouldBe(new CommentHandle(9, "IC_9"));
    }

    [TestMethod]
    public async Task After_an_uncertain_answer_only_what_is_missing_is_sent()
    {
        WithIssue(Rig.IssueJson(["sev/s2"]), "Another text <!-- ours -->");
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/s2", "waiting/owner"), Assigned("ana"),
            "\"edit\":{\"issueComment\":{\"id\":\"IC_9\",\"fullDatabaseId\":\"9\"}}"));
        var report = await ApplyAsync(Full() with { ReadFirst = true });
        report.Of(WriteKind.AddLabel, "sev/s2").ShouldBeOfType<PartResult.AlreadyThere>();
        report.Of(WriteKind.AddLabel, "waiting/owner").ShouldBeOfType<PartResult.Applied>();
        Variables().GetProperty("labels").GetArrayLength().ShouldBe(1);

        // Our comment is there with another text: it is edited, a second one is not made.
        Variables().GetProperty("comment").GetString().ShouldBe("IC_9");
        report.Comment.ShouldBe(new CommentHandle(9, "IC_9"));
    }

    [TestMethod]
    public async Task A_comment_of_somebody_else_with_our_words_is_not_ours()
    {
        WithIssue(Rig.IssueJson(), "Hello");
        rig.GitHub.On(Rig.Graph, 200, Data(Commented));
        var report = await ApplyAsync(Rig.Request() with { CommentBody = "Hello", ReadFirst = true });
        report.WritesSent.ShouldBe(1);
        Query().ShouldContain("addComment");
    }

    [TestMethod]
    [DataRow(410, RefusalReason.Gone)]
    [DataRow(404, RefusalReason.NotFound)]
    public async Task An_issue_that_is_gone_settles_everything_with_the_reason(int status, RefusalReason reason)
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", status, """{"message":"gone"}""").On(Rig.Graph, 200, AllNotFound);
        var report = await ApplyAsync(Full());
        report.Failure.ShouldBeNull();
        report.Parts.ShouldAllBe(p => p.Result is PartResult.Refused);
        report.Parts.Select(p => ((PartResult.Refused)p.Result).Reason).ShouldAllBe(r => r == reason);
        report.RefusedPeople.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task An_issue_that_was_transferred_is_told_as_moved()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 301, "{}", ("Location", "/repositories/12/issues/3"))
            .On("GET /repositories/12/issues/3", 200, Rig.IssueJson(id: 999)).On(Rig.Graph, 200, AllNotFound);
        var report = await ApplyAsync(Full());
        report.Parts.ShouldAllBe(p => ((PartResult.Refused)p.Result).Reason == RefusalReason.Moved);
        (await ApplyAsync(Full() with { ReadFirst = true })).Parts.ShouldAllBe(
            p => ((PartResult.Refused)p.Result).Reason == RefusalReason.Moved);
    }

    [TestMethod]
    public async Task An_archived_repository_is_told_for_each_part()
    {
        string Error(string alias) =>
            $$"""{"type":"FORBIDDEN","path":["{{alias}}"],"message":"Repository was archived so is read-only."}""";
        rig.GitHub.On(Rig.Graph, 200,
            Errors("\"labels\":null", $"{Error("labels")},{Error("assign")},{Error("comment")}"));
        var report = await ApplyAsync(Full());
        report.Parts.ShouldAllBe(p => ((PartResult.Refused)p.Result).Reason == RefusalReason.Archived);
    }

    [TestMethod]
    public async Task A_comment_that_is_too_long_is_never_sent()
    {
        var report = await ApplyAsync(Rig.Request() with { CommentBody = new string('x', 65_537) });
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.Refused>().Reason.ShouldBe(RefusalReason.TooLarge);
        rig.GitHub.Sent.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task An_event_about_a_label_spares_the_listing()
    {
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/s2")));
        await ApplyAsync(Rig.Request() with { AddLabels = ["sev/s2"] });
        rig.Access.Labels.Observe(new LabelChanged(Rig.Kit, "edited", "sev/blocked", "LA_2", "sev/s2")
        {
            Delivery = new DeliveryId("d"), Sender = Actor.Ghost, OccurredAt = rig.Now,
        });
        rig.Time.Pass(TimeSpan.FromSeconds(1));
        rig.GitHub.On(Rig.Graph, 200, Data(Labelled("sev/blocked")));
        var report = await ApplyAsync(Rig.Request() with { AddLabels = ["sev/blocked"] });
        (report.ReadsSent, report.WritesSent).ShouldBe((0, 1));
    }

    private Task<WriteReport> ApplyAsync(WriteRequest request) => rig.Access.Writer.ApplyAsync(request, default);

    private static WriteRequest Full() => Rig.Request() with
    {
        AddLabels = ["sev/s2", "waiting/owner"],
        Assign = [new Login("ana")],
        CommentBody = "Hello \"}) { x } <!-- ours -->",
    };

    private void WithIssue(string issue, string comment)
    {
        const string Rest = """
            "user":null,"created_at":"2026-03-02T09:00:00Z","updated_at":"2026-03-02T09:00:00Z"
            """;
        var list =
            $$"""[{"id":8,"node_id":"IC_8","body":"hi",{{Rest}}},{"id":9,"node_id":"IC_9","body":"{{comment}}",{{Rest}}}]""";
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 200, issue)
            .On("GET /repos/acme/kit/issues/7/comments?per_page=100", 200, list)
            .On("GET /repos/acme/kit/issues/7/comments?per_page=100&since=2026-03-01T09:00:02Z", 200, list);
    }

    private JsonElement Last() => JsonDocument.Parse(rig.GitHub.Sent.Last(r => r.Line == Rig.Graph).Body).RootElement;

    private JsonElement Variables() => Last().GetProperty("variables");

    private string Query() => Last().GetProperty("query").GetString()!;

    private const string Commented =
        "\"comment\":{\"commentEdge\":{\"node\":{\"id\":\"IC_9\",\"fullDatabaseId\":\"5000000000\"}}}";

    private static string AllNotFound => Errors("\"labels\":null",
        string.Join(',',
            new[] { "labels", "assign",
                "comment" }.Select(a =>
                    $$"""{"type":"NOT_FOUND","path":["{{a}}"],"message":"Could not resolve to a node"}""")));

    private static string Labelled(params string[] names) =>
        $"\"labels\":{{\"labelable\":{{\"labels\":{{\"nodes\":{JsonSerializer.Serialize(names.Select(n => new { name = n }))}}}}}}}";

    private static string Assigned(params string[] logins) =>
        $"\"assign\":{{\"assignable\":{{\"assignees\":{{\"nodes\":{JsonSerializer.Serialize(logins.Select(l => new { login = l }))}}}}}}}";

    private static string Data(params string[] parts)
    {
        var errors = parts.Where(p => p.StartsWith('{')).ToList();
        return Errors(string.Join(',', parts.Where(p => !p.StartsWith('{'))), string.Join(',', errors));
    }

    private static string Errors(string data, string errors) =>
        errors.Length == 0 ? $"{{\"data\":{{{data}}}}}" : $"{{\"data\":{{{data}}},\"errors\":[{errors}]}}";
}
