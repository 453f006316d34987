using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace GitHubOps.Tests;

/// <summary>What a tool printed, and how it ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit code {ExitCode}\n{Output}\n{Error}";
}

/// <summary>
/// The conformance tools beside the checkout: small node programs around what GitHub itself publishes. Their modules
/// are found in <c>CONFORMANCE_MODULES</c>, or installed beside the tools.
/// </summary>
internal static class Conformance
{
    /// <summary>
    /// So that a tool that hangs ends: one of them builds the tool from its source, beside other tests.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    public static string? Tools => Checkout.Shared is { } shared ? Path.Combine(shared, "tools") : null;

    public static string? Modules
    {
        get
        {
            var named = Environment.GetEnvironmentVariable("CONFORMANCE_MODULES");
            var path = string.IsNullOrEmpty(named) ? Tools is { } tools ? Path.Combine(tools, "node_modules") : null
                : named;
            return path is not null && Directory.Exists(path) ? path : null;
        }
    }

    /// <summary>Skips the running test where the tools, their modules or node are missing.</summary>
    public static void Need()
    {
        if (Tools is null) Checkout.Skip("the conformance tools are not beside the checkout");
        if (Modules is null) Checkout.Skip("the tools' modules are not installed: see CONFORMANCE_MODULES");
        if (FindNode() is null) Checkout.Skip("node is not installed");
    }

    /// <summary>
    /// Runs a tool to its end: <c>octokit-drive.mjs</c>, <c>graphql-check.mjs</c>, <c>validate-payloads.js</c> …
    /// </summary>
    public static async Task<ToolRun> RunAsync(
        string tool, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(tool, arguments, environment);
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new ToolRun(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{tool} did not end within {Patience.TotalSeconds} s", late);
        }
    }

    internal static Process Start(
        string tool, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(FindNode()!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(Tools!, tool));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["CONFORMANCE_MODULES"] = Modules;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException($"{tool} did not start");
    }

    internal static string? FindNode()
    {
        var names = OperatingSystem.IsWindows() ? ["node.exe"] : (string[])["node", "nodejs"];
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        return folders.SelectMany(f => names.Select(n => Path.Combine(f, n))).FirstOrDefault(File.Exists);
    }
}

/// <summary>
/// One breach of GitHub's published contract. Severity: <c>error</c>, <c>auth</c>, <c>warn</c>, <c>note</c>.
/// </summary>
internal sealed record SpecViolation(string Sev, string? Op, string Req, string Where, string Msg)
{
    public override string ToString() => $"{Sev} {Req} [{Op}] {Where}: {Msg}";
}

/// <summary>
/// A proxy between a client and the sandbox that judges every request and every answer by GitHub's REST description.
/// </summary>
internal sealed class SpecProxy : IAsyncDisposable
{
    private readonly Process _process;
    private readonly HttpClient _http = new();

    private SpecProxy(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<SpecProxy> StartAsync(Uri upstream)
    {
        var process = Conformance.Start(
            "spec-proxy.mjs", ["--upstream", upstream.ToString().TrimEnd('/'), "--listen", "0"]);
        _ = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
        {
            if (!line.StartsWith("spec-proxy on ", StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync();
            return new SpecProxy(process, new Uri(line.Split(' ')[2]));
        }

        throw new InvalidOperationException("spec-proxy ended before it listened");
    }

    /// <summary>
    /// Everything seen so far that breaks the contract; notes and warnings too when they are asked for.
    /// </summary>
    public async Task<IReadOnlyList<SpecViolation>> ReportAsync(bool withWarnings = false)
    {
        var report = await _http.GetFromJsonAsync<Report>(new Uri(Address, "/__spec/report"), Web);
        return [.. report!.Violations.Where(v => withWarnings || v.Sev is "error" or "auth")];
    }

    /// <summary>How many requests went through.</summary>
    public async Task<int> CountAsync() =>
        (await _http.GetFromJsonAsync<Report>(new Uri(Address, "/__spec/report"), Web))!.Exchanges;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private sealed record Report(int Exchanges, SpecViolation[] Violations);
}
