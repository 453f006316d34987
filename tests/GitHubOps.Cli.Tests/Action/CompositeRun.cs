using System.Text.Json;
using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

/// <summary>What a composite Action did on the stand-in of a runner.</summary>
internal sealed class CompositeRun
{
    private readonly JsonElement result;

    private CompositeRun(JsonElement result, string log) => (this.result, Log) = (result, log);

    public string Log { get; }

    public bool Ok => result.GetProperty("ok").GetBoolean();

    public string Summary => result.GetProperty("summary").GetString()!;

    public IReadOnlyList<string> Warnings =>
        [.. result.GetProperty("warnings").EnumerateArray().Select(x => x.GetString()!)];

    /// <summary>
    /// Our own annotations as <c>level file:line : message</c>; the runner's word about the exit code is left out.
    /// </summary>
    public IReadOnlyList<string> Annotations =>
    [
        .. result.GetProperty("annotations").EnumerateArray().Where(x => !x.TryGetProperty("runner", out _)).Select(x =>
            $"{Text(x, "level")} {(Text(x, "file") is { Length: > 0 } file ? $"{file}:{Text(x, "line")} " : "")}: " +
            $"{Text(x, "message")}"),
    ];

    /// <summary>The kinds of workflow commands that the runner carried out.</summary>
    public IReadOnlyList<string> Commands =>
        [.. result.GetProperty("steps").EnumerateArray().SelectMany(x => x.GetProperty("commands").EnumerateObject())
            .Select(x => x.Name).Distinct()];

    public string? Output(string name) =>
        result.GetProperty("outputs").TryGetProperty(name, out var value) ? value.GetString() : null;

    public override string ToString() => $"{result}\n{Log}";

    public static async Task<CompositeRun> StartAsync(string action, string workspace, string context, string payload,
        params string[] inputs)
    {
        var folder = Directory.CreateTempSubdirectory("githubops-run-").FullName;
        try
        {
            string File(string name, string text)
            {
                System.IO.File.WriteAllText(Path.Combine(folder, name), text);
                return Path.Combine(folder, name);
            }

            string[] words =
            [
                action, "--workspace", workspace, "--github", File("github.json", context), "--event",
                    File("event.json", payload),
                "--json", Path.Combine(folder, "out.json"), "--input", "today=2026-11-20",
                .. inputs.SelectMany(x => new[] { "--input", x }),
            ];
            var run = await Conformance.RunAsync("run-composite.mjs", words);
            using var json = JsonDocument.Parse(
                await System.IO.File.ReadAllTextAsync(Path.Combine(folder, "out.json")));
            return new(json.RootElement.Clone(), run.Error);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(JsonElement at, string name) =>
        at.TryGetProperty(name, out var value) ? value.ToString() : "";
}
