using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>202 means "on the disk", whatever happens to the process afterwards.</summary>
[TestClass]
public class KillTests
{
    private static readonly int Kills = Number("GITHUBOPS_KILLS", otherwise: 4);
    private static readonly int Seed = Number("GITHUBOPS_KILL_SEED", otherwise: 1);

    [TestMethod]
    public async Task What_was_accepted_before_a_kill_is_there_after_it()
    {
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, IntakeHost.Secret, "no key is needed to take in");
        using var serve = await ServeProcess.StartAsync(folder, new Uri("http://127.0.0.1:9"), "nobody");
        var accepted = new ConcurrentBag<string>();
        using var client = new HttpClient();
        var senders = Enumerable.Range(
            0, 16).Select(n => Task.Run(() => SendUntilDeadAsync(client, serve.WebhookUrl!, n, accepted))).ToArray();
        while (accepted.Count < 400 && !senders.Any(sender => sender.IsCompleted)) await Task.Yield();
        await serve.KillAsync();
        await Task.WhenAll(senders);

        using var store = Store.Open("sqlite:" + folder.File("ops.db"));
        var lost = new List<string>();
        foreach (var id in accepted)
            if (await store.FirstBodyAsync(new DeliveryId(id)) is not { } body || !Encoding.UTF8.GetString(
                body).Contains(id, StringComparison.Ordinal)) lost.Add(id);
        accepted.Count.ShouldBeGreaterThanOrEqualTo(400);
        lost.ShouldBeEmpty($"of {accepted.Count} accepted deliveries");
    }

    /// <summary>
    /// Killed again and again while people open issues and GitHub tells some news twice: in the middle of a write, with
    /// GitHub's answer on its way, and anywhere else.
    /// </summary>
    [TestMethod]
    public async Task Kills_under_load_lose_nothing_and_double_nothing()
    {
        var random = new Random(Seed);
        await using var world = await ServedWorld.BeginAsync(Seed, "acme", "globex", "initech", "umbrella");
        world.GitHub.Faults.Deliveries.Double(int.MaxValue, _ => random.Next(3) == 0);
        using var enough = new CancellationTokenSource();
        var people = world.OpenUntilAsync(enough.Token);
        for (var n = 0; n < Kills; n++)
        {
            using var serve = await world.ServeAsync();
            if (n % 2 == 0) await world.AtRequestAsync(random.Next(1, 6), request => request.IsWrite, serve.Kill);
            else await world.AtRequestAsync(random.Next(1, 60), _ => true, serve.Kill);
            await serve.KillAsync();
        }

        var sinceStart = Stopwatch.StartNew();
        using var last = await world.ServeAsync();
        var listens = sinceStart.Elapsed;
        var firstWrite = await world.FirstWriteAsync(sinceStart);
        await enough.CancelAsync();
        await people;
        await world.SettleAsync(last);
        await last.StopAsync();
        var deliveries = world.GitHub.Deliveries;
        Console.WriteLine($"seed {Seed}, {Kills} kills, {world.Issues.Count} issues, {deliveries.Count} deliveries " +
            $"of which {deliveries.Count(delivery => delivery.IsOk)} were accepted; after the last kill it listened " +
            $"in {listens.TotalMilliseconds:F0} ms and wrote in {firstWrite.TotalMilliseconds:F0} ms");
        world.Holds(isRestartedAtOnce: true);
    }

    private static int Number(string variable, int otherwise) => int.TryParse(
        Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var given) ? given : otherwise;

    private static async Task SendUntilDeadAsync(HttpClient client, Uri url, int sender, ConcurrentBag<string> accepted)
    {
        for (var n = 0; ; n++)
        {
            var id = $"{sender}-{n}";

            // An opened issue that is none: a dead letter, whose body is kept.
            var text = new string('x', 4000);
            var body = Encoding.UTF8.GetBytes($$"""{"action":"opened","id":"{{id}}","text":"{{text}}"}""");
            try
            {
                if (await SignedDelivery.SendAsync(client, SignedDelivery.Make(url, body, id)) == 202) accepted.Add(id);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}
