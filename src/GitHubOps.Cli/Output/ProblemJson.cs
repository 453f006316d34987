using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary>Problems for programs: keys are added, never renamed, within a version.</summary>
internal static class ProblemJson
{
    /// <summary>Letters of every script as they are; no <c>##[</c>, which a runner's log reads as a command.</summary>
    private static readonly JavaScriptEncoder Encoder = Readable();

    /// <param name="subject">What was judged.</param>
    /// <param name="problems">All of them.</param>
    /// <param name="more">Writes further keys; null: there are none.</param>
    public static string Of(
        string subject, ImmutableArray<Problem> problems, Action<Utf8JsonWriter>? more = null) => Write(json =>
    {
        json.WriteString("schema", $"githubops.{subject}/1");
        json.WriteStartObject("counts");
        foreach (var level in Enum.GetValues<ProblemLevel>().Reverse())
            json.WriteNumber(RunbookWords.Of(level) + "s", problems.Count(x => x.Level == level));
        json.WriteEndObject();
        WriteAll(json, "problems", problems);
        more?.Invoke(json);
    });

    /// <summary>One indented object, with a line end.</summary>
    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var text = new StringWriter();
        Write(text, write);
        return text.ToString();
    }

    /// <summary>The same as it is written, for what may be long.</summary>
    public static void Write(TextWriter into, Action<Utf8JsonWriter> write)
    {
        var pieces = new JsonPieces(into);
        var options = new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = Encoder };
        using (var json = new Utf8JsonWriter(pieces, options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        pieces.Empty();
        into.Write('\n');
    }

    public static void WriteAll(Utf8JsonWriter json, string name, IEnumerable<Problem> problems)
    {
        json.WriteStartArray(name);
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            Write(json, problem);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Write(Utf8JsonWriter json, Problem problem)
    {
        json.WriteString("code", problem.Code);
        json.WriteString("level", RunbookWords.Of(problem.Level));
        json.WriteString("text", problem.Text);
        json.WriteString("file", problem.File);
        json.WriteNumber("line", problem.Line);
        json.WriteNumber("column", problem.Column);
        json.WriteString("remedy", problem.Remedy);
    }

    private static JavaScriptEncoder Readable()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters('#', '\u2028', '\u2029');
        return JavaScriptEncoder.Create(settings);
    }
}
