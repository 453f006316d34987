using System.Diagnostics;
using System.Text.Json;
using GitHubOps.Sandbox;
using GitHubOps.Tests;

namespace GitHubOps.Server.Tests;

/// <summary><c>githubops serve</c> in a process of its own, which can die like one.</summary>
internal sealed class ServeProcess : IDisposable
{
    private readonly Process process;

    private ServeProcess(Process process) => this.process = process;

    /// <summary>Null when it died before it listened.</summary>
    public Uri? WebhookUrl { get; private set; }

    public Uri? StatusUrl { get; private set; }

    public Task Exited => process.WaitForExitAsync();

    public int ExitCode => process.ExitCode;

    /// <summary>Prepares the files that the service is told of.</summary>
    public static void Prepare(TemporaryFolder folder, string secret, string privateKeyPem)
    {
        folder.Write("secret", secret);
        folder.Write("app.pem", privateKeyPem);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(
            folder.File("app.pem"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <param name="crashAt">Where it shall die, <c>NAME[:N]</c>; null: nowhere.</param>
    public static async Task<ServeProcess> StartAsync(
        TemporaryFolder folder, Uri github, string appId, string? crashAt = null)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Tool(), "serve", "--api-url", github.ToString(), "--app-id", appId, "--private-key", folder.File("app.pem"),
            "--webhook-secret-file", folder.File(
                "secret"), "--store", "sqlite:" + folder.File("ops.db"), "--settle", "0s",
            "--listen", "http://127.0.0.1:0", "--status-listen", "http://127.0.0.1:0",
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        if (crashAt is not null) start.Environment["GITHUBOPS_CRASH_AT"] = crashAt;
        var serve = new ServeProcess(Process.Start(start)!);
        _ = serve.process.StandardError.ReadToEndAsync();
        await serve.ReadAddressesAsync();
        return serve;
    }

    /// <summary>Dies at once, as if the power had gone.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asked to stop, as a deployment does.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        await kill.WaitForExitAsync();
        await process.WaitForExitAsync();
    }

    /// <summary>True once nothing waits any more: neither in the inbox nor in the outbox.</summary>
    public async Task<bool> IsQuietAsync(HttpClient client)
    {
        using var status = JsonDocument.Parse(await client.GetStringAsync(StatusUrl));
        return new[] { "inbox", "outbox" }.All(box => new[] { "new", "ready", "running" }.All(state =>
            !status.RootElement.GetProperty(box).TryGetProperty(state, out var rows) || rows.GetInt64() == 0));
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private async Task ReadAddressesAsync()
    {
        while (StatusUrl is null && await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Address(line) is not { } address) continue;
            if (WebhookUrl is null) WebhookUrl = address;
            else StatusUrl = address;
        }

        if (StatusUrl is null) WebhookUrl = null;

        // Read on, or the process would stand still at a full pipe.
        else _ = process.StandardOutput.ReadToEndAsync();
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
