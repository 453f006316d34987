using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>The whole client against a GitHub that keeps its state, well and unwell.</summary>
[TestClass]
public class SandboxTests
{
    [TestMethod]
    public async Task Every_call_of_the_client_keeps_GitHubs_published_contract()
    {
        Conformance.Need();
        await using var rig = await SandboxRig.StartAsync(withProxy: true);
        await ReadEverythingAsync(rig);
        await WriteEverythingByRestAsync(rig);
        (await rig.ApplyAsync(rig.Full() with { ReadFirst = true })).Failure.ShouldBeNull();

        (await rig.Proxy!.ReportAsync(withWarnings: true)).Where(v => v.Sev is not "note").ShouldBeEmpty();
        (await rig.Proxy!.CountAsync()).ShouldBeGreaterThan(25);
        rig.Sandbox.Ledger.Unsupported.ShouldBeEmpty();
        rig.Sandbox.Ledger.PaceViolations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task Every_document_is_valid_in_GitHubs_schema()
    {
        Conformance.Need();
        await using var rig = await SandboxRig.StartAsync();
        await rig.ApplyAsync(rig.Full());
        rig.PassASecond();
        var comment = rig.Issue.Comments.Single();
        await rig.ApplyAsync(rig.Request() with
        {
            AddLabels = ["waiting/triage"],
            RemoveLabels = ["waiting/owner"],
            Unassign = [new Login("ben")],
            CommentBody = "New <!-- ours -->",
            ExistingComment = new CommentHandle(comment.Id, comment.NodeId),
            Reaction = new CommentReaction(new CommentHandle(comment.Id, comment.NodeId), Agrees: true),
            Close = CloseReason.NotPlanned,
        });
        rig.PassASecond();
        await rig.ApplyAsync(rig.Request() with { Reopen = true });
        rig.PassASecond();
        await rig.Access.Writer.EnsureLabelsAsync(
            rig.Installation, rig.Kit, [new("area/a", "0e8a16", "A"), new("area/b", "0e8a16", "")], default);

        using var folder = new TemporaryFolder();
        var documents = rig.Sandbox.Ledger.Requests.Where(r => r.Path == "/graphql")
            .Select(r => JsonSerializer.Serialize(JsonDocument.Parse(r.Body).RootElement)).ToList();
        documents.Count.ShouldBe(4);
        var run = await Conformance.RunAsync("graphql-check.mjs",
            ["--deprecated", folder.Write("sent.jsonl", string.Join('\n', documents))]);
        run.Output.ShouldContain("documents 4, errors 0");
    }

    [TestMethod]
    public async Task A_newly_opened_issue_costs_one_write_and_shows_it_all()
    {
        await using var rig = await SandboxRig.StartAsync();
        var report = await rig.ApplyAsync(rig.Full());
        report.Parts.ShouldAllBe(p => p.Result is PartResult.Applied);
        rig.Sandbox.Ledger.WritesFor(rig.Issue).Count().ShouldBe(1);
        rig.Issue.LabelNames.ShouldBe(["sev/s2", "waiting/owner"]);
        rig.Issue.AssigneeLogins.ShouldBe(["ben"]);
        var comment = rig.Issue.Comments.Single();
        report.Comment.ShouldBe(new CommentHandle(comment.Id, comment.NodeId));
        comment.Body.ShouldBe("Hello\n\n<!-- ours -->");
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow(502)]
    [DataRow(504)]
    public async Task Applied_and_then_cut_leads_to_no_second_comment(int? status)
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.ApplyThenFail(1, status, r => r.Path == "/graphql");
        var first = await rig.ApplyAsync(rig.Full());
        first.IsUncertain.ShouldBeTrue();
        rig.PassASecond();
        var second = await rig.ApplyAsync(rig.Full() with { ReadFirst = true, FirstTriedAt = rig.Access.Clock.Now });
        second.Parts.ShouldAllBe(p => p.Result is PartResult.AlreadyThere);
        second.WritesSent.ShouldBe(0);
        second.Comment!.Id.ShouldBe(rig.Issue.Comments.Single().Id);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public async Task Cut_before_it_was_applied_is_made_good_by_one_more_write(bool byStatus)
    {
        await using var rig = await SandboxRig.StartAsync();
        if (byStatus) rig.Sandbox.Faults.Fail(1, 502, r => r.Path == "/graphql");
        else rig.Sandbox.Faults.Cut(1, r => r.Path == "/graphql");
        (await rig.ApplyAsync(rig.Full())).IsUncertain.ShouldBeTrue();
        rig.PassASecond();
        (await rig.ApplyAsync(rig.Full() with { ReadFirst = true })).Parts.ShouldAllBe(
            p => p.Result is PartResult.Applied);
        rig.Issue.Comments.Length.ShouldBe(1);
        rig.Sandbox.Ledger.PaceViolations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_used_up_budget_sends_nothing_until_the_reset()
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.PrimaryLimit(TimeSpan.FromMinutes(20), r => r.Path == "/graphql");
        var limit = (await rig.ApplyAsync(rig.Full())).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        limit.Kind.ShouldBe(LimitKind.Primary);
        var sent = rig.Sandbox.Ledger.Requests.Count;
        for (var i = 0; i < 5; i++)
            (await rig.ApplyAsync(rig.Full())).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        rig.Sandbox.Ledger.Requests.Count.ShouldBe(sent);

        rig.Time.Pass((limit.Until - rig.Access.Clock.Now).ToTimeSpan());
        (await rig.ApplyAsync(rig.Full())).Failure.ShouldBeNull();
        rig.Issue.Comments.Length.ShouldBe(1);
    }

    [TestMethod]
    [DataRow("90", 90)]
    [DataRow(null, 60)]
    public async Task A_call_to_slow_down_is_heeded(string? retryAfter, int seconds)
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.SecondaryLimit(1, retryAfter, when: r => r.Path == "/graphql");
        var limit = (await rig.ApplyAsync(rig.Full())).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        limit.Kind.ShouldBe(LimitKind.Secondary);
        (limit.Until - rig.Access.Clock.Now).TotalSeconds.ShouldBeInRange(seconds + 1, seconds + 2);
    }

