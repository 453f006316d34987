using System.Net.Sockets;

namespace GitHubOps.Server.Tests;

/// <summary>Requests that no honest client makes: refused, and nobody is harmed.</summary>
[TestClass]
public class HostileRequestTests
{
    private const int Rounds = 8;
    private const int DamagedAtOnce = 50;
    private const int DamagesMax = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    [TestMethod]
    [DataRow("Content-Length: 2", "Content-Length: 3")]
    [DataRow("Content-Length: 2", "Transfer-Encoding: chunked")]
    [DataRow("Transfer-Encoding: chunked", "Content-Length: 2")]
    [DataRow("Transfer-Encoding: identity, chunked", "X-Nothing: 1")]
    public async Task A_request_whose_end_can_be_read_in_two_ways_is_refused(string one, string other)
    {
        await using var intake = await IntakeHost.StartAsync();
        (await intake.RawAsync("{}"u8.ToArray(), one, other)).ShouldStartWith("HTTP/1.1 4");
        (await intake.StoredAsync()).ShouldBe(0);
    }

    /// <summary>
    /// Whatever is done to a request: it is taken, refused as the sender's fault, cut, or waited for.
    /// </summary>
    [TestMethod]
    public async Task No_damage_to_a_request_is_answered_with_a_mistake_of_ours()
    {
        const int seed = 4711;
        var random = new Random(seed);
        await using var intake = await IntakeHost.StartAsync();
        byte[] good = [.. intake.Head("{}"u8, "Content-Length: 2"), .. "{}"u8];
        for (var n = 0; n < Rounds; n++)
        {
            var damaged = Enumerable.Range(0, DamagedAtOnce).Select(_ => Damage(good, random)).ToArray();
            var answers = await Task.WhenAll(damaged.Select(request => AnswerAsync(intake, request)));
            answers.Where(IsOurMistake).ShouldBeEmpty($"round {n} of seed {seed}");
        }

        (await intake.SendAsync("{}", "after")).ShouldBe(202);
    }

    private static async Task<string> AnswerAsync(IntakeHost intake, byte[] request)
    {
        try
        {
            using var limit = new CancellationTokenSource(Patience);
            return await intake.RawAsync(request, limit.Token);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException)
        {
            return "";
        }
    }

    private static byte[] Damage(byte[] good, Random random)
    {
        var bytes = good.ToList();
        for (var n = random.Next(1, DamagesMax); n > 0; n--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes.RemoveAt(at); break;
                case 2: bytes.Insert(at, (byte)random.Next(256)); break;
                default: bytes.InsertRange(at, Enumerable.Repeat((byte)random.Next(1, 127), 9000)); break;
            }
        }

        return [.. bytes];
    }

    private static bool IsOurMistake(string answer) =>
        answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal) &&
        !answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal);
}
