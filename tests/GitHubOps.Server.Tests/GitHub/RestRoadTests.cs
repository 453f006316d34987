using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>Without GraphQL: at most three additive calls, a second apart, each verified by its own answer.</summary>
[TestClass]
public sealed class RestRoadTests : IDisposable
{
    private readonly Rig rig = new Rig().WithLabels(("sev/s2", "LA_2")).WithPerson("ana", 1);

    public void Dispose() => rig.Dispose();

    [TestMethod]
    [DataRow(403, """{"message":"Forbidden"}""")]
    [DataRow(404, """{"message":"Not Found"}""")]
    [DataRow(200,
        """{"errors":[{"message":"Field 'addComment' doesn't exist on type 'Mutation'","locations":[{"line":1,"column":1}]}]}""")]
    public async Task Where_GraphQL_is_refused_three_calls_do_the_same(int status, string body)
    {
        rig.GitHub.On(Rig.Graph, status, body)
            .On("POST /repos/acme/kit/issues/7/labels", 200, """[{"name":"sev/s2"},{"name":"other"}]""")
            .On("POST /repos/acme/kit/issues/7/assignees", 201, Rig.IssueJson(assignees: ["ana"]))
            .On("POST /repos/acme/kit/issues/7/comments", 201, Comment);
        var (report, rounds) = await ApplyToTheEndAsync(Full());

        report.Parts.ShouldAllBe(p => p.Result is PartResult.Applied);
        report.Comment.ShouldBe(new CommentHandle(9, "IC_9"));
        rounds.ShouldBe(4);
        rig.GitHub.Sent.Where(r => r.Method == "POST" &&
            r.Path.StartsWith("/repos", StringComparison.Ordinal)).Select(r => r.Path).ShouldBe(
        [
            "/repos/acme/kit/issues/7/labels", "/repos/acme/kit/issues/7/assignees",
                "/repos/acme/kit/issues/7/comments",
        ]);
        rig.GitHub.Sent.Count(r => r.Line == Rig.Graph).ShouldBe(1);
        SecondsBetweenWrites().ShouldAllBe(s => s >= 1);
    }

    [TestMethod]
    public async Task GraphQL_is_tried_again_after_a_while()
    {
        rig.GitHub.On(Rig.Graph, 404, "{}").On("POST /repos/acme/kit/issues/7/comments", 201, Comment);
        await ApplyToTheEndAsync(Rig.Request() with { CommentBody = "x" });
        rig.Time.Pass(TimeSpan.FromMinutes(11));
        await ApplyToTheEndAsync(Rig.Request() with { CommentBody = "x" });
        rig.GitHub.Sent.Count(r => r.Line == Rig.Graph).ShouldBe(2);
    }

    [TestMethod]
    public async Task A_silently_dropped_assignee_is_seen()
    {
        rig.GitHub.On(Rig.Graph, 404, "{}").On("POST /repos/acme/kit/issues/7/assignees", 201,
            Rig.IssueJson(assignees: ["ben"]));
        var (report, _) = await ApplyToTheEndAsync(Rig.Request() with { Assign = [new Login("ana")] });
        report.RefusedPeople.ShouldBe([new Login("ana")]);
    }

    [TestMethod]
    public async Task Labels_and_people_are_taken_away_one_by_one_and_the_comment_edited()
    {
        rig.GitHub.On(Rig.Graph, 404, "{}")
            .On("DELETE /repos/acme/kit/issues/7/labels/sev%2Fs2", 404, """{"message":"Label does not exist"}""")
            .On("DELETE /repos/acme/kit/issues/7/assignees", 200, Rig.IssueJson())
            .On("PATCH /repos/acme/kit/issues/comments/9", 200, Comment);
        var (report, _) = await ApplyToTheEndAsync(Rig.Request() with
        {
            RemoveLabels = ["sev/s2"],
            Unassign = [new Login("ana")],
            CommentBody = "x",
            ExistingComment = new CommentHandle(9, "IC_9"),
        });
        report.Of(WriteKind.RemoveLabel, "sev/s2").ShouldBeOfType<PartResult.AlreadyThere>();
        report.Of(WriteKind.Unassign, "ana").ShouldBeOfType<PartResult.Applied>();
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.Applied>();
    }

    [TestMethod]
    public async Task A_refusal_of_one_part_leaves_the_others_and_one_of_the_issue_settles_all()
    {
        rig.GitHub.On(Rig.Graph, 404, "{}")
            .On("POST /repos/acme/kit/issues/7/labels", 422, """{"message":"Validation Failed"}""")
            .On("POST /repos/acme/kit/issues/7/assignees", 410, """{"message":"This issue was deleted"}""");
        var (report, _) = await ApplyToTheEndAsync(Full());
        Reason(report.Of(WriteKind.AddLabel, "sev/s2")).ShouldBe(RefusalReason.Unprocessable);
        Reason(report.Of(WriteKind.Assign, "ana")).ShouldBe(RefusalReason.Gone);
        Reason(report.Of(WriteKind.Comment)).ShouldBe(RefusalReason.Gone);
    }

    [TestMethod]
    public async Task A_401_by_GraphQL_alone_is_a_missing_permission_and_no_broken_installation()
    {
        rig.GitHub.On(Rig.Graph, 401, """{"message":"Bad credentials"}""")
            .On("GET /repos/acme/kit", 200,
                """{"id":11,"node_id":"R_kit","name":"kit","owner":{"id":1,"login":"acme"},"private":false}""")
            .On("POST /repos/acme/kit/issues/7/comments", 201, Comment);
        var (report, _) = await ApplyToTheEndAsync(Rig.Request() with { CommentBody = "x" });
        report.Of(WriteKind.Comment).ShouldBeOfType<PartResult.Applied>();
    }

