using System.Text.Json;
using GitHubOps.Server;
using GitHubOps.Tests;
using Microsoft.Data.Sqlite;

namespace GitHubOps.Cli.Tests;

/// <summary>What the service was told of people stands in its store, and the tool's answers know it.</summary>
[TestClass]
public class StoreShiftsTests
{
    private static readonly string Ide = Checkout.PathTo("docs/examples/acme/ide-extension");

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("githubops-");

    private string Store => Path.Combine(folder.FullName, "ops.db");

    [TestCleanup]
    public void Remove() => folder.Delete(recursive: true);

    [TestMethod]
    public async Task Who_is_away_by_their_own_word_is_passed_over()
    {
        await MakeAsync(
            $"INSERT INTO sayings (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms) VALUES (1, 'ivo', 'Away', 1, {Ms(20)}, {Ms(22)})");
        var run =
            await Tool.RunAsync(Ide,
                $"oncall --rotation oncall --at 2026-11-20T12:00Z --why --store {Store} --repo acme/ide-extension");
        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("- oncall    jun ");
        run.Output.ShouldContain("ivo is passed over: away until ");
        (await Tool.RunAsync(Ide, "oncall --rotation oncall --at 2026-11-20T12:00Z")).Output.ShouldContain(
            "- oncall    ivo ");
    }

    [TestMethod]
    public async Task A_swap_is_in_the_schedule_and_in_both_persons_calendars()
    {
        await MakeAsync(
            $"""
            INSERT INTO swaps (installation_id, rotation, person, instead_of, from_at_ms, to_at_ms, because)
            VALUES (1, 'oncall', 'kat', 'ivo', {Ms(19)}, {Ms(22)}, 'kat has it instead of ivo, as they agreed')
            """);
        const string days = "--rotation oncall --from 2026-11-17T12:00Z --to 2026-11-24T00:00Z";
        var run =
            await Tool.RunAsync(Ide, $"schedule {days} --format json --store sqlite:{Store} --repo acme/ide-extension");
        JsonDocument.Parse(run.Output).RootElement.GetProperty("shifts").EnumerateArray()
            .Select(shift => shift.GetProperty("person").GetString()).ShouldBe(["ivo", "kat", "ivo"], run.ToString());
        var kat =
            await Tool.RunAsync(Ide,
                $"schedule {days} --person kat --format ics --store {Store} --repo acme/ide-extension");
        kat.Output.ShouldContain("DTSTART:20261119T000000Z\r\nDTEND:20261122T000000Z\r\nSUMMARY:oncall: kat\r\n");
    }

    [TestMethod]
    public async Task Everybodys_absence_is_a_gap_before_it_happens()
    {
        await MakeAsync(string.Concat(((string[])["ivo", "kat"]).Select(one =>
            $"INSERT INTO sayings (installation_id, person, kind, said_at_ms, from_at_ms, to_at_ms) VALUES (1, '{one}', 'Away', 1, {Ms(20)}, {Ms(22)});")));
        var run =
            await Tool.RunAsync(Ide,
                $"schedule --rotation release --from 2026-11-17T12:00Z --to 2026-11-30T00:00Z --fail-on gap --store {Store} --repo acme/ide-extension");
        run.ExitCode.ShouldBe(1, run.ToString());
        run.Output.ShouldContain("nobody can receive release\n");
    }

    [TestMethod]
    public async Task The_roster_of_then_counts_for_then()
    {
        await MakeAsync(
            $"""
            INSERT INTO rosters (repo_id, rotation, effective_at_ms, members) VALUES
                (10, 'oncall', 0, 'kat lea'), (10, 'oncall', {Ms(18)}, 'ivo jun kat')
            """);
        var run =
            await Tool.RunAsync(Ide,
                $"oncall --rotation oncall --at 2026-11-03T12:00Z --why --store {Store} --repo acme/ide-extension");
        run.Output.ShouldContain("the roster is kat, lea", Case.Sensitive, run.ToString());
    }

    [TestMethod]
    [DataRow("nowhere.db", "acme/ide-extension", "--store: there is no nowhere.db")]
    [DataRow(null, "acme/other", "--store: it does not know acme/other")]
    public async Task What_is_no_store_of_the_repository_is_refused(string? file, string repo, string why)
    {
        await MakeAsync("SELECT 1");
        var run = await Tool.RunAsync(Ide, $"oncall --store {file ?? Store} --repo {repo}");
        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(why);
    }

    /// <summary>Midnight of a day of November.</summary>
    private static long Ms(int day) =>
        new DateTimeOffset(2026, 11, day, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    private async Task MakeAsync(string sql)
    {
        var secret = Path.Combine(folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, "a secret for tests, long enough");
        await using (await ServiceHost.StartAsync(new ServiceSettings
        {
            ApiUrl = "http://127.0.0.1:1", AppId = "Iv23example",
            PrivateKeyFile = Path.Combine(folder.FullName, "key.pem"),
            WebhookSecretFiles = [secret], Store = "sqlite:" + Store, Listen = "http://127.0.0.1:0",
            StatusListen = "http://127.0.0.1:0", LogsToConsole = false,
        }))
        {
        }

        await using var database = new SqliteConnection($"Data Source={Store};Pooling=False");
        database.Open();
        await using var command = database.CreateCommand();
        command.CommandText =
            "INSERT INTO repositories (repo_id, installation_id, owner, name, node_id, is_private, installed_at_ms, " +
                "setup_state) " +
            $"VALUES (10, 1, 'acme', 'ide-extension', 'R_1', FALSE, 1, 'done'); {sql}";
        command.ExecuteNonQuery();
    }
}
