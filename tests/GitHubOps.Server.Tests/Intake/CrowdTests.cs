using System.Net.Sockets;
using System.Text;

namespace GitHubOps.Server.Tests;

/// <summary>However many connections say nothing, or stop half way: who has something to deliver gets in.</summary>
[TestClass]
public class CrowdTests
{
    private const int Silent = 1500;
    private const int PlacesMax = 1000;
    private const int Budget = 100_000;

    private static readonly byte[] Large = Encoding.ASCII.GetBytes(new string(' ', 60_000));
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan GitHubsPatience = TimeSpan.FromSeconds(10);

    [TestMethod]
    public async Task Fifteen_hundred_silent_connections_keep_nobody_out()
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.SendAsync("{}", "before")).ShouldBe(202);
        using var crowd = new Crowd();
        for (var n = 0; n < Silent; n++) await crowd.JoinAsync(intake);
        (await intake.SendAsync("{}", "on-a-connection-that-was-there")).ShouldBe(202);
        using var fresh = new HttpClient { Timeout = GitHubsPatience };
        (await SignedDelivery.SendAsync(fresh, intake.Delivery("{}", "on-a-new-one"))).ShouldBe(202);
        (await fresh.GetStringAsync(new Uri(intake.StatusUrl, "/healthz"))).ShouldBe("ok\n");
        for (var n = 0; n < Silent - PlacesMax; n++)
            (await crowd.ReadAsync(n)).ShouldBe("", $"who came {n + 1}. and said nothing had to go");
        crowd.IsOpen(Silent - 1).ShouldBeTrue("there is room for the last ones");
        (await intake.StoredAsync()).ShouldBe(3);
    }

    [TestMethod]
    public async Task What_half_open_connections_hold_comes_back()
    {
        await using var intake = await IntakeHost.StartAsync(
            (settings, _) => settings with { UnverifiedBytesMax = Budget });
        using var crowd = new Crowd();
        await crowd.JoinAsync(intake, Half(intake));
        (await intake.SendAsync(Delivery(intake, "while-it-is-held"))).ShouldBe(503);
        intake.Time.Advance(TimeSpan.FromSeconds(31));
        (await crowd.ReadAsync(0)).ShouldStartWith("HTTP/1.1 408", customMessage: "GitHub would have hung up by now");
        (await intake.SendAsync(Delivery(intake, "after"))).ShouldBe(202);
        (await intake.StoredAsync()).ShouldBe(1);
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task What_a_sender_held_who_vanished_comes_back(bool rudely)
    {
        await using var intake = await IntakeHost.StartAsync(
            (settings, _) => settings with { UnverifiedBytesMax = Budget });
        using (var crowd = new Crowd())
        {
            await crowd.JoinAsync(intake, Half(intake));
            (await intake.SendAsync(Delivery(intake, "while-it-is-held"))).ShouldBe(503);
            if (rudely) crowd.Reset(0);
        }

        // That it is gone is seen a moment later.
        using var limit = new CancellationTokenSource(Patience);
        while (await intake.SendAsync(Delivery(intake, "after")) == 503) limit.Token.ThrowIfCancellationRequested();
        (await intake.StoredAsync()).ShouldBe(1);
    }

    private static HttpRequestMessage Delivery(IntakeHost intake, string id) =>
        SignedDelivery.Make(intake.Url, Large, id);

    /// <summary>The head of a large delivery and the first part of its body.</summary>
    private static byte[] Half(IntakeHost intake) =>
        [.. intake.Head(Large, $"Content-Length: {Large.Length}", "Expect: 100-continue"), .. Large.AsSpan(0, 1000)];

    /// <summary>Connections that stay open until the test is over.</summary>
    private sealed class Crowd : IDisposable
    {
        private readonly List<Socket> sockets = [];

        public async Task JoinAsync(IntakeHost intake, byte[]? says = null)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            sockets.Add(socket);
            await socket.ConnectAsync(intake.Url.Host, intake.Url.Port);
            if (says is null) return;
            await socket.SendAsync(says);

            // It is said when the body begins to be read.
            (await ReadAsync(sockets.Count - 1)).ShouldStartWith("HTTP/1.1 100");
        }

        /// <summary>What is answered; empty when the connection was closed.</summary>
        public async Task<string> ReadAsync(int which)
        {
            using var limit = new CancellationTokenSource(Patience);
            var answer = new byte[4096];
            try
            {
                return Encoding.ASCII.GetString(answer, 0, await sockets[which].ReceiveAsync(answer, limit.Token));
            }
            catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
            {
                return "";
            }
        }

        public bool IsOpen(int which) => !sockets[which].Poll(0, SelectMode.SelectRead);

        /// <summary>Gone without a word of parting.</summary>
        public void Reset(int which)
        {
            sockets[which].LingerState = new LingerOption(enable: true, seconds: 0);
            sockets[which].Dispose();
        }

        public void Dispose() => sockets.ForEach(socket => socket.Dispose());
    }
}
