using System.Diagnostics;
using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary>202 means that the disk has said "written", not the operating system.</summary>
[TestClass]
public class FlushTests
{
    private const int Deliveries = 5;

    /// <summary>The system's own record of the calls: asked, written, flushed, answered, in this order.</summary>
    [TestMethod]
    public async Task The_disk_is_flushed_before_a_delivery_is_accepted()
    {
        using var folder = new TemporaryFolder();
        ServeProcess.Prepare(folder, IntakeHost.Secret, "no key is needed to take in");
        using var serve = await ServeProcess.StartAsync(folder, new Uri("http://127.0.0.1:9"), "nobody");
        using var trace = await WatchAsync(serve, folder.File("trace"));
        using var client = new HttpClient();
        for (var n = 0; n < Deliveries; n++)
            (await SignedDelivery.SendAsync(client, SignedDelivery.Make(
                serve.WebhookUrl!, Encoding.UTF8.GetBytes($$"""{"n":{{n}}}"""), $"flush-{n}"))).ShouldBe(202);
        await serve.StopAsync();
        await trace.WaitForExitAsync();

        var calls = new Queue<string>(await File.ReadAllLinesAsync(folder.File("trace")));
        for (var n = 0; n < Deliveries; n++)
        {
            Find(calls, "the delivery comes in", call => call.Contains("POST /api/github", StringComparison.Ordinal));
            Find(calls, "it is written", call => call.Contains("pwrite64(", StringComparison.Ordinal) &&
                call.Contains("ops.db-wal>", StringComparison.Ordinal));
            FindBeforeAnswer(calls, "it is flushed", IsFlushed);
            Find(calls, "it is answered", IsAnswer);
        }
    }

    private static bool IsFlushed(string call) => call.Contains("sync", StringComparison.Ordinal) && call.EndsWith(
        "= 0", StringComparison.Ordinal) && (call.Contains("ops.db-wal>", StringComparison.Ordinal) ||
        call.Contains("sync resumed>", StringComparison.Ordinal));

    private static bool IsAnswer(string call) => call.Contains("HTTP/1.1 202", StringComparison.Ordinal);

    private static void Find(Queue<string> calls, string what, Func<string, bool> wanted)
    {
        while (calls.TryDequeue(out var call))
            if (wanted(call)) return;
        Assert.Fail($"the trace ended before {what}");
    }

    private static void FindBeforeAnswer(Queue<string> calls, string what, Func<string, bool> wanted) =>
        Find(calls, what, call =>
        {
            IsAnswer(call).ShouldBeFalse($"answered before {what}");
            return wanted(call);
        });

    private static async Task<Process> WatchAsync(ServeProcess serve, string file)
    {
        var start = new ProcessStartInfo("strace",
        [
            "-f", "-y", "-s", "64", "-o", file, "-p", $"{serve.Id}",
            "-e", "trace=fsync,fdatasync,pwrite64,recvmsg,recvfrom,sendmsg,sendto,read,write",
        ])
        { RedirectStandardError = true, UseShellExecute = false };
        try
        {
            var trace = Process.Start(start)!;

            // "attached with N threads" is said when all of them are watched.
            var said = await trace.StandardError.ReadLineAsync();
            _ = trace.StandardError.ReadToEndAsync();
            if (said?.Contains("attached", StringComparison.Ordinal) == true) return trace;
            trace.Dispose();
            Checkout.Skip($"system calls cannot be watched: {said}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Checkout.Skip("strace is not installed");
        }

        throw new InvalidOperationException("a skipped test does not go on");
    }
}
