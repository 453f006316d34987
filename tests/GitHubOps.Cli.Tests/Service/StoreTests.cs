using System.Text.Json;
using GitHubOps.Server;

namespace GitHubOps.Cli.Tests;

/// <summary>Somebody makes backups by night, and wants to know by the exit code whether they are any good.</summary>
[TestClass]
public class StoreTests
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("githubops-");

    [TestCleanup]
    public void Remove() => folder.Delete(recursive: true);

    [TestMethod]
    public async Task A_backup_of_the_running_service_is_made_and_found_sound()
    {
        await using var service = await StartAsync();
        var backup = await RunAsync("backup", "--store", "sqlite:" + File("ops.db"), "--to", "backup.db");
        backup.ExitCode.ShouldBe(0, backup.Error);
        backup.Output.ShouldStartWith("The store is sound: schema ");
        (await RunAsync("check", "--store", "sqlite:" + File("backup.db"))).Output.ShouldBe(backup.Output);
        using var json = JsonDocument.Parse(
            (await RunAsync("check", "--store", "sqlite:" + File("ops.db"), "--format", "json")).Output);
        json.RootElement.GetProperty("isSound").GetBoolean().ShouldBeTrue();
    }

    [TestMethod]
    public async Task A_file_that_is_no_store_is_exit_code_1()
    {
        await System.IO.File.WriteAllTextAsync(File("note.db"), new string('x', 10_000));
        var run = await RunAsync("check", "--store", "sqlite:" + File("note.db"));
        run.ExitCode.ShouldBe(1);
        run.Output.ShouldStartWith("The store is damaged.");
    }

    [TestMethod]
    public async Task A_wrong_call_is_exit_code_2_and_makes_nothing()
    {
        (await RunAsync("check")).Error.ShouldContain("--store");
        (await RunAsync("check", "--store", "sqlite:" + File("nowhere.db"))).ExitCode.ShouldBe(2);
        (await RunAsync("check", "--store", "postgres:somewhere")).ExitCode.ShouldBe(2);
        (await RunAsync("backup", "--store", "sqlite:" + File("nowhere.db"), "--to", "backup.db")).ExitCode.ShouldBe(2);
        (await RunAsync("backup", "--store", "sqlite:" + File("nowhere.db"))).ExitCode.ShouldBe(2);
        folder.GetFiles().ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("--keep-bytes", "4")]
    [DataRow("--keep-bytes", "0MB")]
    [DataRow("--keep-bytes", "4KB")]
    [DataRow("--remove-after", "1h")]
    [DataRow("--remove-after", "91d")]
    [DataRow("--remove-after", "soon")]
    public async Task A_bound_that_is_none_stops_the_start_and_names_its_option(string option, string value)
    {
        var run = await Tool.RunAsync(folder.FullName, ["serve", "--app-id", "Iv23", "--private-key", "key.pem",
            "--webhook-secret-file", "secret", "--store", "sqlite:" + File("ops.db"), option, value]);
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(option);
    }

    private string File(string name) => Path.Combine(folder.FullName, name);

    private Task<GitHubOps.Tests.ToolRun> RunAsync(params string[] words) =>
        Tool.RunAsync(folder.FullName, ["store", .. words]);

    private async Task<ServiceHost> StartAsync()
    {
        await System.IO.File.WriteAllTextAsync(File("secret"), "a secret for tests, long enough");
        return await ServiceHost.StartAsync(new ServiceSettings
        {
            ApiUrl = "http://127.0.0.1:1",
            AppId = "Iv23example",
            PrivateKeyFile = File("key.pem"),
            WebhookSecretFiles = [File("secret")],
            Store = "sqlite:" + File("ops.db"),
            Listen = "http://127.0.0.1:0",
            StatusListen = "http://127.0.0.1:0",
            LogsToConsole = false,
        });
    }
}
