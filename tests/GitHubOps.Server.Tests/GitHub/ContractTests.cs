using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Sandbox;
using GitHubOps.Tests;
using NodaTime;

namespace GitHubOps.Server.Tests;

/// <summary>What we send and what we are answered, judged by what GitHub itself publishes.</summary>
[TestClass]
public class ContractTests
{
    [TestMethod]
    public void Every_call_of_the_client_is_in_the_list_of_those_that_are_judged() =>
        ClientCalls.InTheCode().ShouldBe(ClientCalls.All.Select(call => (call.Of, call.Name)), ignoreOrder: true);

    [TestMethod]
    public async Task Every_call_in_the_list_keeps_GitHubs_description_in_both_directions()
    {
        Conformance.Need();
        await using var rig = await SandboxRig.StartAsync(withProxy: true);
        rig.Sandbox.App.WebhookUrl = new Uri("http://127.0.0.1:9/nobody");
        await rig.Ana.EditIssueAsync(rig.Issue, title: "A better title");
        await rig.Sandbox.WhenDeliveredAsync();
        foreach (var call in ClientCalls.All)
        {
            var before = rig.Sandbox.Ledger.Requests.Count;
            await call.Drive(rig);
            var isKept = call.Name is nameof(GitHubClient.GetAppAsync) or nameof(GitHubClient.GetPersonAsync);
            if (!isKept) rig.Sandbox.Ledger.Requests.Count.ShouldBeGreaterThan(before, $"{call.Name} asks nothing");
            rig.PassASecond();
        }

        await IsJudgedWellAsync(rig.Proxy!, rig.Sandbox);
        rig.Sandbox.Ledger.PaceViolations.ShouldBeEmpty();
    }

    [TestMethod]
    public async Task The_service_keeps_GitHubs_description_by_either_road_in_recovery_and_in_a_sweep()
    {
        Conformance.Need();
        await using var road = await Road.BeginAsync(withProxy: true);
        var issue = await road.OpenFormAsync();
        await road.RunAsync(Duration.FromMinutes(1));
        (await road.OurCommentsAsync(issue)).Count.ShouldBe(1);
        await road.GitHub.As("ana").AddLabelAsync(issue, "area/dashboards");
        await road.GitHub.As("ben").CommentAsync(issue, "I look at it.");

        // Without GraphQL; then away for a while.
        road.GitHub.Faults.Fail(1, 404, request => request.Operation == "graphql");
        await road.OpenFormAsync("Broken too");
        await road.RunAsync(Duration.FromMinutes(1));
        await road.StopAsync();
        await road.OpenFormAsync("While you were away");
        await road.GitHub.WhenDeliveredAsync();
        road.Time.Advance(TimeSpan.FromMinutes(30));
        await road.StartAsync();
        await road.RunAsync(Duration.FromMinutes(1));

        // Then what nobody told of: found by a sweep, and by the daily comparison.
        road.GitHub.Faults.Deliveries.Lose(int.MaxValue, happened => happened.Name == "issues");
        await road.OpenFormAsync("Unheard of");
        await road.RunAsync(Duration.FromMinutes(70));
        await road.GitHub.As("ana").RemoveLabelAsync(issue, "sev/s2");
        await road.RunAsync(Duration.FromHours(25));
        road.GitHub.Ledger.Requests.ShouldContain(request => request.Path.Contains("since=", StringComparison.Ordinal));

        foreach (var one in road.GitHub.World.Repository(Road.Repo).Issues.Values)
            (await road.OurCommentsAsync(one)).Count.ShouldBe(1, one.ToString());
        await IsJudgedWellAsync(road.Proxy!, road.GitHub);
        await AreValidAsync(road.GitHub.Ledger.Requests.Where(request => request.Operation == "graphql")
            .Select(request => request.Body));
    }

    [TestMethod]
    public async Task Every_document_that_can_be_written_is_valid_in_GitHubs_schema()
    {
        Conformance.Need();
        string[] none = [], one = ["X_1"], two = ["X_1", "X_2"];
        var documents =
            from labels in new[] { none, one, two }
            from unlabels in new[] { none, two }
            from joining in new[] { none, one }
            from leaving in new[] { none, two }
            from comment in new[] { (null, null), ("Hello", null), ("Hello", "IC_1") }
            from agrees in new bool?[] { null, true, false }
            let document = IssueDocument.Build(new IssueDocumentParts(
                "I_1", labels, unlabels, joining, leaving, comment.Item1, comment.Item2)
            {
                Reaction = agrees is { } agreed ? new CommentReaction(new CommentHandle(1, "IC_2"), agreed) : null,
            })
            where !document.IsEmpty
            select Encoding.UTF8.GetString(document.ToJson());
        await AreValidAsync([.. documents, .. await LabelDocumentsAsync()]);
    }

    /// <summary>As they leave the client: for two labels, and for more than one document holds.</summary>
    private static async Task<IEnumerable<string>> LabelDocumentsAsync()
    {
        await using var rig = await SandboxRig.StartAsync();
        foreach (var count in (int[])[2, 45])
        {
            var specs = Enumerable.Range(0, count).Select(n => new LabelSpec($"of-{count}/{n}", "0e8a16", "A"));
            await rig.Access.Writer.EnsureLabelsAsync(rig.Installation, rig.Kit, [.. specs], default);
            rig.PassASecond();
        }

        return [.. rig.Sandbox.Ledger.Requests.Where(r => r.Operation == "graphql").Select(r => r.Body)];
    }

    private static async Task AreValidAsync(IEnumerable<string> requests)
    {
        var lines = requests.Select(body => JsonSerializer.Serialize(JsonDocument.Parse(body).RootElement)).ToList();
        lines.ShouldNotBeEmpty();
        using var folder = new TemporaryFolder();
        var run = await Conformance.RunAsync("graphql-check.mjs",
            ["--deprecated", folder.Write("sent.jsonl", string.Join('\n', lines))]);
        run.Output.ShouldContain($"documents {lines.Count}, errors 0");
    }

    /// <summary>
    /// Notes are GitHub's own loose ends. The age of a token is judged by the real time, not by a test's.
    /// </summary>
    private static async Task IsJudgedWellAsync(SpecProxy proxy, GitHubSandbox sandbox)
    {
        var found = await proxy.ReportAsync(withWarnings: true);
        found.Where(v => v.Sev is not "note" && v.Where is not ("jwt.exp" or "jwt.iat")).ShouldBeEmpty();
        (await proxy.CountAsync()).ShouldBeGreaterThan(25);
        sandbox.Ledger.Unsupported.ShouldBeEmpty();
    }
}
