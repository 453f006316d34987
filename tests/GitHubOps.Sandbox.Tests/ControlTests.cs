using System.Text.Json;
using System.Text.Json.Nodes;
using GitHubOps.Tests;

namespace GitHubOps.Sandbox.Tests;

/// <summary>The sandbox driven from outside, by another process.</summary>
[TestClass]
public class ControlTests
{
    private static Task<Reply> ActAsync(TestClient client, object act) =>
        client.SendAsync("POST", "/__sandbox/act", act);

    [TestMethod]
    public async Task A_person_acts_through_the_control_door()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        var opened =
            await ActAsync(acme.Client,
                new { @as = "omar", @do = "open-issue", repo = "acme/kit", title = "It fails" });
        ((int)opened["number"]!).ShouldBe(1);
        await ActAsync(acme.Client, new { @as = "ana", @do = "label", repo = "acme/kit", issue = 1, labels = "bug" });
        var comment =
            await ActAsync(acme.Client,
                new { @as = "omar", @do = "comment", repo = "acme/kit", issue = 1, body = "more" });
        await ActAsync(acme.Client,
            new
            {
                @as = "omar", @do = "edit-comment", repo = "acme/kit", comment_id = (long)comment["id"]!,
                body = "less"
            });
        await ActAsync(acme.Client,
            new { @as = "ana", @do = "close", repo = "acme/kit", issue = 1, reason = "not_planned" });

        var state = await acme.Client.GetAsync("/__sandbox/state");
        var issue = state["repositories"].AsArray().Single(r => (string)r!["name"]! == "acme/kit")!["issues"]![0]!;
        issue["timeline"]!.AsArray().Select(t => (string)t!)
            .ShouldBe(["ana labeled bug", "omar commented", "ana closed not_planned"]);
        ((string)issue["comments"]![0]!["body"]!).ShouldBe("less");
        (await acme.Client.GetAsync("/__sandbox/events")).Json!.AsArray().Count.ShouldBe(acme.Sandbox.Events.Count);
        acme.Sandbox.Ledger.Requests.ShouldBeEmpty("the control door is no part of GitHub");
    }

    [TestMethod]
    public async Task Mistakes_of_the_caller_are_explained()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        foreach (var (act, status, part) in new (object, int, string)[]
        {
            (new { @as = "ana", @do = "dance" }, 400, "open-issue"),
            (new { @as = "ana", @do = "open-issue", repo = "acme/kit" }, 400, "title is missing"),
            (new { @as = "omar", @do = "archive", repo = "acme/kit" }, 403, "admin"),
            (new { @as = "who", @do = "open-issue", repo = "acme/kit", title = "x" }, 404, "who"),
        })
        {
            var reply = await ActAsync(acme.Client, act);
            reply.Status.ShouldBe(status);
            ((string)reply["message"]!).ShouldContain(part);
        }

        (await acme.Client.SendAsync("POST", "/__sandbox/act", "{")).Status.ShouldBe(400);
        (await acme.Client.GetAsync("/__sandbox/nothing")).Status.ShouldBe(404);
    }

    [TestMethod]
    public async Task Faults_and_the_webhook_are_set_through_the_control_door()
    {
        await using var acme = await Acme.StartAsync();
        await using var receiver = await Receiver.StartAsync();
        await acme.Omar.OpenIssueAsync("acme/kit", "It fails");
        await acme.Client.SendAsync("PUT", "/__sandbox/webhook",
            new { url = receiver.Url.ToString(), secret = "sixteen bytes or more" });
        await acme.Client.SendAsync("POST", "/__sandbox/faults",
            new { fault = "fail", status = 503, operation = "issues/add-labels" });
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels",
            new { labels = new[] { "bug" } })).Status.ShouldBe(503);
        (await acme.Client.SendAsync("POST", "/repos/acme/kit/issues/1/labels",
            new { labels = new[] { "bug" } })).Status.ShouldBe(200);
        (await acme.Client.SendAsync("POST", "/__sandbox/wait")).Status.ShouldBe(204);
        receiver.Events.ShouldBe(["issues"]);
        (await acme.Client.GetAsync("/__sandbox/ledger")).Json!.AsArray().Count(r => (int)r!["status"]! == 503)
            .ShouldBe(1);
    }

    [TestMethod]
    public async Task A_process_tells_where_it_is_and_ends_when_asked()
    {
        var folder = Checkout.PathTo("docs", "examples", "acme");
        var key = Path.Combine(Path.GetTempPath(), $"githubops-{Guid.NewGuid():N}.pem");
        using var stop = new CancellationTokenSource();
        using var output = new LineWriter();
        var run = SandboxProcess.RunAsync(
            ["--org", "acme", "--seed", folder, "--members", "ana,ben", "--others", "omar", "--install", "--key-out",
                key], output, stop.Token);
        var line = JsonNode.Parse(await output.FirstLine)!;
        try
        {
            (await File.ReadAllTextAsync(key)).ShouldStartWith("-----BEGIN RSA PRIVATE KEY-----");
            using var http = new HttpClient { BaseAddress = new Uri((string)line["address"]!) };
            var state = JsonNode.Parse(await http.GetStringAsync("/__sandbox/state"))!;
            state["repositories"]!.AsArray().Select(r => (string)r!["name"]!)
                .ShouldBe(Directory.GetDirectories(folder).Select(d => "acme/" + Path.GetFileName(d)),
                    ignoreOrder: true);
        }
        finally
        {
            await stop.CancelAsync();
            File.Delete(key);
        }

        (await run).ShouldBe(0);
        (await SandboxProcess.RunAsync(["--nonsense", "x"], output, CancellationToken.None)).ShouldBe(2);
    }

    [TestMethod]
    public async Task A_world_grows_from_a_folder()
    {
        await using var sandbox = await GitHubSandbox.StartAsync();
        var seed = SandboxSeed.FromFolder("acme", Checkout.PathTo("docs", "examples", "acme")) with
        {
            Members = ["ana", "ben"],
            Others = ["omar"]
        };
        seed.WithRole(RepositoryRole.Write, "ben").Plant(sandbox.World);
        var org = sandbox.World.Repository("acme/.github").ReadFile("ops/org.yml");
        org.ShouldBe(
            await File.ReadAllTextAsync(Checkout.PathTo("docs", "examples", "acme", ".github", "ops", "org.yml")));
        sandbox.World.Repositories.ShouldAllBe(
            r => r.Collaborators[sandbox.World.Account("ben")] == RepositoryRole.Write);
        sandbox.World.Account("acme").Members[sandbox.World.Account("ana")].ShouldBeTrue();
        sandbox.Events.ShouldBeEmpty("nobody was there to be told");
    }

    private sealed class LineWriter : StringWriter
    {
        private readonly TaskCompletionSource<string> _first = new();

        public Task<string> FirstLine => _first.Task;

        public override Task WriteLineAsync(string? value)
        {
            _first.TrySetResult(value ?? "");
            return Task.CompletedTask;
        }
    }
}
