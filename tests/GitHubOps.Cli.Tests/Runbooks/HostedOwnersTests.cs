using System.Net;
using System.Text;

namespace GitHubOps.Cli.Tests;

/// <summary>What GitHub knows of owners, asked with a token that reads contents and little else.</summary>
[TestClass]
public class HostedOwnersTests
{
    [TestMethod]
    public async Task What_GitHub_says_of_an_owner_is_told_and_what_it_may_not_say_fails_nobody()
    {
        using var repository = new TestRepository()
            .Write(".github/CODEOWNERS", "/web/ @acme/gone @acme/web\n").Write("OWNERS", "approvers: [ana]\n");
        foreach (var (name, owner) in new[] { ("a", "@acme/gone"), ("b", "@acme/web"), ("c", "@acme/private"),
            ("d", "@zoe"),
            ("e", "@left"), ("f", "@ana"), ("g", "@busy") })
            repository.Write($"docs/runbooks/{name}.md", Runbook(owner));
        repository.Commit();
        using var gitHub = new Answers(new()
        {
            ["/repos/acme/web/codeowners/errors"] = (200,
                """{"errors":[{"line":1,"column":7,"kind":"Unknown owner","source":"/web/ @acme/gone @acme/web","path":".github/CODEOWNERS"}]}"""),
            ["/orgs/acme/teams/private/repos/acme/web"] = (403,
                """{"message":"Resource not accessible by integration"}"""),
            ["/repos/acme/web/assignees/zoe"] = (204, ""),
            ["/repos/acme/web/assignees/ana"] = (204, ""),
            ["/repos/acme/web/assignees/busy"] = (204, ""),
            ["/repos/acme/web/commits?author=zoe&since=2026-08-22T00:00:00Z&per_page=1"] = (200, "[]"),
            ["/repos/acme/web/commits?author=busy&since=2026-08-22T00:00:00Z&per_page=1"] = (200, """[{"sha":"0"}]"""),
        });
        var run = await Tool.RunAsync(repository.Root, "runbooks check --github",
            ("GITHUB_API_URL", gitHub.Address), ("GITHUB_TOKEN", "t"), ("GITHUB_REPOSITORY", "acme/web"));
        run.Output.ShouldContain(
            "error   RB015 docs/runbooks/a.md:1: the owner @acme/gone is unknown to GitHub, or may not see this " +
            "repository\n        → Name another owner; who approves there: @ana.\n");
        run.Output.ShouldContain(
            "notice  RB017 docs/runbooks/c.md:1: owner: unverified (token cannot read org): @acme/private\n");
        run.Output.ShouldContain(
            "warning RB016 docs/runbooks/d.md:1: the owner @zoe did nothing here for 90 days: no rotation, " +
            "no review, no commit\n");
        run.Output.ShouldContain("error   RB015 docs/runbooks/e.md:1: the owner @left is unknown to GitHub");
        run.Output.Split("RB01").Length.ShouldBe(5);
        gitHub.Asked.ShouldNotContain(x => x.Contains("author=ana", StringComparison.Ordinal),
            "a review of hers is known");
    }

    [TestMethod]
    [DataRow(403)]
    [DataRow(404)]
    public async Task Where_GitHub_answers_nothing_a_team_stays_unverified(int status)
    {
        using var repository = new TestRepository().Write("docs/runbooks/a.md", Runbook("@acme/web"));
        repository.Commit();
        using var gitHub = new Answers([]) { Otherwise = status };
        var run = await Tool.RunAsync(repository.Root, "runbooks check --github --fail-on warning",
            ("GITHUB_API_URL", gitHub.Address), ("GH_TOKEN", "t"), ("GITHUB_REPOSITORY", "acme/web"));
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain(
            "notice  RB017 docs/runbooks/a.md:1: owner: unverified (token cannot read org): @acme/web\n");
    }

    [TestMethod]
    public async Task Without_a_token_or_a_name_it_is_not_asked()
    {
        using var repository = new TestRepository().Write("docs/runbooks/a.md", Runbook("@acme/web"));
        repository.Commit();
        (await Tool.RunAsync(repository.Root, "runbooks check --github", ("GH_TOKEN", "t"))).Error.ShouldContain(
            "GITHUB_REPOSITORY");
        var run = await Tool.RunAsync(repository.Root, "runbooks check --github", ("GITHUB_REPOSITORY", "acme/web"));
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("GH_TOKEN");
    }

    private static string Runbook(string owner) => $"---\nrunbook:\n  owner: \"{owner}\"\nreview:\n  by: \"@ana\"\n" +
        "  on: 2026-11-01\n  kind: read\n---\n# A\n";

    /// <summary>
    /// A few addresses of GitHub's API and what they answer; all others answer <see cref="Otherwise"/>.
    /// </summary>
    private sealed class Answers : IDisposable
    {
        private readonly HttpListener listener = new();
        private readonly Dictionary<string, (int Status, string Body)> known;

        public Answers(Dictionary<string, (int Status, string Body)> known)
        {
            this.known = known;
            var port = FreePort();
            Address = $"http://127.0.0.1:{port}";
            listener.Prefixes.Add(Address + "/");
            listener.Start();
            _ = AnswerAsync();
        }

        public string Address { get; }

        public int Otherwise { get; init; } = 404;

        public List<string> Asked { get; } = [];

        public void Dispose() => listener.Close();

        private async Task AnswerAsync()
        {
            while (listener.IsListening)
            {
                HttpListenerContext context;
                try
                {
                    context = await listener.GetContextAsync();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    return;
                }

                Asked.Add(context.Request.RawUrl!);
                var (status, body) = known.GetValueOrDefault(context.Request.RawUrl!, (Otherwise, "{}"));
                context.Response.StatusCode = status;
                if (status != 204) await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
                context.Response.Close();
            }
        }

        private static int FreePort()
        {
            using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
            socket.Start();
            return ((IPEndPoint)socket.LocalEndpoint).Port;
        }
    }
}