    [TestMethod]
    public async Task Without_GraphQL_labels_are_made_one_a_second_and_what_is_there_is_left_alone()
    {
        rig.GitHub.On("POST /repos/acme/kit/labels",
            r => StubGitHub.Make(201, r.Body.Replace("}", ",\"node_id\":\"LA\"}", StringComparison.Ordinal)));
        LabelSpec[] specs = [new("SEV/S2", "ff0000", ""), new("sev/s1", "ff0000", "Down"),
            new("sev/s3", "00ff00", "Slow")];
        var created = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var report = await rig.Access.Writer.EnsureLabelsAsync(Rig.Installation, Rig.Kit, [.. specs], default);
            created.AddRange(report.Created);
            if (report.Failure is { } failure) rig.Time.Pass((failure.TryAgainAt!.Value - rig.Now).ToTimeSpan());
            else report.Missing.ShouldBeEmpty();
        }

        SecondsBetweenWrites().ShouldAllBe(s => s >= 1);
        created.ShouldBe(["sev/s1", "sev/s3"]);
        (await rig.Access.Writer.EnsureLabelsAsync(Rig.Installation, Rig.Kit, [.. specs],
            default)).Created.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task The_labels_of_a_new_installation_cost_one_write()
    {
        rig.GitHub.On(Rig.Graph, 200, """
            {"data":{"label0":{"label":{"id":"LA_1","name":"sev/s1"}},"label1":null,"label2":null},"errors":[
              {"type":"UNPROCESSABLE","path":["label1"],"message":"Name has already been taken"},
              {"type":"UNPROCESSABLE","path":["label2"],"message":"Name is too long"}]}
            """);
        var report = await rig.Access.Writer.EnsureLabelsAsync(Rig.Installation, Rig.Kit,
            [new("sev/s1", "ff0000", "Down"), new("sev/s2", "aa0000", ""), new("sev/s3", "ededed", ""),
                new("sev/s4", "ededed", "")], default);
        report.Created.ShouldBe(["sev/s1"]);
        report.Refused.Select(r => (r.Name, r.Reason)).ShouldBe([("sev/s4", RefusalReason.Unprocessable)]);
        (report.Failure, report.Missing.Length).ShouldBe((null, 0));
        rig.GitHub.Sent.Count(r => r.Method == "POST" &&
            !r.Path.EndsWith("/access_tokens", StringComparison.Ordinal)).ShouldBe(1);
    }

    [TestMethod]
    public async Task A_label_that_somebody_else_has_just_made_is_no_failure()
    {
        rig.GitHub
            .On("GET /repos/acme/kit/labels?per_page=100",
                _ => StubGitHub.Make(200, "[]"), _ => StubGitHub.Make(200, """[{"name":"a","node_id":"LA_a"}]"""))
            .On("POST /repos/acme/kit/labels", 422,
                """{"message":"Validation Failed","errors":[{"resource":"Label","code":"already_exists","field":"name"}]}""");
        var report = await rig.Access.Writer.EnsureLabelsAsync(Rig.Installation, Rig.Kit,
            [new LabelSpec("a", "ededed", "")], default);
        (report.Failure, report.Refused.Length, report.Missing.Length).ShouldBe((null, 0, 0));
        report.Ids["A"].ShouldBe("LA_a");
    }

    private const string Comment =
        """{"id":9,"node_id":"IC_9","body":"x","user":null,"created_at":"2026-03-02T09:00:00Z","updated_at":"2026-03-02T09:00:00Z"}""";

    private static WriteRequest Full() =>
        Rig.Request() with { AddLabels = ["sev/s2"], Assign = [new Login("ana")], CommentBody = "x" };

    private static RefusalReason? Reason(PartResult? result) => (result as PartResult.Refused)?.Reason;

    /// <summary>As the outbox does: what is not done goes again when it may.</summary>
    private async Task<(WriteReport Report, int Rounds)> ApplyToTheEndAsync(WriteRequest request)
    {
        var settled = new List<PartReport>();
        for (var round = 1; round <= 10; round++)
        {
            var report = await rig.Access.Writer.ApplyAsync(request, default);
            settled.AddRange(report.Parts.Where(p => p.Result.IsSettled));
            var open = report.Parts.Where(p => !p.Result.IsSettled).ToList();
            if (open.Count == 0) return (report with { Parts = [.. settled] }, round);
            rig.Time.Pass((report.Failure!.TryAgainAt!.Value - rig.Now).ToTimeSpan());
            bool IsOpen(WriteKind kind) => open.Exists(p => p.Kind == kind);
            request = request with
            {
                AddLabels = IsOpen(WriteKind.AddLabel) ? request.AddLabels : [],
                RemoveLabels = IsOpen(WriteKind.RemoveLabel) ? request.RemoveLabels : [],
                Assign = IsOpen(WriteKind.Assign) ? request.Assign : [],
                Unassign = IsOpen(WriteKind.Unassign) ? request.Unassign : [],
                CommentBody = IsOpen(WriteKind.Comment) ? request.CommentBody : null,
            };
        }

        throw new AssertFailedException("not at an end after ten rounds");
    }

    private List<double> SecondsBetweenWrites()
    {
        var writes = rig.GitHub.Sent.Where(r => r.Method != "GET" &&
            !r.Path.EndsWith("/access_tokens", StringComparison.Ordinal)).ToList();
        return [.. writes.Zip(writes.Skip(1)).Select(p => (p.Second.At - p.First.At).TotalSeconds)];
    }
}
