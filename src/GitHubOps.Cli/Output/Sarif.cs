using System.Collections.Immutable;
using System.Text.Json;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>
/// Problems as SARIF 2.1.0, as code scanning takes it: one run, a rule for each code, paths from the root.
/// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
/// </summary>
internal static class Sarif
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    public static string Of(ImmutableArray<Problem> problems) => ProblemJson.Write(json =>
    {
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, problems);
        json.WriteStartArray("results");
        foreach (var problem in problems) WriteResult(json, problem);
        json.WriteEndArray();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteTool(Utf8JsonWriter json, ImmutableArray<Problem> problems)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "githubops");
        json.WriteStartArray("rules");
        foreach (var code in problems.Select(x => x.Code).Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", code);
            if (ConfigChecks.All.FirstOrDefault(check => check.Code == code) is { } check)
                WriteMessage(json, "shortDescription", check.Help);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Problem problem)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", problem.Code);
        json.WriteString("level", problem.Level == ProblemLevel.Notice ? "note" : RunbookWords.Of(problem.Level));
        var text = problem.Remedy is null ? problem.Text : $"{problem.Text.TrimEnd('.')}. {problem.Remedy}";
        WriteMessage(json, "message", text);
        if (problem.File is { } file) WriteLocation(json, file, problem);
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, string file, Problem problem)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", string.Join('/', file.Split('/').Select(Uri.EscapeDataString)));
        json.WriteEndObject();
        json.WriteStartObject("region");
        json.WriteNumber("startLine", Math.Max(1, problem.Line));
        json.WriteNumber("startColumn", Math.Max(1, problem.Column));
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
