using System.Security.Cryptography;
using System.Text;
using Dapper;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>The disk is full, or cannot be written: nothing is promised that is not kept.</summary>
[TestClass]
public class DiskTests
{
    private const int LargeBytes = 60_000;
    private const int SmallBytes = 100;
    private const int SentMax = 2000;

    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [TestMethod]
    public async Task On_a_full_disk_nothing_is_accepted_and_all_is_well_when_there_is_room_again()
    {
        using var disk = SmallDisk.Mount(megabytes: 5);
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, IntakeHost.Secret, "no key is needed to take in");
        var ballast = disk.Ballast(kilobytes: 1500);
        using var serve = await ServeProcess.StartAsync(folder, Nowhere, "nobody", database: disk.File("ops.db"));
        using var client = new HttpClient();
        var accepted = new List<string>();

        foreach (var bytes in (int[])[LargeBytes, SmallBytes])
            while (await SendAsync(client, serve, accepted, bytes) == 202) accepted.Count.ShouldBeLessThan(SentMax);
        (await SendAsync(client, serve, accepted, SmallBytes)).ShouldBe(503);
        using (var ready = await client.GetAsync(new Uri(serve.StatusUrl!, "/readyz")))
            ((int)ready.StatusCode).ShouldBe(503);
        (await client.GetStringAsync(new Uri(serve.StatusUrl!, "/status"))).ShouldContain("full");
        (await client.GetStringAsync(new Uri(serve.StatusUrl!, "/healthz"))).ShouldBe("ok\n");

        File.Delete(ballast);
        (await SendAsync(client, serve, accepted, LargeBytes)).ShouldBe(202);
        var again = await client.GetStringAsync(new Uri(serve.StatusUrl!, "/readyz"));
        again.ShouldContain("\"canStore\": true");
        again.ShouldNotContain("cannot be stored");
        await serve.StopAsync();
        serve.ExitCode.ShouldBe(0);
        await AreThereAsync(disk.File("ops.db"), accepted);
    }

    [TestMethod]
    public async Task A_store_that_cannot_be_written_is_refused_in_one_line()
    {
        using var disk = SmallDisk.Mount(megabytes: 5);
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, IntakeHost.Secret, "no key is needed to take in");
        Store.Open("sqlite:" + disk.File("ops.db")).Dispose();
        disk.Protect();
        using var serve = await ServeProcess.StartAsync(folder, Nowhere, "nobody", database: disk.File("ops.db"));
        await serve.Exited;
        serve.ExitCode.ShouldNotBe(0);
        serve.Output.ShouldHaveSingleItem().ShouldContain("--store");
    }

    /// <summary>
    /// Sends what cannot be compressed, so that the disk fills with it, and cannot be read, so that it is kept.
    /// </summary>
    private static async Task<int> SendAsync(HttpClient client, ServeProcess serve, List<string> accepted, int bytes)
    {
        var id = $"d-{accepted.Count}";
        var noise = Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes));
        var body = Encoding.UTF8.GetBytes($$"""{"action":"opened","id":"{{id}}","noise":"{{noise}}"}""");
        var status = await SignedDelivery.SendAsync(client, SignedDelivery.Make(serve.WebhookUrl!, body, id));
        if (status == 202) accepted.Add(id);
        return status;
    }

    private static async Task AreThereAsync(string database, List<string> accepted)
    {
        using (var raw = Dialect.Parse("sqlite:" + database).Open(true))
            raw.QuerySingle<string>("PRAGMA integrity_check").ShouldBe("ok");
        using var store = Store.Open("sqlite:" + database);
        foreach (var id in accepted)
            Encoding.UTF8.GetString((await store.FirstBodyAsync(new DeliveryId(id)))!).ShouldContain($"\"{id}\"");
    }
}
