using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>Points a minute and requests an hour: those who act have their part, whoever looks around.</summary>
[TestClass]
public sealed class BudgetTests : IDisposable
{
    private const string Issue = "GET /repos/acme/kit/issues/7";

    private readonly Rig rig = new(waits: false);

    public void Dispose() => rig.Dispose();

    [TestMethod]
    public async Task Reads_leave_room_for_the_writes_in_every_minute()
    {
        rig.GitHub.On(Issue, 200, Rig.IssueJson()).On(Rig.Graph, 200, """{"data":{"comment":{}}}""");
        for (var n = 0; n < InstallationPace.ReadPointsPerMinuteMax; n++) await ReadAsync();
        var held = (await ReadAsync()).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        (held.Kind, held.Until).ShouldBe((LimitKind.OwnPace, rig.Now + Duration.FromMinutes(1)));
        (await rig.Calls.MutateAsync(IssueDocument.Build(new("I_7", [], [], [], [], "Hello", null)), 1, default))
            .IsOk.ShouldBeTrue("a write goes on");
        rig.Time.Pass(TimeSpan.FromMinutes(1));
        (await ReadAsync()).IsOk.ShouldBeTrue();
    }

    [TestMethod]
    public async Task Looking_around_leaves_a_fifth_of_the_hour_to_those_who_act()
    {
        var left = 1001;
        rig.GitHub.On(Issue, _ => StubGitHub.Make(200, Rig.IssueJson(), ("X-RateLimit-Limit", "5000"),
            ("X-RateLimit-Remaining", $"{--left}"),
            ("X-RateLimit-Reset", $"{rig.Time.GetUtcNow().AddMinutes(20).ToUnixTimeSeconds()}")));
        var looking = rig.Access.Client.LookAround(Rig.Installation, Rig.Kit);
        (await looking.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
        var held = (await looking.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        held.Kind.ShouldBe(LimitKind.OwnPace);
        (held.Until - rig.Now).ShouldBe(Duration.FromMinutes(20) + Duration.FromSeconds(1));
        (await ReadAsync()).IsOk.ShouldBeTrue("who acts may");
        rig.Time.Pass(TimeSpan.FromMinutes(21));
        left = 5000;
        (await looking.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
    }

    [TestMethod]
    public void However_the_App_asks_no_minute_has_more_points_than_GitHub_takes()
    {
        var (budget, sent) = (new AppBudget(rig.Access.Clock), new List<(Instant At, int Points)>());
        var log = new GitHubRequest(HttpMethod.Get, new Uri("https://api.github.com/app/hook/deliveries"))
        {
            IsPatient = true,
        };
        var token = new GitHubRequest(HttpMethod.Post,
            new Uri("https://api.github.com/app/installations/1/access_tokens"));
        for (var step = 0; step < 6000; step++)
        {
            rig.Time.Pass(TimeSpan.FromMilliseconds(step % 7 == 0 ? 300 : 10));
            foreach (var request in (GitHubRequest[])[log, step % 3 == 0 ? token : log])
                if (budget.Begin(request) is null) sent.Add((rig.Now, request.Points));
        }

        foreach (var (end, _) in sent.Where((_, n) => n % 50 == 0))
            sent.Where(one => one.At > end - Duration.FromMinutes(1) && one.At <= end).Sum(one => one.Points)
                .ShouldBeLessThanOrEqualTo(AppBudget.PointsPerMinuteMax);
        sent.Count(one => one.Points == 5).ShouldBeGreaterThan(60, "the log leaves room for tokens");
    }

    [TestMethod]
    public async Task When_GitHub_limits_the_App_nothing_more_is_asked_of_it_for_any_installation()
    {
        rig.GitHub.On("POST /app/installations/31/access_tokens", 403,
            """{"message":"You have exceeded a secondary rate limit."}""", ("Retry-After", "120"));
        (await ReadAsync()).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        var sent = rig.GitHub.Sent.Count;
        var other = rig.Access.Client.In(new InstallationId(32), Rig.Kit);
        (await other.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.RateLimited>();
        rig.GitHub.Sent.Count.ShouldBe(sent);
    }

    private Task<Answer<IssueSnapshot>> ReadAsync() => rig.Calls.GetIssueAsync(7, default);
}
