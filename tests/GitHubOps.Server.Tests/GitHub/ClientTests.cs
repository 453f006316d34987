using System.Net;
using GitHubOps.Core;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>The wire as GitHub documents it: headers, pages, redirects, bounds.</summary>
[TestClass]
public sealed class ClientTests : IDisposable
{
    private readonly Rig rig = new();

    public void Dispose() => rig.Dispose();

    [TestMethod]
    public async Task Every_request_names_its_sender_its_version_and_its_kind_of_ids()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 200, Rig.IssueJson());
        var issue = await rig.Calls.GetIssueAsync(7, default);

        issue.Value.Author.Login.ShouldBe(new Login("kat"));
        var headers = rig.GitHub.Sent[^1].Headers;
        headers["User-Agent"].ShouldBe("GitHubOps");
        headers["Accept"].ShouldBe("application/vnd.github+json");
        headers["X-GitHub-Api-Version"].ShouldBe("2022-11-28");
        headers["X-Github-Next-Global-ID"].ShouldBe("1");
        headers["Authorization"].ShouldBe("Bearer ghs_stub1");
    }

    [TestMethod]
    public async Task Pages_are_followed_to_the_last()
    {
        rig.GitHub
            .On("GET /repos/acme/kit/labels?per_page=100", 200, """[{"name":"a","node_id":"1"}]""",
                ("Link",
                    """<https://api.github.com/repositories/11/labels?per_page=100&page=2>; rel="next", <https://api.github.com/x>; rel="last" """))
            .On("GET /repositories/11/labels?per_page=100&page=2", 200, """[{"name":"b","node_id":"2"}]""",
                ("Link", """<https://api.github.com/repositories/11/labels?page=1>; rel="prev" """));

        (await rig.Calls.ListLabelsAsync(default)).Value.Select(l => l.Name).ShouldBe(["a", "b"]);
    }

    [TestMethod]
    [DataRow("https://evil.example/repositories/11/labels?page=2")]
    [DataRow("http://api.github.com/labels?page=2")]
    [DataRow("https://api.github.com:444/labels?page=2")]
    [DataRow("https://x@api.github.com/labels?page=2")]
    public async Task A_next_page_elsewhere_is_never_asked_for(string next)
    {
        rig.GitHub.On("GET /repos/acme/kit/labels?per_page=100", 200, "[]", ("Link", $"<{next}>; rel=\"next\""));
        (await rig.Calls.ListLabelsAsync(default)).IsOk.ShouldBeTrue();
        rig.GitHub.Lines.Count().ShouldBe(1);
    }

    [TestMethod]
    [DataRow(301)]
    [DataRow(302)]
    [DataRow(307)]
    public async Task A_renamed_repository_is_followed_on_the_same_host(int status)
    {
        rig.GitHub
            .On("GET /repos/acme/kit/issues/7", status, "{}",
                ("Location", "https://api.github.com/repositories/11/issues/7"))
            .On("GET /repositories/11/issues/7", 200, Rig.IssueJson());
        (await rig.Calls.GetIssueAsync(7, default)).Value.Number.ShouldBe(7);
    }

    [TestMethod]
    public async Task A_write_is_repeated_as_it_was_after_a_redirect()
    {
        rig.GitHub
            .On("POST /repos/acme/kit/issues/7/comments", 307, "{}", ("Location", "/repositories/11/issues/7/comments"))
            .On("POST /repositories/11/issues/7/comments", 201, CommentJson);
        (await rig.Calls.CreateCommentAsync(7, "hello", default)).Value.Id.ShouldBe(5_000_000_000);
        rig.GitHub.Sent[^1].Body.ShouldBe("""{"body":"hello"}""");
    }

    [TestMethod]
    public async Task No_token_goes_to_another_host()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 302, "{}", ("Location", "https://evil.example/issues/7"));
        var answer = await rig.Calls.GetIssueAsync(7, default);
        answer.Failure.ShouldBeOfType<GitHubFailure.Refused>().Reason.ShouldBe(RefusalReason.Moved);
        rig.GitHub.Lines.Count().ShouldBe(1);
    }

    [TestMethod]
    public async Task A_circle_of_redirects_ends_after_five_hops()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 301, "{}", ("Location", "/repos/acme/kit/issues/7"));
        (await rig.Calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.Refused>();
        rig.GitHub.Lines.Count().ShouldBe(6);
    }

    [TestMethod]
    public async Task An_endless_answer_is_cut()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", 200, new string(' ', (4 << 20) + 1));
        (await rig.Calls.GetIssueAsync(7, default)).Failure
            .ShouldBeOfType<GitHubFailure.Refused>().Reason.ShouldBe(RefusalReason.TooLarge);
    }

    [TestMethod]
    public async Task A_name_cannot_leave_its_place_in_the_address()
    {
        await rig.Calls.GetRoleAsync(new Login("../../app?x=#"), default);
        rig.GitHub.Lines.Single().ShouldBe("GET /repos/acme/kit/collaborators/..%2F..%2Fapp%3Fx%3D%23/permission");
        await Should.ThrowAsync<ArgumentException>(rig.Calls.GetRoleAsync(new Login(".."), default));
    }

    [TestMethod]
    public async Task Enterprise_server_has_its_own_places()
    {
        using var enterprise = new Rig(api: "https://hub.acme.example/api/v3");
        enterprise.GitHub
            .On("GET /api/v3/repos/acme/kit/issues/7", 200, Rig.IssueJson())
            .On("POST /api/graphql", 200,
                """{"data":{"comment":{"commentEdge":{"node":{"id":"IC_1","fullDatabaseId":"1"}}}}}""");
        (await enterprise.Calls.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();
        var report = await enterprise.Access.Writer.ApplyAsync(Rig.Request() with { CommentBody = "hello" }, default);
        report.Comment.ShouldBe(new CommentHandle(1, "IC_1"));
    }

    [TestMethod]
    public async Task At_most_the_set_number_of_requests_is_under_way()
    {
        using var time = new RunningCounter();
        var settings = new GitHubSettings { AppId = "1", ConcurrentRequestsMax = 3 };
        using var access = new GitHubAccess(settings, time, TimeProvider.System, rig.Logs, _ => [1]);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => access.Client.ListInstallationsAsync(default)));
        time.Most.ShouldBe(3);
    }

    [TestMethod]
    public async Task What_is_not_answered_in_time_is_uncertain_for_a_write_and_passing_for_a_read()
    {
        var time = new ManualTime(rig.Time.GetUtcNow());
        using var silence = new Silence(time, () => time.Advance(TimeSpan.FromSeconds(15)));
        var settings = new GitHubSettings { AppId = "1", WaitsInProcess = false };
        using var access = new GitHubAccess(settings, silence, time, rig.Logs, _ => [1]);
        var calls = access.Client.In(Rig.Installation, Rig.Kit);
        (await calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.Transient>();
        (await calls.CreateCommentAsync(7, "x", default)).Failure.ShouldBeOfType<GitHubFailure.Uncertain>();
        silence.Heard.ShouldBe(["GET", "POST"]);
    }

    [TestMethod]
    public async Task Whoever_gives_up_is_told_so()
    {
        using var stop = new CancellationTokenSource();
        using var silence = new Silence(rig.Time, stop.Cancel);
        using var access = new GitHubAccess(new GitHubSettings { AppId = "1" }, silence, rig.Time, rig.Logs, _ => [1]);
        await Should.ThrowAsync<OperationCanceledException>(
            access.Client.In(Rig.Installation, Rig.Kit).GetIssueAsync(7, stop.Token));
    }

    [TestMethod]
    public async Task A_short_trouble_of_a_read_is_waited_out_but_a_named_wait_goes_back()
    {
        rig.GitHub.On("GET /repos/acme/kit/issues/7", _ => StubGitHub.Make(502, ""),
            _ => throw new HttpRequestException("reset"), _ => StubGitHub.Make(200, Rig.IssueJson()));
        (await rig.Calls.GetIssueAsync(7, default)).IsOk.ShouldBeTrue();

        rig.GitHub.On("GET /repos/acme/kit/issues/7", 503, "", ("Retry-After", "120"));
        var before = rig.GitHub.Sent.Count;
        var failure = (await rig.Calls.GetIssueAsync(7, default)).Failure.ShouldBeOfType<GitHubFailure.Transient>();
        failure.NotBefore.ShouldBe(rig.Now + NodaTime.Duration.FromSeconds(120));
        rig.GitHub.Sent.Count.ShouldBe(before + 1);
    }

    [TestMethod]
    public async Task The_bot_is_known_by_its_users_id_and_asked_for_once()
    {
        rig.GitHub
            .On("GET /app", 200, """{"id":424242,"slug":"githubops"}""")
            .On("GET /users/githubops%5Bbot%5D", 200,
                """{"id":99,"login":"githubops[bot]","node_id":"BOT_1","type":"Bot"}""");
        var bot = (await rig.Access.Client.GetBotAsync(Rig.Installation, default)).Value;
        bot.ShouldBe(new BotIdentity(99, 424242, new Login("githubops[bot]")));
        await rig.Access.Client.GetBotAsync(Rig.Installation, default);
        rig.GitHub.Lines.Count().ShouldBe(2);
    }

    [TestMethod]
    [DataRow("""{"permission":"read","role_name":"triage","user":{"permissions":{"pull":true,"triage":true,"push":false,"maintain":false,"admin":false}}}""", RepoRole.Triage)]
    [DataRow("""{"permission":"write","role_name":"maintain","user":{"permissions":{"pull":true,"triage":true,"push":true,"maintain":true,"admin":false}}}""", RepoRole.Maintain)]
    [DataRow("""{"permission":"write","role_name":"release-engineer","user":{"permissions":{"pull":true,"push":true,"admin":false}}}""", RepoRole.Write)]
    [DataRow("""{"permission":"read","role_name":"triage","user":null}""", RepoRole.Triage)]
    [DataRow("""{"permission":"none","role_name":"none","user":{"permissions":{"pull":false,"push":false,"admin":false}}}""", RepoRole.None)]
    public async Task A_role_is_read_from_the_single_rights(string json, RepoRole role)
    {
        rig.GitHub.On("GET /repos/acme/kit/collaborators/kat/permission", 200, json);
        (await rig.Access.Roles.GetAsync(Rig.Installation, Rig.Kit, new Login("kat"), default)).Value.ShouldBe(role);
    }

    [TestMethod]
    public async Task A_role_is_kept_for_ten_minutes_or_until_an_event_voids_it()
    {
        rig.GitHub.On("GET /repos/acme/kit/collaborators/kat/permission", 200, """{"permission":"admin"}""");
        var kat = new Login("kat");
        Task<Answer<RepoRole>> Ask() => rig.Access.Roles.GetAsync(Rig.Installation, Rig.Kit, kat, default);
        await Ask();
        await Ask();
        rig.GitHub.Lines.Count().ShouldBe(1);
        rig.Access.Roles.Forget(new Login("KAT"));
        await Ask();
        rig.GitHub.Lines.Count().ShouldBe(2);
        rig.Time.Pass(TimeSpan.FromMinutes(10));
        await Ask();
        rig.GitHub.Lines.Count().ShouldBe(3);
    }

    private const string CommentJson =
        """{"id":5000000000,"node_id":"IC_5","body":"hello","user":null,"created_at":"2026-03-02T09:00:00Z","updated_at":"2026-03-02T09:00:00Z"}""";

    /// <summary>Gives tokens and never answers anything else.</summary>
    private sealed class Silence(TimeProvider time, Action whenAsked) : HttpMessageHandler
    {
        public List<string> Heard { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath.EndsWith("/access_tokens", StringComparison.Ordinal))
                return StubGitHub.Make(201, $$"""{"token":"t","expires_at":"{{time.GetUtcNow().AddHours(1):O}}"}""");
            Heard.Add(request.Method.Method);
            whenAsked();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            throw new InvalidOperationException("an endless wait has ended");
        }
    }

    private sealed class RunningCounter : HttpMessageHandler
    {
        private readonly TaskCompletionSource full = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int running;

        public int Most { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (full)
            {
                running++;
                Most = Math.Max(Most, running);
                if (running >= 3) full.TrySetResult();
            }

            await full.Task;
            lock (full) running--;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("[]") };
        }
    }
}
