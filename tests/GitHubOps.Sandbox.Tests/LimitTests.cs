using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>
/// The limits that GitHub publishes, counted as it counts them: a count that is wrong proves nothing.
/// </summary>
[TestClass]
public class LimitTests
{
    private const string Labels = "/repos/acme/kit/issues/1/labels";
    private const string ByRest = "more than 900 points a minute by REST";
    private const string ByGraphQL = "more than 2000 points a minute by GraphQL";

    private readonly ManualTime time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    [TestMethod]
    public async Task A_read_by_REST_costs_one_point_and_a_write_five_within_any_minute()
    {
        await using var acme = await StartAsync();
        for (var n = 0; n < 100; n++) await AddLabelAsync(acme);
        time.Advance(TimeSpan.FromSeconds(30));
        for (var n = 0; n < 400; n++) await ReadAsync(acme);
        Count(acme, ByRest).ShouldBe(0, "100 times 5 and 400 are 900");
        await ReadAsync(acme);
        Count(acme, ByRest).ShouldBe(1);

        // The writes leave the minute, the reads do not.
        time.Advance(TimeSpan.FromSeconds(30));
        for (var n = 0; n < 499; n++) await ReadAsync(acme);
        Count(acme, ByRest).ShouldBe(1);
        await AddLabelAsync(acme);
        Count(acme, ByRest).ShouldBe(2);
    }

    [TestMethod]
    public async Task GraphQL_has_its_own_points_and_a_mutation_costs_five()
    {
        await using var acme = await StartAsync();
        for (var n = 0; n < 399; n++) await MutateAsync(acme);
        for (var n = 0; n < 5; n++) await acme.Client.QueryAsync("{ viewer { login } }");
        Count(acme, ByGraphQL).ShouldBe(0, "399 times 5 and 5 are 2,000");
        await acme.Client.QueryAsync("{ viewer { login } }");
        (Count(acme, ByGraphQL), Count(acme, ByRest)).ShouldBe((1, 0));
    }

    [TestMethod]
    public async Task Too_many_points_are_refused_only_when_told_to()
    {
        await using var acme = await StartAsync();
        for (var n = 0; n < 901; n++) (await ReadAsync(acme)).Status.ShouldBe(200);
        acme.Sandbox.Faults.EnforcePace = true;
        var refused = await ReadAsync(acme);
        (refused.Status, refused.Headers["Retry-After"]).ShouldBe((403, "60"));
        time.Advance(TimeSpan.FromMinutes(1));
        (await ReadAsync(acme)).Status.ShouldBe(200);
    }

    [TestMethod]
    public async Task More_than_five_hundred_contents_an_hour_are_counted_one_by_one()
    {
        await using var acme = await StartAsync();
        for (var n = 0; n < 503; n++)
        {
            await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/comments", new { body = "hello" });
            time.Advance(TimeSpan.FromSeconds(7));
        }

        acme.Sandbox.Ledger.PaceViolations.Select(v => v.Rule)
            .ShouldAllBe(rule => rule == "more than 500 contents an hour");
        acme.Sandbox.Ledger.PaceViolations.Count.ShouldBe(3);
    }

    [TestMethod]
    public async Task The_hundred_and_first_request_at_once_is_one_too_many()
    {
        await using var acme = await StartAsync();
        acme.Sandbox.Faults.Delay(100, TimeSpan.FromMinutes(1));
        var waiting = Enumerable.Range(0, 100).Select(_ => ReadAsync(acme)).ToList();
        while (acme.Sandbox.Ledger.Requests.Count(r => r.Fault is not null) < 100) await Task.Yield();
        acme.Sandbox.Ledger.PaceViolations.ShouldBeEmpty();
        await ReadAsync(acme);
        Count(acme, "more than 100 requests at once").ShouldBe(1);
        while (!waiting.TrueForAll(one => one.IsCompleted))
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await ReadAsync(acme);
        Count(acme, "more than 100 requests at once").ShouldBe(1, "they have gone");
    }

    [TestMethod]
    public async Task REST_and_GraphQL_have_an_hour_each()
    {
        await using var acme = await StartAsync(new SandboxOptions { PrimaryLimit = 3 });
        for (var n = 0; n < 3; n++) (await ReadAsync(acme)).Status.ShouldBe(200);
        (await ReadAsync(acme)).Status.ShouldBe(403);
        var first = await acme.Client.QueryAsync("{ viewer { login } }");
        (first.Headers["x-ratelimit-resource"], first.Headers["x-ratelimit-remaining"]).ShouldBe(("graphql", "2"));
        for (var n = 0; n < 2; n++) await acme.Client.QueryAsync("{ viewer { login } }");
        var last = await acme.Client.QueryAsync("{ viewer { login } }");
        (last.Status, (string)last["errors"][0]!["type"]!).ShouldBe((200, "RATE_LIMITED"));
        time.Advance(TimeSpan.FromHours(1));
        await acme.Client.SignInAsync(acme.Installation, now: time.GetUtcNow());
        (await ReadAsync(acme)).Status.ShouldBe(200);
        (await acme.Client.QueryAsync("{ viewer { login } }")).Headers["x-ratelimit-remaining"].ShouldBe("2");
    }

    [TestMethod]
    public async Task Each_form_in_which_GraphQL_tells_a_limit_can_be_had()
    {
        await using var acme = await StartAsync();
        acme.Sandbox.Faults.PrimaryLimit(TimeSpan.FromMinutes(1), graphQLType: "RATE_LIMIT");
        var inSuccess = await acme.Client.QueryAsync("{ viewer { login } }");
        (inSuccess.Status, (string)inSuccess["errors"][0]!["type"]!).ShouldBe((200, "RATE_LIMIT"));
        acme.Sandbox.Faults.Clear();
        acme.Sandbox.Faults.PrimaryLimit(TimeSpan.FromMinutes(1), graphQLStatus: 403);
        var refused = await acme.Client.QueryAsync("{ viewer { login } }");
        (refused.Status, refused.Headers["x-ratelimit-remaining"]).ShouldBe((403, "0"));
        acme.Sandbox.Faults.Clear();
        acme.Sandbox.Faults.SecondaryLimit(1, "30", status: 200);
        var slow = await acme.Client.QueryAsync("{ viewer { login } }");
        (slow.Status, slow.Headers["Retry-After"]).ShouldBe((200, "30"));
        ((string)slow["errors"][0]!["message"]!).ShouldContain("secondary rate limit");
    }

    private async Task<Acme> StartAsync(SandboxOptions? options = null)
    {
        var acme =
            await Acme.StartAsync((options ?? new SandboxOptions { PrimaryLimit = 1_000_000 }) with { Time = time });
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        acme.Sandbox.Ledger.Clear();
        return acme;
    }

    private static Task<Reply> ReadAsync(Acme acme) => acme.Client.GetAsync("/repos/acme/kit");

    private static Task AddLabelAsync(Acme acme) =>
        acme.Client.SendAsync("POST", Labels, new { labels = new[] { "bug" } });

    private static Task MutateAsync(Acme acme) => acme.Client.QueryAsync(
        "mutation($i: ID!) { addReaction(input: {subjectId: $i, content: EYES}) { clientMutationId } }",
        new { i = acme.Kit.Issues[1].NodeId });

    private static int Count(Acme acme, string rule) =>
        acme.Sandbox.Ledger.PaceViolations.Count(violation => violation.Rule == rule);
}
