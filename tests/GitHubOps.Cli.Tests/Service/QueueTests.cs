using System.Text.Json;
using GitHubOps.Server;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>The stop button of whoever runs the service.</summary>
[TestClass]
public class QueueTests
{
    [TestMethod]
    public async Task Writing_is_stopped_shown_and_let_go_on()
    {
        using var folder = new DeliveriesTests.Folder();
        await using var service = await DeliveriesTests.StartAsync(folder);
        (await RunAsync(service, "list")).Output.ShouldBe("Nothing waits.\n");
        (await RunAsync(service, "stop", "--all", "--by", "noor")).Output.ShouldBe("Stopped: every repository.\n");
        var listed = await RunAsync(service, "list");
        listed.Output.ShouldMatch(
            "^Writing is stopped in every repository by noor since [0-9T:.Z-]+\\.\nNothing waits\\.\n$");
        using var json = JsonDocument.Parse((await RunAsync(service, "list", "--format", "json")).Output);
        json.RootElement.GetProperty("stops")[0].GetProperty("by").GetString().ShouldBe("noor");
        (await RunAsync(service, "drop", "17", "18", "17")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(1), run => run.Output.ShouldBe("0 of 2 are dropped.\n"));
        (await RunAsync(service, "release", "--all")).Output.ShouldBe("Released: every repository.\n");
        var again = await RunAsync(service, "release", "--all");
        again.ExitCode.ShouldBe(3);
        again.Error.ShouldContain("nothing is stopped");
        (await RunAsync(service, "stop", "acme/none")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(2), run => run.Error.ShouldContain("the App is not on acme/none"));
    }

    [TestMethod]
    [DataRow("stop")]
    [DataRow("release")]
    [DataRow("stop --all acme/app")]
    [DataRow("drop")]
    [DataRow("drop x")]
    public async Task A_wrong_call_is_exit_code_2(string words)
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), "queue " + words);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldStartWith("githubops: ");
    }

    private static Task<ToolRun> RunAsync(ServiceHost service, params string[] words) => Tool.RunAsync(
        Path.GetTempPath(), ["queue", .. words], ("GITHUBOPS_STATUS_LISTEN", service.StatusAddress.ToString()));
}
