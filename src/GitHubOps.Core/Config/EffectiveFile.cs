using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A line of the effective file.</summary>
/// <param name="Text">YAML, indented.</param>
/// <param name="From">Where its value stands; of a map, where its key does.</param>
/// <param name="IsActive">False: read and checked, and nothing obeys it yet.</param>
public sealed record EffectiveLine(string Text, Place From, bool IsActive);

/// <summary>
/// The effective file as people read it: one key a line, so that each can say where it comes from. Read again, it is
/// the same file.
/// </summary>
public static class EffectiveFile
{
    private const int WidthMax = 100;

    /// <param name="root">What <see cref="PolicyReader.ReadEffective"/> found.</param>
    public static ImmutableArray<EffectiveLine> Print(OpsMap root)
    {
        var lines = ImmutableArray.CreateBuilder<EffectiveLine>();
        PrintMap(root, "", Sections.File, isActive: true, lines);
        return lines.ToImmutable();
    }

    private static void PrintMap(
        OpsMap map, string indent, Shape? shape, bool isActive, ImmutableArray<EffectiveLine>.Builder lines)
    {
        var known = shape as MapShape ?? (shape as EitherShape)?.Choices.OfType<MapShape>().FirstOrDefault();
        foreach (var (key, at, value) in map.Entries)
        {
            var field = known?.Find(key);
            var below = field?.Shape ?? known?.Names?.Value;
            var obeyed = isActive && (field?.IsActive ?? known?.Names?.IsActive ?? true);
            PrintValue($"{indent}{Key(key)}:", at, value, indent, below, obeyed, lines);
        }
    }

    private static void PrintValue(string head, Place at, OpsNode value, string indent, Shape? shape, bool isActive,
        ImmutableArray<EffectiveLine>.Builder lines)
    {
        if (Flow(value) is { } flow && head.Length + flow.Length < WidthMax)
        {
            lines.Add(new EffectiveLine($"{head} {flow}", value is OpsText ? value.At : at, isActive));
            return;
        }

        if (value is OpsText text)
        {
            lines.Add(new EffectiveLine($"{head} {Scalar(text)}", value.At, isActive));
            return;
        }

        lines.Add(new EffectiveLine(head, at, isActive));
        if (value is OpsMap map) PrintMap(map, indent + "  ", shape, isActive, lines);
        else if (value is OpsList list) PrintItems(list, indent + "  ", (shape as ListShape)?.Item, isActive, lines);
    }

    private static void PrintItems(OpsList list, string indent, Shape? shape, bool isActive,
        ImmutableArray<EffectiveLine>.Builder lines)
    {
        foreach (var item in list.Items)
        {
            if (item is OpsText text)
            {
                lines.Add(new EffectiveLine($"{indent}- {Scalar(text)}", item.At, isActive));
                continue;
            }

            if (Flow(item) is { } flow)
            {
                lines.Add(new EffectiveLine($"{indent}- {flow}", item.At, isActive));
                continue;
            }

            var first = lines.Count;
            if (item is OpsMap map) PrintMap(map, indent + "  ", shape, isActive, lines);
            else PrintItems((OpsList)item, indent + "  ", (shape as ListShape)?.Item, isActive, lines);

            // The first line of what stands in the list carries its dash.
            lines[first] = lines[first] with { Text = $"{indent}- {lines[first].Text[(indent.Length + 2)..]}" };
        }
    }

    /// <summary>
    /// A value that fits into a line whatever stands around it: an empty one, or a list of plain words.
    /// </summary>
    private static string? Flow(OpsNode value) => value switch
    {
        OpsMap { Entries: [] } => "{}",
        OpsList list when list.Items.All(item => item is OpsText { Plain: true } text && IsSimple(text.Text)) =>
            $"[{string.Join(", ", list.Items.Cast<OpsText>().Select(text => text.Text))}]",
        _ => null,
    };

    private static string Key(string key) => IsSimple(key) ? key : YamlCharacters.Quoted(key);

    /// <summary>Words without quotes stay so: their meaning may hang on it.</summary>
    private static string Scalar(OpsText text) =>
        text.Plain && !text.Text.Contains('\n', StringComparison.Ordinal)
            ? text.Text : YamlCharacters.Quoted(text.Text);

    private static bool IsSimple(string text) =>
        text.Length > 0 && char.IsAsciiLetterOrDigit(text[0]) && text[^1] != ' '
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '/' or '*' or '%' or '+');
}
