using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>202 means "on the disk", whatever happens to the process afterwards.</summary>
[TestClass]
public class KillTests
{
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

    private static async Task SendUntilDeadAsync(HttpClient client, Uri url, int sender, ConcurrentBag<string> accepted)
    {
        for (var n = 0; ; n++)
        {
            var id = $"{sender}-{n}";
            var body = Encoding.UTF8.GetBytes($$"""{"action":"opened","id":"{{id}}","text":"{{new string('x', 4000)}}"}""");
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add("X-GitHub-Event", "issues");
            request.Headers.Add("X-GitHub-Delivery", id);
            request.Headers.Add(
                "X-Hub-Signature-256", WebhookSignature.Sign(body, Encoding.UTF8.GetBytes(IntakeHost.Secret)));
            try
            {
                using var response = await client.SendAsync(request);
                if ((int)response.StatusCode == 202) accepted.Add(id);
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }
}
