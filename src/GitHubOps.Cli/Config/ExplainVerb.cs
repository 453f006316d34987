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

            var lines = Chosen(EffectiveFile.Print(effective), result.GetValue(section) ?? []);
            var text = result.GetValue(format) == "json" ? Json(lines) : Text(lines);
            await surroundings.Out.WriteAsync(surroundings.OnActions ? WorkflowCommands.Quoted(text) : text);
            return ExitCodes.Pass;
        });
        return command;
    }

    /// <summary>A line without indentation begins a section.</summary>
    private static ImmutableArray<EffectiveLine> Chosen(ImmutableArray<EffectiveLine> lines, string[] sections)
    {
        var there = lines.Where(IsHead).Select(SectionOf).ToHashSet();
        foreach (var name in sections.Where(name => !there.Contains(name)))
            throw new UsageException($"the configuration has no section `{Problems.Shown(name)}`; it has " +
                $"{string.Join(", ", there.Order(StringComparer.Ordinal))}");
        if (sections.Length == 0) return lines;
        var chosen = ImmutableArray.CreateBuilder<EffectiveLine>();
        var isIn = false;
        foreach (var line in lines)
        {
            if (IsHead(line)) isIn = sections.Contains(SectionOf(line));
            if (isIn) chosen.Add(line);
        }

        return chosen.ToImmutable();
    }

    private static bool IsHead(EffectiveLine line) => !line.Text.StartsWith(' ');

    private static string SectionOf(EffectiveLine line) => line.Text[..line.Text.IndexOf(':')];

    /// <summary>YAML, with the origins as comments in a column of their own.</summary>
    private static string Text(ImmutableArray<EffectiveLine> lines)
    {
        var width = Math.Min(WidthMax, lines.Select(line => line.Text.Length).DefaultIfEmpty().Max());
        var text = new StringBuilder();
        foreach (var line in lines)
            text.Append(line.Text.PadRight(width)).Append("  # ").Append(Problems.ShownPath(line.From.File))
                .Append(':').Append(line.From.Line).Append(line.IsActive ? "" : NotActive).Append('\n');
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
            json.WriteBoolean("active", line.IsActive);
            json.WriteString("file", line.From.File);
            json.WriteNumber("line", line.From.Line);
            json.WriteNumber("column", line.From.Column);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
