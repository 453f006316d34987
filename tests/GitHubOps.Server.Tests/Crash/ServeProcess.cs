using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary><c>githubops serve</c> in a process of its own, which can die like one.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly ConcurrentQueue<string> output = [];
    private readonly TaskCompletionSource listens = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly Task reading;

    private ServeProcess(Process process)
    {
        this.process = process;
        reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        _ = reading.ContinueWith(_ => listens.TrySetResult(), TaskScheduler.Default);
    }

    /// <summary>Null when it died before it listened.</summary>
    public Uri? WebhookUrl { get; private set; }

    public Uri? StatusUrl { get; private set; }

    public int Id => process.Id;

    public Task Exited => process.WaitForExitAsync();

    public int ExitCode => process.ExitCode;

    /// <summary>What it has printed so far, both streams, line by line.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>Prepares the files that the service is told of.</summary>
    public static void Prepare(TemporaryFolder folder, string secret, string privateKeyPem)
    {
        folder.Write("secret", secret);
        folder.Write("app.pem", privateKeyPem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(
            folder.File("app.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <param name="crashAt">Where it shall die, <c>NAME[:N]</c>; null: nowhere.</param>
    /// <param name="leaseSeconds">How long work is one worker's alone; null: as always.</param>
    /// <param name="database">The store's file; null: in the folder.</param>
    /// <param name="channels">Each as <c>NAME=FILE</c>.</param>
    public static async Task<ServeProcess> StartAsync(
        TemporaryFolder folder, Uri github, string appId, string? crashAt = null, int? leaseSeconds = null,
        string? database = null, params IEnumerable<string> channels)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Tool(), "serve", "--api-url", github.ToString(), "--app-id", appId, "--private-key", folder.File("app.pem"),
            "--webhook-secret-file", folder.File("secret"), "--store", "sqlite:" + (database ?? folder.File("ops.db")),
            "--settle", "0s", "--listen", "http://127.0.0.1:0", "--status-listen", "http://127.0.0.1:0",
            .. channels.SelectMany(channel => (string[])["--channel", channel]),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (crashAt is not null) start.Environment["GITHUBOPS_CRASH_AT"] = crashAt;
        if (leaseSeconds is { } seconds) start.Environment["GITHUBOPS_LEASE_SECONDS"] = $"{seconds}";
        var serve = new ServeProcess(Process.Start(start)!);
        await serve.listens.Task;
        if (serve.StatusUrl is null) serve.WebhookUrl = null;
        return serve;
    }

    /// <summary>Dies at once, as if the power had gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        await reading;
    }

    /// <summary>As <see cref="KillAsync"/>, on the spot; safe to call when it is dead already.</summary>
    public void Kill() => process.Kill();

    /// <summary>Stands still, as in a long pause of the machine under it.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>Asked to stop, as a deployment does.</summary>
    public async Task StopAsync()
    {
        Signal("TERM");
        await process.WaitForExitAsync();
        await reading;
    }

    /// <summary>True once nothing waits any more: nowhere.</summary>
    public async Task<bool> IsQuietAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(StatusUrl));
        return new[] { "inbox", "outbox", "checks" }.All(box => new[] { "new", "ready", "running" }.All(state =>
            !status.RootElement.GetProperty(box).TryGetProperty(state, out var rows) || rows.GetInt64() == 0));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Reads to the end, or the process would stand still at a full pipe.</summary>
    private async Task ReadAsync(StreamReader stream)
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            output.Enqueue(line);
            if (Address(line) is not { } address) continue;
            if (WebhookUrl is null)
            {
                WebhookUrl = address;
            }
            else
            {
                StatusUrl = address;
                listens.TrySetResult();
            }
        }
    }

    private static Uri? Address(string line) =>
        line.StartsWith("githubops ", StringComparison.Ordinal) ? new Uri(
            line[line.IndexOf("http", StringComparison.Ordinal)..]) : null;

    private static string Tool()
    {
        // bin/CONFIGURATION/net10.0 here and there.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Checkout.PathTo("src", "GitHubOps.Cli", "bin", own.Parent!.Name, own.Name, "githubops.dll");
    }
}
