using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>GitHub's bad days, on demand.</summary>
[TestClass]
public class FaultTests
{
    private const string Comments = "/repos/acme/kit/issues/1/comments";

    private static Func<SandboxRequest, bool> Commenting => r => r.Operation == "issues/create-comment";

    private static Task<Reply> CommentAsync(Acme acme) =>
        acme.Client.SendAsync("POST", Comments, new { body = "hello" });

    [TestMethod]
    public async Task Some_requests_fail_before_anything_is_done()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        acme.Sandbox.Faults.Fail(2, 502, Commenting);
        (await acme.Client.GetAsync(Comments)).Status.ShouldBe(200, "a read does not match");
        (await CommentAsync(acme)).Status.ShouldBe(502);
        (await CommentAsync(acme)).Status.ShouldBe(502);
        issue.Comments.ShouldBeEmpty();
        (await CommentAsync(acme)).Status.ShouldBe(201);
        acme.Sandbox.Ledger.Requests.Count(r => r.Fault == "Fail 502").ShouldBe(2);
    }

    [TestMethod]
    public async Task A_replica_that_lags_shows_what_was_a_moment_ago()
    {
        await using var acme = await Acme.StartAsync(new SandboxOptions { RemembersFor = TimeSpan.FromMinutes(1) });
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        (await CommentAsync(acme)).Status.ShouldBe(201);
        acme.Sandbox.Faults.Stale(2, TimeSpan.FromSeconds(30));
        (await acme.Client.GetAsync(Comments)).Status.ShouldBe(404, "the issue was not there yet");
        (await CommentAsync(acme)).Status.ShouldBe(201, "what writes is up to date");
        (await acme.Client.GetAsync(Comments)).Status.ShouldBe(404);
        (await acme.Client.GetAsync(Comments)).Json!.AsArray().Count.ShouldBe(2);
        issue.Comments.Length.ShouldBe(2, "nothing was changed by looking back");
    }

    [TestMethod]
    public async Task Some_are_done_though_the_answer_never_comes()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        acme.Sandbox.Faults.ApplyThenFail(1, 504, Commenting);
        (await CommentAsync(acme)).Status.ShouldBe(504);
        issue.Comments.Length.ShouldBe(1);

        acme.Sandbox.Faults.ApplyThenFail(1, null, Commenting);
        await Should.ThrowAsync<HttpRequestException>(() => CommentAsync(acme));
        issue.Comments.Length.ShouldBe(2);

        acme.Sandbox.Faults.Cut(1, Commenting);
        await Should.ThrowAsync<HttpRequestException>(() => CommentAsync(acme));
        issue.Comments.Length.ShouldBe(2, "cut before it was done");
    }

    [TestMethod]
    public async Task A_GraphQL_document_can_be_done_and_its_answer_lost()
    {
        await using var acme = await Acme.StartAsync();
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        acme.Sandbox.Faults.ApplyThenFail(1, 502, r => r.Fields.Any(f => f.Field == "addComment"));
        var reply = await acme.Client.QueryAsync(
            "mutation($i: ID!) { addComment(input: {subjectId: $i, body: \"x\"}) { clientMutationId } }",
            new { i = issue.NodeId });
        reply.Status.ShouldBe(502);
        issue.Comments.Length.ShouldBe(1);
        acme.Sandbox.Ledger.WritesFor(issue).Single().Fields.Single().Succeeded.ShouldBeTrue();
    }

    [TestMethod]
    public async Task A_fresh_token_may_be_refused_for_a_while()
    {
        await using var acme = await Acme.StartAsync();
        acme.Sandbox.Faults.RefuseTokens(2);
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(401);
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(401);
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task The_primary_limit_lasts_until_its_reset()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var acme = await Acme.StartAsync(new SandboxOptions { Time = time });
        acme.Sandbox.Faults.PrimaryLimit(TimeSpan.FromMinutes(10));
        var reply = await acme.Client.GetAsync("/repos/acme/kit");
        reply.Status.ShouldBe(403);
        reply.Headers["x-ratelimit-remaining"].ShouldBe("0");
        reply.Headers["x-ratelimit-reset"].ShouldBe(time.GetUtcNow().AddMinutes(10).ToUnixTimeSeconds().ToString());
        var graph = await acme.Client.QueryAsync("{ viewer { login } }");
        graph.Status.ShouldBe(200);
        ((string)graph["errors"][0]!["type"]!).ShouldBe("RATE_LIMITED");
        time.Advance(TimeSpan.FromMinutes(10));
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task The_primary_limit_is_also_reached_by_itself()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var acme = await Acme.StartAsync(new SandboxOptions { Time = time, PrimaryLimit = 3 });
        for (var i = 0; i < 3; i++) (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(200);
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(403);
        time.Advance(TimeSpan.FromHours(1));
        await acme.Client.SignInAsync(acme.Installation, now: time.GetUtcNow());
        (await acme.Client.GetAsync("/repos/acme/kit")).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task A_secondary_limit_may_say_how_long_or_not()
    {
        await using var acme = await Acme.StartAsync();
        acme.Sandbox.Faults.SecondaryLimit(1, "60", 429);
        var told = await acme.Client.GetAsync("/repos/acme/kit");
        (told.Status, told.Headers["Retry-After"]).ShouldBe((429, "60"));
        told.Headers["x-ratelimit-remaining"].ShouldNotBe("0");
        acme.Sandbox.Faults.SecondaryLimit(1, null);
        var untold = await acme.Client.GetAsync("/repos/acme/kit");
        untold.Status.ShouldBe(403);
        untold.Headers.Keys.ShouldNotContain("Retry-After");
        ((string)untold["message"]!).ShouldContain("secondary rate limit");
    }

    [TestMethod]
    public async Task Haste_is_counted_and_refused_only_when_told_to()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await using var acme = await Acme.StartAsync(new SandboxOptions { Time = time });
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        for (var i = 0; i < 40; i++)
        {
            (await CommentAsync(acme)).Status.ShouldBe(201);
            time.Advance(TimeSpan.FromSeconds(1));
        }

        acme.Sandbox.Ledger.PaceViolations.ShouldBeEmpty();
        for (var i = 0; i < 61; i++) (await CommentAsync(acme)).Status.ShouldBe(201);
        acme.Sandbox.Ledger.PaceViolations.Select(v => v.Rule).Distinct().ShouldBe(
            ["writes less than 1 s apart", "more than 80 contents a minute"], ignoreOrder: true);
        acme.Sandbox.Faults.EnforcePace = true;
        (await CommentAsync(acme)).Status.ShouldBe(403);
        time.Advance(TimeSpan.FromMinutes(2));
        (await CommentAsync(acme)).Status.ShouldBe(201);
    }

    [TestMethod]
    public async Task An_answer_can_be_late_in_the_sandboxs_own_time()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var asked = new TaskCompletionSource();
        await using var acme = await Acme.StartAsync(new SandboxOptions
        {
            Time = time,
            OnRequest = r =>
            {
                if (r.Fault is not null) asked.TrySetResult();
            },
        });
        var issue = await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        acme.Sandbox.Faults.Delay(1, TimeSpan.FromSeconds(30));
        var reply = CommentAsync(acme);
        await asked.Task;
        issue.Comments.Length.ShouldBe(1, "done, though nobody was told");
        // The answer waits on a timer that is set just after the request was noted.
        while (!reply.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        (await reply).Status.ShouldBe(201);
    }
}
