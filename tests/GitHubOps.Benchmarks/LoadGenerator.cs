using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>What a run of the generator saw.</summary>
internal sealed record LoadResult(
    double PerSecond, double P50Milliseconds, double P99Milliseconds, long Others, double BodyKilobytes);

/// <summary>
/// Sends signed deliveries over raw sockets: as fast as answers come (rate 0), or at a rate, where the time counts from
/// the
/// moment a delivery was due, so that a stall is not left out of the figures.
/// </summary>
internal static class LoadGenerator
{
    public const int Connections = 64;

    public static async Task<int> RunAsync(int port, int seconds, int rate, string githubEvent)
    {
        var requests = Payloads.Make(port, githubEvent);
        var clock = Stopwatch.StartNew();
        var until = TimeSpan.FromSeconds(seconds);
        var senders = await Task.WhenAll(Enumerable.Range(0, Connections).Select(n =>
            Task.Run(() => SendAsync(port, requests, n, rate, clock, until))));
        var times = senders.SelectMany(sender => sender.Times).Order().ToArray();
        Console.WriteLine(JsonSerializer.Serialize(new LoadResult(
            times.Length / clock.Elapsed.TotalSeconds,
            times.Length == 0 ? 0 : times[times.Length / 2],
            times.Length == 0 ? 0 : times[times.Length * 99 / 100],
            senders.Sum(sender => sender.Others),
            requests.Average(request => request.BodyBytes) / 1000)));
        return 0;
    }

    private static async Task<(List<double> Times, long Others)> SendAsync(
        int port, Payloads.Request[] requests, int sender, int rate, Stopwatch clock, TimeSpan until)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var (buffer, answer) = (new byte[requests.Max(request => request.Bytes.Length)], new byte[8192]);
        var times = new List<double>();
        var others = 0L;
        var due = TimeSpan.FromSeconds(rate == 0 ? 0 : (double)sender / rate);
        for (var n = sender; clock.Elapsed < until && due < until; n++)
        {
            if (rate > 0 && due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
            var from = rate > 0 ? due : clock.Elapsed;
            var length = requests[n % requests.Length].Write(buffer, Guid.NewGuid());
            await socket.SendAsync(buffer.AsMemory(0, length));
            if (await ReadStatusAsync(socket, answer) == 202) times.Add((clock.Elapsed - from).TotalMilliseconds);
            else others++;
            due += TimeSpan.FromSeconds(rate == 0 ? 0 : (double)Connections / rate);
        }

        return (times, others);
    }

    /// <summary>Both endpoints answer 202 without a body: the head is all there is.</summary>
    private static async Task<int> ReadStatusAsync(Socket socket, byte[] answer)
    {
        var length = 0;
        while (!answer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0) throw new InvalidOperationException("the connection was closed");
            length += read;
        }

        return int.Parse(answer.AsSpan(9, 3));
    }
}
