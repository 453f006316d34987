using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace GitHubOps.Benchmarks;

/// <summary>What the generator sends.</summary>
internal sealed record LoadPlan(int Port, string Event)
{
    public double Seconds { get; init; } = double.MaxValue;

    /// <summary>0: as fast as answers come.</summary>
    public int PerSecond { get; init; }

    public int RequestsMax { get; init; } = int.MaxValue;

    public string Secret { get; init; } = Payloads.Secret;
}

/// <summary>What a run of the generator saw. Times are of the answers with the usual status.</summary>
internal sealed record LoadResult(
    double PerSecond, double P50Milliseconds, double P99Milliseconds, double LongestMilliseconds, long Accepted,
    long Unauthorized, long Others, double BodyKilobytes)
{
    public long Answers => Accepted + Unauthorized + Others;
}

/// <summary>
/// Sends signed deliveries over raw sockets. At a rate, the time counts from the moment a delivery was due, so that a
/// stall is not left out of the figures.
/// </summary>
internal sealed class LoadGenerator(LoadPlan plan)
{
    public const int Connections = 64;

    private readonly Payloads.Request[] requests = Payloads.Make(plan);
    private readonly Stopwatch clock = new();
    private readonly TimeSpan until = TimeSpan.FromSeconds(Math.Min(plan.Seconds, 600));
    private int sent;

    public static async Task<int> RunAsync(string plan)
    {
        var result = await new LoadGenerator(JsonSerializer.Deserialize<LoadPlan>(plan)!).RunAsync();
        Console.WriteLine(JsonSerializer.Serialize(result));
        return 0;
    }

    private async Task<LoadResult> RunAsync()
    {
        clock.Start();
        var senders = await Task.WhenAll(Enumerable.Range(0, Connections).Select(n => Task.Run(() => SendAsync(n))));
        var answers = senders.SelectMany(sender => sender).ToArray();
        var times = answers.Select(answer => answer.Milliseconds).ToArray();
        return new LoadResult(
            answers.Length / clock.Elapsed.TotalSeconds, times.At(0.5), times.At(0.99), times.At(1),
            answers.LongCount(answer => answer.Status == 202), answers.LongCount(answer => answer.Status == 401),
            answers.LongCount(answer => answer.Status is not (202 or 401)),
            requests.Average(request => request.BodyBytes) / 1000);
    }

    private async Task<List<(int Status, double Milliseconds)>> SendAsync(int sender)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, plan.Port);
        var (buffer, answer) = (new byte[requests.Max(request => request.Bytes.Length)], new byte[8192]);
        var seen = new List<(int, double)>();
        var due = Due(sender);
        for (var n = sender; clock.Elapsed < until && due < until; n++)
        {
            if (Interlocked.Increment(ref sent) > plan.RequestsMax) break;
            if (due > clock.Elapsed) await Task.Delay(due - clock.Elapsed);
            var from = plan.PerSecond > 0 ? due : clock.Elapsed;
            var length = requests[n % requests.Length].Write(buffer, DeliveryGuid.Next());
            await socket.SendAsync(buffer.AsMemory(0, length));
            seen.Add((await ReadStatusAsync(socket, answer), (clock.Elapsed - from).TotalMilliseconds));
            due += Due(Connections);
        }

        return seen;
    }

    private TimeSpan Due(int request) =>
        TimeSpan.FromSeconds(plan.PerSecond == 0 ? 0 : (double)request / plan.PerSecond);

    /// <summary>Reads one whole answer, which names its length.</summary>
    private static async Task<int> ReadStatusAsync(Socket socket, byte[] answer)
    {
        var (length, end) = (0, -1);
        while (end < 0 || length < end)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            if (read == 0) throw new InvalidOperationException("the connection was closed");
            length += read;
            if (end < 0) end = EndOf(answer.AsSpan(0, length));
        }

        return int.Parse(answer.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    /// <summary>Where the answer ends; -1 while its head is not whole.</summary>
    private static int EndOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        const string name = "Content-Length: ";
        var text = Encoding.ASCII.GetString(answer[..head]);
        var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) throw new InvalidOperationException($"an answer without a length: {text}");
        var digits = text[(at + name.Length)..].Split('\r')[0];
        return head + 4 + int.Parse(digits, CultureInfo.InvariantCulture);
    }
}
