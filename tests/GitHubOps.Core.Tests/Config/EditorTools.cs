using System.Diagnostics;
using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>What editors make of the schema: the programs of <c>tests/editor</c>, with their modules.</summary>
internal static class EditorTools
{
    public static readonly string Schema = Checkout.PathTo("docs", "ops.schema.json");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly string Folder = Checkout.PathTo("tests", "editor");

    /// <summary>Skips the running test where node or the modules are missing.</summary>
    public static void Need()
    {
        if (Conformance.FindNode() is null) Checkout.Skip("node is not installed");
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            Checkout.Skip("run `npm ci` in tests/editor for what editors need");
    }

    /// <summary>What the schema refuses in each text; none: the text is right.</summary>
    public static async Task<string[][]> ValidateAsync(IReadOnlyList<string> texts) =>
        JsonSerializer.Deserialize<string[][]>(await RunAsync("validate.mjs", new { schema = Schema, files = texts }))!;

    /// <summary>What the language server says of a text. Positions count from 0.</summary>
    public static async Task<EditorAnswer> EditAsync(
        string text, (int Line, int Character)[] completions, (int Line, int Character)[] hovers) =>
        JsonSerializer.Deserialize<EditorAnswer>(
            await RunAsync("editor.mjs", new
            {
                schema = Schema,
                text,
                completions = completions.Select(at => new { line = at.Line, character = at.Character }),
                hovers = hovers.Select(at => new { line = at.Line, character = at.Character }),
            }),
            JsonSerializerOptions.Web)!;

    private static async Task<string> RunAsync(string program, object input)
    {
        var start = new ProcessStartInfo(Conformance.FindNode()!)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(Path.Combine(Folder, program));
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        try
        {
            await process.StandardInput.WriteAsync(JsonSerializer.Serialize(input).AsMemory(), limit.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException late)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} did not end within {Patience.TotalSeconds} s", late);
        }

        process.ExitCode.ShouldBe(0, await error);
        return await output;
    }
}

/// <param name="Diagnostics">Line counted from 1, and what is wrong there.</param>
/// <param name="Completions">What is offered at each place that was asked for.</param>
/// <param name="Hovers">What is shown at each place that was asked for.</param>
internal sealed record EditorAnswer(EditorDiagnostic[] Diagnostics, string[][] Completions, string[] Hovers);

internal sealed record EditorDiagnostic(int Line, string Message);
