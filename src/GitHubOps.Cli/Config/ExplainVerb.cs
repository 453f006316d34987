using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using GitHubOps.Core;

namespace GitHubOps.Cli;

/// <summary><c>githubops explain</c>: what is in force after inheritance, each line with its origin.</summary>
internal sealed class ExplainVerb : Verb
{
    private const int WidthMax = 90;
    private const string NotActive = ", not active yet";

    public override Command Build(Surroundings surroundings)
    {
        var options = new ConfigOptions();
        var format = RunbookOptions.OneOf("--format", "How to print.", "text", "text", "json");
        var section = new Argument<string[]>("SECTION")
        {
            Description = "Only these sections (default: all).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var command = new VerbCommand(
            "explain",
            "Print the effective configuration: for each line, the file and line that it comes from.",
            "githubops explain",
            "githubops explain sla escalate",
            "githubops explain --format json")
        {
            section, format,
        };
        options.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            var place = options.Read(result, surroundings);
            var (effective, problems) = PolicyReader.ReadEffective(ConfigFolder.Read(place));
            if (effective is null)
            {
                await ProblemOutput.WriteAsync("config", problems, "text", surroundings);
                return ExitCodes.Usage;
            }

            var lines = Chosen(EffectiveFile.Lines(effective), result.GetValue(section) ?? []);
            var text = result.GetValue(format) == "json" ? Json(lines) : Text(lines);
            await surroundings.Out.WriteAsync(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
            return ExitCodes.Pass;
        });
        return command;
    }

    private static ImmutableArray<EffectiveLine> Chosen(ImmutableArray<EffectiveLine> lines, string[] sections)
    {
        var there = lines.Select(line => line.Section).ToHashSet();
        foreach (var name in sections.Where(name => !there.Contains(name)))
            throw new UsageException($"the configuration has no section `{Problems.Shown(name)}`; it has " +
                $"{string.Join(", ", there.Order(StringComparer.Ordinal))}");
        return sections.Length == 0 ? lines : [.. lines.Where(line => sections.Contains(line.Section))];
    }

    /// <summary>YAML, with the origins as comments in a column of their own.</summary>
    private static string Text(ImmutableArray<EffectiveLine> lines)
    {
        var width = Math.Min(WidthMax, lines.Max(line => line.Text.Length));
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            var isHead = !line.Text.StartsWith(' ');
            text.Append(line.Text.PadRight(width)).Append("  # ").Append(Problems.ShownPath(line.At.File))
                .Append(':').Append(line.At.Line).Append(isHead && !IsActive(line.Section) ? NotActive : "").Append('\n');
        }

        return text.ToString();
    }

    private static string Json(ImmutableArray<EffectiveLine> lines) => ProblemJson.Write(json =>
    {
        json.WriteString("schema", "githubops.explain/1");
        json.WriteStartArray("lines");
        foreach (var line in lines)
        {
            json.WriteStartObject();
            json.WriteString("text", line.Text);
            json.WriteString("section", line.Section);
            json.WriteBoolean("active", IsActive(line.Section));
            json.WriteString("file", line.At.File);
            json.WriteNumber("line", line.At.Line);
            json.WriteNumber("column", line.At.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static bool IsActive(string section) => OpsSection.All.Any(known => known.Key == section && known.IsActive);
}
