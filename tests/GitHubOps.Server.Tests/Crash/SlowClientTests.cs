using System.Globalization;
using System.Net.Sockets;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Server.Tests;

/// <summary>Connections that come slowly, stop half way or never say anything, hundreds at a time.</summary>
[TestClass]
public class SlowClientTests
{
    private const int Idle = 300;
    private const int SlowInHead = 50;
    private const int SlowInBody = 50;
    private const int Cut = 50;
    private const int ThreadsMoreMax = 40;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [TestMethod]
    public async Task Slow_idle_and_cut_connections_hold_nobody_up_and_leave_nothing_behind()
    {
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, IntakeHost.Secret, "no key is needed to take in");
        using var serve = await ServeProcess.StartAsync(folder, new Uri("http://127.0.0.1:9"), "nobody");
        using var client = new HttpClient();
        (await SendAsync(client, serve, "before")).ShouldBe(202);
        var threads = Threads(serve);

        var crowd = new List<TcpClient>();
        for (var n = 0; n < Idle; n++) crowd.Add(await ConnectAsync(serve, ""));
        for (var n = 0; n < Cut; n++) (await ConnectAsync(serve, Head(serve)[..(40 + n)])).Dispose();
        for (var n = 0; n < Cut; n++) (await ConnectAsync(serve, Head(serve) + "\r\n" + new string(' ', n))).Dispose();
        var inHead = new List<TcpClient>();
        for (var n = 0; n < SlowInHead; n++) inHead.Add(await ConnectAsync(serve, Head(serve)));
        var inBody = new List<TcpClient>();
        for (var n = 0; n < SlowInBody; n++) inBody.Add(await ConnectAsync(serve, Head(serve) + "\r\n{"));
        crowd.AddRange(inHead);
        crowd.AddRange(inBody);

        (await SendAsync(client, serve, "meanwhile")).ShouldBe(202);
        (await client.GetStringAsync(new Uri(serve.StatusUrl!, "/healthz"))).ShouldBe("ok\n");
        (Threads(serve) - threads).ShouldBeLessThan(ThreadsMoreMax, $"{crowd.Count} connections hold no threads");

        foreach (var socket in inHead) (await AnswerAsync(socket)).ShouldStartWith("HTTP/1.1 408");
        foreach (var socket in inBody) (await AnswerAsync(socket)).ShouldStartWith("HTTP/1.1 408");
        (await SendAsync(client, serve, "after")).ShouldBe(202);
        crowd.ForEach(socket => socket.Dispose());
        await serve.StopAsync();
        serve.ExitCode.ShouldBe(0);
        using var store = Store.Open("sqlite:" + folder.File("ops.db"));
        var status = await store.StatusAsync(NodaTime.Instant.MaxValue);
        status.Inbox.Values.Sum().ShouldBe(3, "the three whole deliveries");
    }

    private static Task<int> SendAsync(HttpClient client, ServeProcess serve, string id) =>
        SignedDelivery.SendAsync(client, SignedDelivery.Make(serve.WebhookUrl!, "{}"u8.ToArray(), id));

    private static async Task<TcpClient> ConnectAsync(ServeProcess serve, string text)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync(serve.WebhookUrl!.Host, serve.WebhookUrl.Port);
        if (text.Length > 0) await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        return socket;
    }

    /// <summary>Everything but the last empty line.</summary>
    private static string Head(ServeProcess serve) => $"POST {WebhookEndpoint.Path} HTTP/1.1\r\n" +
        $"Host: {serve.WebhookUrl!.Authority}\r\nContent-Type: application/json\r\nX-GitHub-Event: ping\r\n" +
        "X-GitHub-Delivery: slow\r\nX-Hub-Signature-256: " + WebhookSignature.Sign(
            "{"u8, Encoding.UTF8.GetBytes(IntakeHost.Secret)) + "\r\nContent-Length: 5000\r\n";

    private static async Task<string> AnswerAsync(TcpClient socket)
    {
        var answer = new byte[64];
        using var limit = new CancellationTokenSource(Patience);
        var length = await socket.GetStream().ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false, limit.Token);
        return Encoding.ASCII.GetString(answer, 0, length);
    }

    private static int Threads(ServeProcess serve) => int.Parse(
        File.ReadLines($"/proc/{serve.Id}/status").Single(line => line.StartsWith(
            "Threads:", StringComparison.Ordinal)).AsSpan("Threads:".Length).Trim(), CultureInfo.InvariantCulture);
}
