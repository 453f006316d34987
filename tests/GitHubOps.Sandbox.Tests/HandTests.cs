using System.Text.Json.Nodes;

namespace GitHubOps.Sandbox.Tests;

/// <summary>What a person does, and what GitHub would send for it.</summary>
[TestClass]
public class HandTests
{
    private static async Task<string[]> HeardOf(Func<Acme, Task> act)
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var before = acme.Sandbox.Events.Count;
        await act(acme);
        return [.. acme.Heard(before)];
    }

    [TestMethod]
    public async Task Opening_an_issue_is_told_once() =>
        (await HeardOf(a => a.Omar.OpenIssueAsync("acme/kit", "It fails"))).ShouldBe(["issues.opened by omar"]);

    [TestMethod]
    public async Task Labels_chosen_while_opening_stand_in_opened_and_are_told_again_one_by_one()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var before = acme.Sandbox.Events.Count;
        await acme.Ana.OpenIssueAsync("acme/kit", "It fails", null, "bug", "question");
        acme.Heard(before).ShouldBe(["issues.opened by ana", "issues.labeled by ana", "issues.labeled by ana"]);
        acme.Sandbox.Events[before].Payload.ShouldContain("\"name\":\"question\"");
    }

    [TestMethod]
    public async Task A_life_of_an_issue_is_told_in_order()
    {
        var heard = await HeardOf(async a =>
        {
            var issue = await a.Omar.OpenIssueAsync("acme/kit", "It fails", "Help");
            await a.Omar.EditIssueAsync(issue, title: "It fails at night");
            await a.Omar.EditIssueAsync(issue, title: "It fails at night");
            var comment = await a.Omar.CommentAsync(issue, "more");
            await a.Omar.EditCommentAsync(comment, "even more");
            await a.Omar.DeleteCommentAsync(comment);
            await a.Sandbox.As("dee").AddLabelAsync(issue, "bug");
            await a.Sandbox.As("dee").AddLabelAsync(issue, "bug");
            await a.Sandbox.As("dee").RemoveLabelAsync(issue, "bug");
            await a.Ana.AssignAsync(issue, "ben");
            await a.Ana.UnassignAsync(issue, "ben");
            await a.Ana.SetTypeAsync(issue, "Bug");
            await a.Ana.SetTypeAsync(issue, null);
            await a.Ana.CloseAsync(issue, "not_planned");
            await a.Ana.ReopenAsync(issue);
            await a.Ana.LockAsync(issue, "resolved");
            await a.Ana.UnlockAsync(issue);
            await a.Ana.DeleteIssueAsync(issue);
        });
        heard.ShouldBe([
            "issues.opened by omar", "issues.edited by omar", "issue_comment.created by omar",
            "issue_comment.edited by omar",
            "issue_comment.deleted by omar", "issues.labeled by dee", "issues.unlabeled by dee",
            "issues.assigned by ana",
            "issues.unassigned by ana", "issues.typed by ana", "issues.untyped by ana", "issues.closed by ana",
            "issues.reopened by ana", "issues.locked by ana", "issues.unlocked by ana", "issues.deleted by ana",
        ]);
    }

    [TestMethod]
    public async Task A_transferred_issue_arrives_as_opened_with_its_old_place()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "Wrong place", null, "bug");
        await acme.Omar.CommentAsync(issue, "me too");
        var before = acme.Sandbox.Events.Count;

        var moved = await acme.Ana.TransferAsync(issue, "acme/vault");

        acme.Heard(before).ShouldBe(["issues.transferred by ana", "issues.opened by ana"]);
        acme.Sandbox.Events[^1].Payload.ShouldContain("\"old_issue\":{");
        moved.Id.ShouldNotBe(issue.Id);
        moved.Comments.Single().Body.ShouldBe("me too");
        acme.Kit.Issues.ShouldNotContainKey(issue.Number);
    }

    [TestMethod]
    public async Task Labels_repositories_and_people_are_told_too()
    {
        var heard = await HeardOf(async a =>
        {
            await a.Ana.CreateLabelAsync("acme/kit", "area/api", "f29513");
            await a.Ana.EditLabelAsync("acme/kit", "area/api", name: "area/http");
            await a.Ana.DeleteLabelAsync("acme/kit", "area/http");
            await a.Ana.PushFileAsync("acme/kit", ".github/ops.yml", "version: 1\n");
            await a.Ana.SetRoleAsync("acme/kit", "eve", RepositoryRole.Read);
            await a.Ana.SetRoleAsync("acme/kit", "eve", RepositoryRole.Write);
            await a.Ana.SetRoleAsync("acme/kit", "eve", RepositoryRole.None);
            await a.Ana.RenameRepositoryAsync("acme/kit", "toolkit");
            await a.Ana.ArchiveRepositoryAsync("acme/toolkit");
            await a.Ana.ArchiveRepositoryAsync("acme/toolkit", archived: false);
            await a.Ana.SetVisibilityAsync("acme/toolkit", isPrivate: true);
        });
        heard.ShouldBe([
            "label.created by ana", "label.edited by ana", "label.deleted by ana", "push by ana", "member.added by ana",
            "member.edited by ana", "member.removed by ana", "repository.renamed by ana", "repository.archived by ana",
            "repository.unarchived by ana", "repository.privatized by ana",
        ]);
    }

    [TestMethod]
    public async Task A_deleted_label_leaves_every_issue_and_unlabeled_does_not_say_which_it_was()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails", null, "bug", "question");
        var before = acme.Sandbox.Events.Count;
        await acme.Ana.DeleteLabelAsync("acme/kit", "bug");
        acme.Heard(before).ShouldBe(["label.deleted by ana", "issues.unlabeled by ana"]);
        JsonNode.Parse(acme.Sandbox.Events[^1].Payload)!.AsObject().ShouldNotContainKey("label");
        issue.LabelNames.ShouldBe(["question"]);
    }

    [TestMethod]
    public async Task A_suspended_App_hears_of_nothing_but_its_return()
    {
        var heard = await HeardOf(async a =>
        {
            await a.Ana.SuspendAppAsync(a.Installation);
            await a.Omar.OpenIssueAsync("acme/kit", "Unheard");
            await a.Ana.SuspendAppAsync(a.Installation, suspended: false);
            await a.Omar.OpenIssueAsync("acme/kit", "Heard");
            await a.Ana.UninstallAppAsync(a.Installation);
            await a.Omar.OpenIssueAsync("acme/kit", "Unheard");
        });
        heard.ShouldBe([
            "installation.suspend by ana", "installation.unsuspend by ana", "issues.opened by omar",
            "installation.deleted by ana",
        ]);
    }

    [TestMethod]
    public async Task An_App_on_selected_repositories_hears_of_those_alone()
    {
        await using var sandbox = await GitHubSandbox.StartAsync();
        sandbox.World.AddOrganization("acme", "ana");
        sandbox.World.AddRepository("acme", "kit");
        sandbox.World.AddRepository("acme", "other");
        var ana = sandbox.As("ana");
        var installation = await ana.InstallAppAsync("acme", "acme/kit");
        await ana.OpenIssueAsync("acme/other", "Unheard");
        await ana.AddToInstallationAsync(installation, "acme/other");
        await ana.OpenIssueAsync("acme/other", "Heard");
        await ana.RemoveFromInstallationAsync(installation, "acme/other");
        await ana.OpenIssueAsync("acme/other", "Unheard");

        sandbox.Events.Select(e => e.FullName).ShouldBe(
            ["installation.created", "installation_repositories.added", "issues.opened",
                "installation_repositories.removed"]);
    }

    [TestMethod]
    public async Task Nobody_does_what_GitHub_would_not_let_them_do()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        async Task<int> StatusOf(Func<Task> act) => (await Should.ThrowAsync<SandboxRefusedException>(act)).Status;

        (await StatusOf(() => acme.Omar.AddLabelAsync(issue, "bug"))).ShouldBe(403);
        (await StatusOf(() => acme.Omar.OpenIssueAsync("acme/vault", "Let me in"))).ShouldBe(403);
        (await StatusOf(() => acme.Ana.AddLabelAsync(issue, "no such label"))).ShouldBe(404);
        await acme.Ana.LockAsync(issue);
        (await StatusOf(() => acme.Omar.CommentAsync(issue, "but"))).ShouldBe(403);
        await acme.Ana.ArchiveRepositoryAsync("acme/kit");
        (await StatusOf(() => acme.Ana.CommentAsync(issue, "late"))).ShouldBe(403);
        issue.Comments.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task The_timeline_says_who_did_what()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Sandbox.As("dee").AddLabelAsync(issue, "bug");
        await acme.Ana.AssignAsync(issue, "ben");
        await acme.Ana.CloseAsync(issue, "duplicate");

        issue.Timeline.Select(e => e.ToString())
            .ShouldBe(["dee labeled bug", "ana assigned ben", "ana closed duplicate"]);
    }
}
