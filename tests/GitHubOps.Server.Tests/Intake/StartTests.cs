using Dapper;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Server.Tests;

/// <summary>Whoever sets the service up wrong reads one line that says what to set.</summary>
[TestClass]
public class StartTests
{
    [TestMethod]
    public async Task Without_a_webhook_secret_it_refuses_to_start() =>
        (await RefusalAsync((settings, _) => settings with { WebhookSecretFiles = [] })).ShouldContain(
            "--webhook-secret-file");

    [TestMethod]
    public async Task A_short_secret_is_refused_and_not_printed()
    {
        var line = await RefusalAsync(
            (settings, folder) => settings with { WebhookSecretFiles = [folder.Write("short", "fifteen bytes..\n")] });
        line.ShouldContain("16");
        line.ShouldNotContain("fifteen");
    }

    [TestMethod]
    public async Task A_secret_file_that_is_not_there_is_named() =>
        (await RefusalAsync((settings,
            folder) => settings with { WebhookSecretFiles = [folder.File("nowhere")] })).ShouldContain("nowhere");

    [TestMethod]
    public async Task The_app_must_be_named() =>
        (await RefusalAsync((settings, _) => settings with { AppId = "" })).ShouldContain("--app-id");

    [TestMethod]
    [DataRow("postgres://somewhere")]
    [DataRow("sqlite:")]
    [DataRow("")]
    public async Task A_store_of_another_form_is_refused(string store) =>
        (await RefusalAsync((settings, _) => settings with { Store = store })).ShouldContain("sqlite:PATH");

    [TestMethod]
    public async Task The_status_page_is_not_opened_to_the_world() =>
        (await RefusalAsync((settings, _) => settings with { StatusListen = "http://0.0.0.0:0" })).ShouldContain(
            "--status-listen");

    [TestMethod]
    public async Task A_second_process_on_the_same_store_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var first = Store.Open("sqlite:" + folder.File("ops.db"));
        var refusal = Should.Throw<CannotStartException>(() => Store.Open("sqlite:" + folder.File("ops.db")));
        OneLine(refusal).ShouldContain("in use");
        await Task.CompletedTask;
    }

    [TestMethod]
    public void A_second_process_by_another_path_to_the_same_file_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        using var folder = new TemporaryFolder();
        using var first = Store.Open("sqlite:" + folder.File("ops.db"));
        File.CreateSymbolicLink(folder.File("link.db"), folder.File("ops.db"));
        File.CreateSymbolicLink(folder.File("link-of-link.db"), "link.db");
        Directory.CreateSymbolicLink(folder.File("folder"), folder.Path);
        string[] roads =
        [
            folder.File("link.db"), folder.File("link-of-link.db"), Path.Combine(folder.File("folder"), "ops.db"),
            Path.GetRelativePath(Environment.CurrentDirectory, folder.File("ops.db")),
        ];
        foreach (var road in roads)
            OneLine(Should.Throw<CannotStartException>(() => Store.Open("sqlite:" + road))).ShouldContain("in use");
    }

    [TestMethod]
    public void A_store_of_a_newer_program_is_refused()
    {
        using var folder = new TemporaryFolder();
        Store.Open("sqlite:" + folder.File("ops.db")).Dispose();
        using (var db = new SqliteConnection($"Data Source={folder.File("ops.db")};Pooling=False"))
        {
            db.Open();
            db.Execute("UPDATE schema_version SET version = 999");
        }

        OneLine(Should.Throw<CannotStartException>(() => Store.Open("sqlite:" + folder.File("ops.db")))).ShouldContain(
            "999");
    }

    [TestMethod]
    public void A_file_that_is_no_database_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("ops.db", new string('x', 10_000));
        OneLine(Should.Throw<CannotStartException>(() => Store.Open("sqlite:" + folder.File("ops.db")))).ShouldContain(
            "backup");
    }

    [TestMethod]
    public void A_refused_store_is_free_for_the_next_try()
    {
        using var folder = new TemporaryFolder();
        folder.Write("ops.db", new string('x', 10_000));
        Should.Throw<CannotStartException>(() => Store.Open("sqlite:" + folder.File("ops.db")));
        File.Delete(folder.File("ops.db"));
        Should.NotThrow(() => Store.Open("sqlite:" + folder.File("ops.db")).Dispose());
    }

    [TestMethod]
    public async Task A_port_in_use_is_one_line()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await RefusalAsync(
            (settings, _) => settings with { Listen = new Uri(intake.Url, "/").ToString() })).ShouldContain("--listen");
    }

    private static async Task<string> RefusalAsync(Func<ServiceSettings, TemporaryFolder, ServiceSettings> change)
    {
        using var folder = new TemporaryFolder();
        var settings = change(IntakeHost.Settings(folder), folder);
        return OneLine(await Should.ThrowAsync<CannotStartException>(() => ServiceHost.StartAsync(settings)));
    }

    private static string OneLine(CannotStartException refusal)
    {
        refusal.Message.ShouldNotContain("\n");
        refusal.Problem.Remedy.ShouldNotBeNullOrEmpty();
        return refusal.Message;
    }
}
