using System.Text;
using System.Text.Json;
using GitHubOps.Core;
using GitHubOps.Server;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>Something could not be handled; whoever runs the service looks at it and has it tried again.</summary>
[TestClass]
public class DeliveriesTests
{
    private const string Secret = "a secret for tests, long enough";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TestMethod]
    public async Task A_dead_letter_of_the_running_service_is_listed_shown_and_replayed()
    {
        using var folder = new Folder();
        await using var service = await StartAsync(folder);
        await SendAsync(service, "one", "no JSON at all \u001b[31m");
        var listed = await ListedAsync(service);
        listed.ShouldContain("inbox:1");
        listed.ShouldNotContain("at all", customMessage: "a payload is not shown");
        var shown = await RunAsync(service, "show", "inbox:1");
        shown.ExitCode.ShouldBe(0, shown.Error);
        shown.Output.ShouldContain("one");
        var replayed = await RunAsync(service, "replay", "inbox:1");
        (replayed.ExitCode, replayed.Output).ShouldBe((0, "1 of 1 are tried again.\n"), replayed.Error);

        // It is no JSON still: it dies again, and says when it was tried.
        using var letters = JsonDocument.Parse(await ListedAsync(service, "--format", "json"));
        letters.RootElement.GetProperty("letters")[0].GetProperty("replayedAt").GetString().ShouldNotBeNullOrEmpty();
    }

    [TestMethod]
    public async Task All_are_replayed_and_what_is_no_dead_letter_is_said_with_exit_code_1()
    {
        using var folder = new Folder();
        await using var service = await StartAsync(folder);
        (await RunAsync(service, "list")).Output.ShouldBe("There are no dead letters.\n");
        (await RunAsync(service, "replay", "--all")).Output.ShouldBe("0 of 0 are tried again.\n");
        var run = await RunAsync(service, "replay", "outbox:7");
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldBe("- outbox:7: is no dead letter, or no longer\n0 of 1 are tried again.\n");
        (await RunAsync(service, "show", "outbox:7")).ExitCode.ShouldBe(1);
        using var json = JsonDocument.Parse((await RunAsync(service, "replay", "outbox:7", "--format", "json")).Output);
        json.RootElement.GetProperty("letters")[0].GetProperty("result").GetString().ShouldBe("not-dead");
    }

    [TestMethod]
    [DataRow("list --limit 0")]
    [DataRow("list --limit 10001")]
    [DataRow("list --status-url ftp://127.0.0.1")]
    [DataRow("list --format xml")]
    [DataRow("show attic:1")]
    [DataRow("show inbox:1/../../status")]
    [DataRow("replay")]
    [DataRow("replay --all inbox:1")]
    [DataRow("replay inbox:x")]
    public async Task A_wrong_call_is_exit_code_2(string words)
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), "deliveries " + words);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("githubops: ");
    }

    [TestMethod]
    public async Task Without_a_service_it_is_exit_code_3_and_says_where_it_looked()
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), "deliveries list",
            ("GITHUBOPS_STATUS_LISTEN", "http://127.0.0.1:1"));
        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("http://127.0.0.1:1/");
    }

    private static async Task<string> ListedAsync(ServiceHost service, params string[] words)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var run = await RunAsync(service, ["list", .. words]);
            run.ExitCode.ShouldBe(0, run.Error);
            if (run.Output.Contains("inbox:1", StringComparison.Ordinal)) return run.Output;
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static Task<ToolRun> RunAsync(ServiceHost service, params string[] words) => Tool.RunAsync(
        Path.GetTempPath(), ["deliveries", .. words],
        ("GITHUBOPS_STATUS_LISTEN", service.StatusAddress.ToString()));

    private static async Task SendAsync(ServiceHost service, string id, string body)
    {
        using var http = new HttpClient();
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, service.WebhookUrl);
        request.Content = new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-GitHub-Event", "issues");
        request.Headers.Add("X-GitHub-Delivery", id);
        request.Headers.Add("X-Hub-Signature-256", WebhookSignature.Sign(bytes, Encoding.UTF8.GetBytes(Secret)));
        using var response = await http.SendAsync(request);
        ((int)response.StatusCode).ShouldBe(202);
    }

    internal static Task<ServiceHost> StartAsync(Folder folder) => ServiceHost.StartAsync(new ServiceSettings
    {
        ApiUrl = "http://127.0.0.1:1",
        AppId = "Iv23example",
        PrivateKeyFile = folder.File("key.pem"),
        WebhookSecretFiles = [folder.Write("secret", Secret)],
        Store = "sqlite:" + folder.File("ops.db"),
        Listen = "http://127.0.0.1:0",
        StatusListen = "http://127.0.0.1:0",
        LogsToConsole = false,
    });

    internal sealed class Folder : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("githubops-");

        public string File(string name) => Path.Combine(folder.FullName, name);

        public string Write(string name, string text)
        {
            System.IO.File.WriteAllText(File(name), text);
            return File(name);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
