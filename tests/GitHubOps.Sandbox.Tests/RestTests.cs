using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>Where GitHub's REST is inconvenient, and where it helps.</summary>
[TestClass]
public class RestTests
{
    [TestMethod]
    public async Task Adding_an_unknown_label_makes_it()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        var before = acme.Sandbox.Events.Count;
        var reply = await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels",
            new { labels = new[] { "brand new" } });
        reply.Status.ShouldBe(200);
        issue.LabelNames.ShouldBe(["brand new"]);
        acme.Heard(before).ShouldBe(["label.created by githubops[bot]", "issues.labeled by githubops[bot]"]);
    }

    [TestMethod]
    public async Task Somebody_who_cannot_be_assigned_is_dropped_without_a_word()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails");
        var reply = await acme.Client.SendAsync(
            "POST", "/repos/acme/kit/issues/1/assignees",
            new { assignees = new[] { "omar", "chidi", "dee", "nobody-at-all" } });
        reply.Status.ShouldBe(201);
        issue.AssigneeLogins.ShouldBe(["chidi"], "triage does not suffice, and omar wrote nothing there");

        (await acme.Client.GetAsync("/repos/acme/kit/issues/1/assignees/omar")).Status.ShouldBe(404);
        await acme.Omar.CommentAsync(issue, "I would take it");
        (await acme.Client.GetAsync("/repos/acme/kit/issues/1/assignees/omar")).Status.ShouldBe(204);
        (await acme.Client.GetAsync("/repos/acme/kit/assignees/omar")).Status.ShouldBe(404);
    }

    [TestMethod]
    public async Task An_eleventh_assignee_is_refused()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails");
        var people = Enumerable.Range(1, 11).Select(i => $"p{i}").ToArray();
        foreach (var person in people) await acme.Ana.SetRoleAsync("acme/kit", person, RepositoryRole.Write);
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/assignees",
            new { assignees = people[..10] })).Status.ShouldBe(201);
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/assignees",
            new { assignees = people[10..] })).Status.ShouldBe(422);
        issue.Assignees.Length.ShouldBe(10);
    }

    [TestMethod]
    public async Task A_patch_replaces_labels_and_assignees()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Ana.OpenIssueAsync("acme/kit", "It fails", null, "bug", "question");
        await acme.Ana.AssignAsync(issue, "ben");
        await acme.Client.SendAsync("PATCH", "/repos/acme/kit/issues/1",
            new { labels = new[] { "bug" }, assignees = new[] { "chidi" } });
        issue.LabelNames.ShouldBe(["bug"]);
        issue.AssigneeLogins.ShouldBe(["chidi"]);
        (await acme.Client.SendAsync("PATCH", "/repos/acme/kit/issues/1",
            new { assignees = new[] { "no-such-login" } })).Status.ShouldBe(422);
    }

    [TestMethod]
    public async Task An_archived_repository_is_read_only()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Ana.ArchiveRepositoryAsync("acme/kit");
        var reply = await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/comments", new { body = "hello" });
        reply.Status.ShouldBe(403);
        ((string)reply["message"]!).ShouldBe("Repository was archived so is read-only.");
        (await acme.Client.GetAsync("/repos/acme/kit/issues/1")).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task A_locked_issue_takes_no_comment_from_an_App_though_it_takes_labels()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Ana.LockAsync(issue);
        var reply = await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/comments", new { body = "hello" });
        reply.Status.ShouldBe(403);
        ((string)reply["message"]!).ShouldBe("Unable to create comment because issue is locked.");
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels",
            new { labels = new[] { "bug" } })).Status.ShouldBe(200);
        await acme.Ana.CommentAsync(issue, "closed for now");
        issue.Comments.Length.ShouldBe(1);
    }

    [TestMethod]
    public async Task Deleted_is_410_transferred_and_renamed_are_301()
    {
        await using var acme = await Acme.StartAsync();
        var gone = await acme.Omar.OpenIssueAsync("acme/kit", "Spam");
        await acme.Ana.DeleteIssueAsync(gone);
        (await acme.Client.GetAsync("/repos/acme/kit/issues/1")).Status.ShouldBe(410);
        (await acme.Client.GetAsync("/repos/acme/kit/issues/9")).Status.ShouldBe(404);

        var moved = await acme.Ana.TransferAsync(await acme.Omar.OpenIssueAsync("acme/kit", "Elsewhere"), "acme/vault");
        var reply = await acme.Client.GetAsync("/repos/acme/kit/issues/2/comments");
        reply.Status.ShouldBe(301);
        reply.Headers["Location"].ShouldEndWith($"/repositories/{moved.Repository.Id}/issues/{moved.Number}/comments");

        await acme.Ana.RenameRepositoryAsync("acme/kit", "toolkit");
        var old = await acme.Client.GetAsync("/repos/acme/kit/labels?per_page=5");
        old.Status.ShouldBe(301);
        var location = new Uri(old.Headers["Location"]).PathAndQuery;
        location.ShouldStartWith($"/repositories/{acme.Kit.Id}/labels");
        (await acme.Client.GetAsync(location)).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task Nothing_changed_is_304_and_costs_nothing()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        var first = await acme.Client.GetAsync("/repos/acme/kit/issues/1");
        var second = await acme.Client.GetAsync("/repos/acme/kit/issues/1", ("If-None-Match", first.Headers["ETag"]));
        second.Status.ShouldBe(304);
        second.Headers["x-ratelimit-remaining"].ShouldBe(first.Headers["x-ratelimit-remaining"]);
        await acme.Omar.CommentAsync(acme.Kit.Issues[1], "more");
        (await acme.Client.GetAsync("/repos/acme/kit/issues/1",
            ("If-None-Match", first.Headers["ETag"]))).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task Pages_are_linked_by_the_repositorys_number()
    {
        await using var acme = await Acme.StartAsync();
        for (var i = 1; i <= 5; i++) await acme.Omar.OpenIssueAsync("acme/kit", $"Issue {i}");
        var seen = new List<int>();
        for (var path = "/repos/acme/kit/issues?per_page=2&direction=asc&state=all"; path is not null;)
        {
            var page = await acme.Client.GetAsync(path);
            seen.AddRange(page.Json!.AsArray().Select(i => (int)i!["number"]!));
            var next = page.Headers.GetValueOrDefault("Link", "").Split(", ")
                .FirstOrDefault(l => l.EndsWith("rel=\"next\"", StringComparison.Ordinal));
            if (next is not null) next.ShouldContain($"/repositories/{acme.Kit.Id}/issues?");
            path = next is null ? null : new Uri(next[1..next.IndexOf('>')]).PathAndQuery;
        }

        seen.ShouldBe([1, 2, 3, 4, 5]);
    }

    [TestMethod]
    public async Task Since_sorts_and_filters_by_the_last_change()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var acme = await Acme.StartAsync(new SandboxOptions { Time = time });
        for (var i = 1; i <= 3; i++)
        {
            await acme.Omar.OpenIssueAsync("acme/kit", $"Issue {i}");
            time.Advance(TimeSpan.FromMinutes(1));
        }

        await acme.Omar.CommentAsync(acme.Kit.Issues[1], "again");
        var reply =
            await acme.Client.GetAsync(
                "/repos/acme/kit/issues?since=2026-03-02T09:02:00Z&sort=updated&direction=asc&state=all");
        reply.Json!.AsArray().Select(i => (int)i!["number"]!).ShouldBe([3, 1]);
    }

    [TestMethod]
    public async Task The_old_word_for_a_permission_hides_triage_and_the_new_one_does_not()
    {
        await using var acme = await Acme.StartAsync();
        var reply = await acme.Client.GetAsync("/repos/acme/kit/collaborators/dee/permission");
        ((string)reply["permission"]!).ShouldBe("read");
        ((string)reply["role_name"]!).ShouldBe("triage");
        ((bool)reply["user"]["permissions"]!["triage"]!).ShouldBeTrue();
        ((bool)reply["user"]["permissions"]!["push"]!).ShouldBeFalse();
        (await acme.Client.GetAsync("/repos/acme/kit/collaborators/nobody-at-all/permission")).Status.ShouldBe(404);
    }

    [TestMethod]
    public async Task A_reaction_given_twice_is_one_and_is_told_to_nobody()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        var before = acme.Sandbox.Events.Count;
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/reactions",
            new { content = "eyes" })).Status.ShouldBe(201);
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/reactions",
            new { content = "eyes" })).Status.ShouldBe(200);
        (await acme.Client.GetAsync("/repos/acme/kit/issues/1"))["reactions"]["eyes"]!.GetValue<int>().ShouldBe(1);
        acme.Sandbox.Events.Count.ShouldBe(before);
    }

    [TestMethod]
    public async Task A_label_with_a_slash_and_a_per_cent_sign_can_be_named_in_a_path()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Client.SendAsync("POST", "/repos/acme/kit/labels",
            new { name = "area/100%25 & x", color = "f29513" });
        var reply = await acme.Client.GetAsync("/repos/acme/kit/labels/" + Uri.EscapeDataString("area/100%25 & x"));
        ((string)reply["name"]!).ShouldBe("area/100%25 & x");
        (await acme.Client.GetAsync(new Uri((string)reply["url"]!).PathAndQuery)).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task What_is_too_long_or_malformed_is_refused()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        const string issue = "/repos/acme/kit/issues/1";
        (await acme.Client.SendAsync("POST", issue + "/comments",
            new { body = new string('x', 65_537) })).Status.ShouldBe(422);
        (await acme.Client.SendAsync("POST", issue + "/comments", new { body = " " })).Status.ShouldBe(422);
        (await acme.Client.SendAsync("POST", issue + "/labels",
            new { labels = new[] { new string('x', 51) } })).Status.ShouldBe(422);
        (await acme.Client.SendAsync("POST", issue + "/labels", new { labels = 1 })).Status.ShouldBe(422);
        (await acme.Client.SendAsync("POST", issue + "/comments", "{nonsense")).Status.ShouldBe(400);
        var many = Enumerable.Range(1, 101).Select(i => $"l{i}").ToArray();
        (await acme.Client.SendAsync("POST", issue + "/labels", new { labels = many })).Status.ShouldBe(422);
    }

    [TestMethod]
    public async Task The_world_is_closed_and_a_hole_in_it_is_written_down()
    {
        await using var acme = await Acme.StartAsync();
        var reply = await acme.Client.SendAsync("PUT", "/repos/acme/kit/topics", new { names = new[] { "x" } });
        reply.Status.ShouldBe(404);
        ((string)reply["message"]!).ShouldBe("Not Found");
        acme.Sandbox.Ledger.Unsupported.Single().ToString().ShouldBe("PUT /repos/acme/kit/topics 404");
    }

    [TestMethod]
    public async Task The_ledger_counts_the_writes_of_each_issue()
    {
        await using var acme = await Acme.StartAsync();
        var one = await acme.Omar.OpenIssueAsync("acme/kit", "One");
        var two = await acme.Omar.OpenIssueAsync("acme/kit", "Two");
        await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels", new { labels = new[] { "bug" } });
        await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/comments", new { body = "hello" });
        await acme.Client.GetAsync("/repos/acme/kit/issues/2");
        acme.Sandbox.Ledger.WritesFor(one).Select(r => r.Operation)
            .ShouldBe(["issues/add-labels", "issues/create-comment"]);
        acme.Sandbox.Ledger.WritesFor(two).ShouldBeEmpty();
        acme.Sandbox.Ledger.Requests.ShouldAllBe(r => r.Credential != CredentialKind.None);
        one.Timeline.ShouldAllBe(e => e.Actor.Login == "githubops[bot]" && e.ViaApp);
    }

    [TestMethod]
    public async Task Our_own_writes_come_back_from_the_bot()
    {
        await using var acme = await Acme.StartAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/comments", new { body = "hello" });
        var payload = JsonNode.Parse(acme.Sandbox.Events[^1].Payload)!;
        ((string)payload["sender"]!["type"]!).ShouldBe("Bot");
        ((long)payload["sender"]!["id"]!).ShouldBe(acme.Sandbox.App.Bot.Id);
        ((long)payload["comment"]!["performed_via_github_app"]!["id"]!).ShouldBe(acme.Sandbox.App.Id);
        ((string)(await acme.Client.GetAsync("/users/githubops%5Bbot%5D"))["login"]!).ShouldBe("githubops[bot]");
    }
}