    [TestMethod]
    public async Task Somebody_who_cannot_be_assigned_is_told_by_either_road()
    {
        await using var rig = await SandboxRig.StartAsync();
        var request = rig.Request() with { Assign = [new Login("noor"), new Login("ben"), new Login("nobody")] };
        (await rig.ApplyAsync(request)).RefusedPeople.ShouldBe([new Login("noor"), new Login("nobody")]);
        rig.Issue.AssigneeLogins.ShouldBe(["ben"]);

        rig.PassASecond();
        rig.Sandbox.Faults.Fail(1, 404, r => r.Path == "/graphql");
        await rig.ApplyAsync(rig.Request() with { Assign = [new Login("noor")] });
        rig.PassASecond();
        var byRest = await rig.ApplyAsync(rig.Request() with { Assign = [new Login("noor")] });
        byRest.RefusedPeople.ShouldBe([new Login("noor")]);
    }

    [TestMethod]
    public async Task A_label_that_was_deleted_and_made_anew_is_put_on_at_the_second_try()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.ApplyAsync(rig.Full());
        rig.PassASecond();
        await rig.Ana.DeleteLabelAsync("acme/kit", "sev/s2");
        await rig.Ana.CreateLabelAsync("acme/kit", "sev/s2", "ff0000");
        var first = await rig.ApplyAsync(rig.Request() with { AddLabels = ["sev/s2"], Assign = [new Login("ana")] });
        first.Of(WriteKind.Assign, "ana").ShouldBeOfType<PartResult.Applied>();
        first.Of(WriteKind.AddLabel, "sev/s2").ShouldBeOfType<PartResult.NotDone>();
        rig.PassASecond();
        (await rig.ApplyAsync(rig.Request() with { AddLabels = ["sev/s2"] })).Failure.ShouldBeNull();
        rig.Issue.LabelNames.ShouldContain("sev/s2");
    }

    [TestMethod]
    public async Task A_label_that_was_deleted_is_made_again()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.ApplyAsync(rig.Full());
        await rig.Ana.DeleteLabelAsync("acme/kit", "sev/s2");
        var request = rig.Request() with
        {
            AddLabels = ["sev/s2"],
            LabelSpecs = [new LabelSpec("sev/s2", "ff0000", "Blocked")]
        };
        for (var round = 0; round < 3; round++)
        {
            rig.PassASecond();
            if ((await rig.ApplyAsync(request)).Failure is null) break;
        }

        rig.Issue.Labels.ShouldContain(l => l.Name == "sev/s2" && l.Color == "ff0000");
        rig.Sandbox.Ledger.PaceViolations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task A_fresh_token_that_is_refused_twice_does_no_harm()
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.Faults.RefuseTokens(2);
        (await rig.ApplyAsync(rig.Full())).Failure.ShouldBeNull();
        rig.Issue.Comments.Length.ShouldBe(1);
        rig.Sandbox.Ledger.Requests.Count(r => r.Path.EndsWith("/access_tokens", StringComparison.Ordinal)).ShouldBe(1);
    }

    [TestMethod]
    public async Task The_issues_end_is_told_with_its_kind()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.ApplyAsync(rig.Request() with { AddLabels = ["sev/s2"] });
        await ExpectAsync(rig, RefusalReason.Archived, () => rig.Ana.ArchiveRepositoryAsync("acme/kit"));
        await rig.Ana.ArchiveRepositoryAsync("acme/kit", archived: false);
        await ExpectAsync(rig, RefusalReason.Gone, () => rig.Ana.DeleteIssueAsync(rig.Issue));
    }

    [TestMethod]
    public async Task A_transferred_issue_is_not_written_to_in_its_new_place()
    {
        await using var rig = await SandboxRig.StartAsync();
        rig.Sandbox.World.AddRepository("acme", "other");
        var moved = await rig.Ana.TransferAsync(rig.Issue, "acme/other");
        var report = await rig.ApplyAsync(rig.Request() with { CommentBody = "x", ReadFirst = true });
        ((PartResult.Refused)report.Parts.Single().Result).Reason.ShouldBeOneOf(RefusalReason.Moved,
            RefusalReason.NotFound);
        moved.Comments.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task An_installation_that_was_suspended_or_removed_is_told()
    {
        await using var rig = await SandboxRig.StartAsync();
        var installation = rig.Sandbox.World.Installations.Single();
        await rig.Ana.SuspendAppAsync(installation);
        var report = await rig.ApplyAsync(rig.Request() with { CommentBody = "x" });
        ((PartResult.Refused)report.Parts.Single().Result).Reason.ShouldBe(RefusalReason.Suspended);

        rig.Access.Tokens.Forget(rig.Installation);
        await rig.Ana.UninstallAppAsync(installation);
        report = await rig.ApplyAsync(rig.Request() with { CommentBody = "x" });
        ((PartResult.Refused)report.Parts.Single().Result).Reason.ShouldBe(RefusalReason.Gone);
    }

    [TestMethod]
    public async Task A_renamed_repository_is_found_by_its_old_name()
    {
        await using var rig = await SandboxRig.StartAsync();
        await rig.Ana.RenameRepositoryAsync("acme/kit", "toolkit");
        (await rig.Access.Client.In(rig.Installation, rig.Kit).GetIssueAsync(rig.Issue.Number,
            default)).IsOk.ShouldBeTrue();
    }

    [TestMethod]
    public async Task Policy_files_come_from_the_repository_and_from_the_organisations()
    {
        await using var rig = await SandboxRig.StartAsync();
        var files = (await rig.Access.Files.ReadAsync(rig.Installation, rig.Kit, _ => true, default)).Value;
        files.Files.Select(f => f.Path).ShouldBe([".github/ops.yml", "OWNERS"]);
        var before = rig.Sandbox.Ledger.Requests.Count;
        (await rig.Access.Files.ReadAsync(rig.Installation, rig.Kit, _ => true,
            default)).Value.Revision.ShouldBe(files.Revision);
        rig.Sandbox.Ledger.Requests.Skip(before).Select(r => r.Status).ShouldBe([304]);

        await rig.Ana.PushFileAsync("acme/kit", "OWNERS", "approvers: [ana]\n");
        (await rig.Access.Files.ReadAsync(rig.Installation, rig.Kit, _ => true,
            default)).Value.Revision.ShouldNotBe(files.Revision);
        var org = (await rig.Access.Files.ReadOrgAsync(rig.Installation, rig.Kit, tag: null, _ => true, default)).Value;
        org.Files.ShouldBe([new RepoFile("OWNERS_ALIASES", "aliases: {}\n")]);
    }

    private static async Task ExpectAsync(SandboxRig rig, RefusalReason reason, Func<Task> change)
    {
        await change();
        rig.PassASecond();
        var report = await rig.ApplyAsync(rig.Request() with { AddLabels = ["waiting/owner"], CommentBody = "x" });
        report.Parts.Select(p => (p.Result as PartResult.Refused)?.Reason).ShouldBe([reason, reason]);
    }

    private static async Task ReadEverythingAsync(SandboxRig rig)
    {
        var client = rig.Access.Client;
        var calls = client.In(rig.Installation, rig.Kit);
        (await client.GetBotAsync(rig.Installation, default)).Value.UserId.ShouldBe(rig.Sandbox.App.Bot.Id);
        (await client.ListInstallationsAsync(default)).Value.Single().Id.ShouldBe(rig.Installation);
        (await client.ListRepositoriesAsync(rig.Installation, default)).Value.Length.ShouldBe(2);
        (await calls.GetRepositoryAsync(default)).Value.ShouldBe(rig.Kit);
        (await calls.GetIssueAsync(rig.Issue.Number, default)).Value.Author.Login.ShouldBe(new Login("kat"));
        (await calls.ListIssuesAsync(rig.Access.Clock.Now - NodaTime.Duration.FromDays(1),
            default)).Value.Length.ShouldBe(1);
        (await calls.ListCommentsAsync(rig.Issue.Number, rig.Access.Clock.Now, default)).Value.ShouldBeEmpty();
        (await rig.Access.Roles.GetAsync(rig.Installation, rig.Kit, new Login("ana"),
            default)).Value.ShouldBe(RepoRole.Admin);
        (await rig.Access.Roles.GetAsync(rig.Installation, rig.Kit, new Login("kat"),
            default)).Value.ShouldBeOneOf(RepoRole.Read, RepoRole.None);
        (await rig.Access.Files.ReadAsync(rig.Installation, rig.Kit, _ => true,
            default)).Value.Files.Length.ShouldBe(2);
        (await rig.Access.Files.ReadAsync(rig.Installation, rig.Kit, _ => true, default)).IsOk.ShouldBeTrue();
        (await rig.Access.Files.ReadOrgAsync(rig.Installation, rig.Kit, tag: null, _ => true,
            default)).Value.Files.Length.ShouldBe(1);
    }

    private static async Task WriteEverythingByRestAsync(SandboxRig rig)
    {
        var calls = rig.Access.Client.In(rig.Installation, rig.Kit);
        var number = rig.Issue.Number;
        async Task<T> NextAsync<T>(Task<Answer<T>> call)
        {
            var answer = await call;
            rig.PassASecond();
            return answer.Value;
        }

        (await NextAsync(calls.CreateLabelAsync(new LabelSpec("area/a", "0e8a16", "A"),
            default))).Name.ShouldBe("area/a");
        (await NextAsync(calls.AddLabelsAsync(number, ["area/a", "sev/s2"], default))).ShouldBe(["area/a", "sev/s2"],
            ignoreOrder: true);
        (await NextAsync(calls.RemoveLabelAsync(number, "area/a", default))).ShouldBe(["sev/s2"]);
        (await NextAsync(calls.AddAssigneesAsync(number, [new Login("ben")], default))).ShouldBe([new Login("ben")]);
        (await NextAsync(calls.RemoveAssigneesAsync(number, [new Login("ben")], default))).ShouldBeEmpty();
        var comment = await NextAsync(calls.CreateCommentAsync(number, "One", default));
        (await NextAsync(calls.EditCommentAsync(comment, "Two", default))).ShouldBe(comment);
        (await NextAsync(calls.SetStateAsync(number, CloseReason.NotPlanned, default))).CloseReason.ShouldBe(
            CloseReason.NotPlanned);
        (await NextAsync(calls.SetStateAsync(number, null, default))).IsClosed.ShouldBeFalse();
    }
}
