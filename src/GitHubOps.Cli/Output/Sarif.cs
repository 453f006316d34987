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

    /// <summary>GitHub takes so many results of a run and refuses more.</summary>
    private const int ResultsMax = 25_000;

    /// <param name="problems">The gravest first: what is beyond GitHub's limit is left out.</param>
    public static string Of(IEnumerable<Problem> problems) => Of([.. problems.Take(ResultsMax)]);

    private static string Of(ImmutableArray<Problem> problems) => ProblemJson.Write(json =>
    {
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, problems);
        json.WriteStartArray("results");
        var before = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var problem in problems) WriteResult(json, problem, before);
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
            if (HelpOf(code) is { } help) WriteMessage(json, "shortDescription", help);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string? HelpOf(string code) =>
        ConfigChecks.All.FirstOrDefault(check => check.Code == code)?.Help
        ?? RunbookRules.All.FirstOrDefault(rule => rule.Codes.Contains(code))?.Help;

    private static void WriteResult(Utf8JsonWriter json, Problem problem, Dictionary<string, int> before)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", problem.Code);
        json.WriteString("level", problem.Level == ProblemLevel.Notice ? "note" : RunbookWords.Of(problem.Level));
        var text = problem.Remedy is null ? problem.Text : $"{problem.Text.TrimEnd('.')}. {problem.Remedy}";
        WriteMessage(json, "message", text);
        if (problem.File is { } file) WriteLocation(json, file, problem);
        // The same finding keeps its alert when lines move and days pass; the second of a kind in a file is another.
        var same = $"{problem.Code}:{problem.File}";
        before[same] = before.GetValueOrDefault(same) + 1;
        json.WriteStartObject("partialFingerprints");
        json.WriteString("codeAndFile/v1", before[same] == 1 ? same : $"{same}:{before[same]}");
        json.WriteEndObject();
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
