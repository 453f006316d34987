using System.Collections.Immutable;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitHubOps.Core;

/// <summary>What a text may cost its reader.</summary>
public sealed record YamlLimits(int BytesMax, int DepthMax, int NodesMax)
{
    /// <summary>The limits of a configuration file.</summary>
    public static YamlLimits Config { get; } = new(64 * 1024, 32, 20_000);

    /// <summary>The limits of a runbook's front matter.</summary>
    public static YamlLimits FrontMatter { get; } = new(64 * 1024, 16, 2_000);
}

/// <summary>
/// What was read. <see cref="Root"/> is null for an empty text and where <see cref="Problem"/> says why.
/// </summary>
public sealed record YamlReading(YamlValue? Root, Problem? Problem);

/// <summary>
/// Reads YAML of strangers: one document, bounded in bytes, depth and nodes, without anchors, aliases and tags (a page
/// of aliases grows to gigabytes), and without duplicate keys. Never throws; the first problem ends the reading.
/// </summary>
public static class YamlText
{
    /// <param name="text">The YAML text.</param>
    /// <param name="file">The file's name in problems.</param>
    /// <param name="code">The code of every problem found here.</param>
    /// <param name="limits">What the text may cost.</param>
    /// <param name="linesBefore">Lines of the file that stand before the text (front matter); all places count
    /// them.</param>
    public static YamlReading Read(string text, string? file, string code, YamlLimits limits, int linesBefore = 0)
    {
        if (text.Length > limits.BytesMax || Encoding.UTF8.GetByteCount(text) > limits.BytesMax)
        {
            return new(null,
                Problem.Error(code, $"the text is longer than {limits.BytesMax / 1024} KiB", file, linesBefore + 1, 1,
                "Split it or shorten it."));
        }

        if (YamlCharacters.FirstOdd(text) is { } odd)
            return new(null, At(MarkOf(text, odd.Index), odd.Text, odd.Remedy));
        if (PlainYaml.TryRead(text, limits, linesBefore) is { } plain) return new(plain, null);

        try
        {
            return new(ReadWhole(text, limits, linesBefore), null);
        }
        catch (Refusal refusal)
        {
            return new(null, At(refusal.Mark, refusal.Message, refusal.Remedy));
        }
        catch (YamlException e)
        {
            var (message, remedy) = Plainly(e.Message);
            return new(null, At(IsAboutTabs(e.Message) ? FirstTab(text, e.Start) : e.Start, message, remedy));
        }

        Problem At(Mark mark, string message, string? remedy)
        {
            // The parser's marks may lie one line behind the last one.
            var line = (int)Math.Clamp(mark.Line, 1, CountLines(text));
            return Problem.Error(code, message, file, linesBefore + line, (int)Math.Max(1, mark.Column), remedy);
        }
    }

    /// <summary>By the whole reader alone; throws where <see cref="Read"/> tells.</summary>
    internal static YamlValue? ReadWhole(string text, YamlLimits limits, int linesBefore) =>
        new TreeReader(text, limits, linesBefore).ReadDocument();

    private static Mark MarkOf(string text, int index)
    {
        var before = text.AsSpan(0, index);
        return new Mark(index, before.Count('\n') + 1, index - before.LastIndexOf('\n'));
    }

    private static int CountLines(string text)
    {
        var breaks = text.AsSpan().Count('\n');
        return Math.Max(1, text.EndsWith('\n') ? breaks : breaks + 1);
    }

    /// <summary>Such an error begins, for the parser, where the map begins: lines above the tab.</summary>
    private static bool IsAboutTabs(string message) => message.Contains("tab as indentation", StringComparison.Ordinal);

    private static Mark FirstTab(string text, Mark from)
    {
        var lines = text.Split('\n');
        for (var line = Math.Max(1, from.Line); line <= lines.Length; line++)
        {
            var column = lines[line - 1].AsSpan().IndexOfAnyExcept(' ');
            if (column >= 0 && lines[line - 1][column] == '\t') return new Mark(0, line, column + 1);
        }

        return from;
    }

    /// <summary>The parser's message in our words where we know better, else as a part of a sentence.</summary>
    private static (string Text, string? Remedy) Plainly(string message)
    {
        if (message.Contains("found invalid mapping", StringComparison.Ordinal))
            return ("YAML: mapping values are not allowed here", "Put a value that holds `: ` into quotes.");
        if (IsAboutTabs(message))
            return ("YAML: a tab stands in the indentation", "Indent with spaces.");
        if (message.Contains("cannot start any token", StringComparison.Ordinal))
            return ("YAML: no value can begin with this character", "Put the value into quotes.");
        var text = message.Trim().TrimEnd('.');
        return ($"YAML: {(text.Length == 0 ? "this cannot be read" : char.ToLowerInvariant(text[0]) + text[1..])}",
            null);
    }

#pragma warning disable CA1032, MA0012, RCS1194 // a private way out of the recursion, never seen outside this file
    private sealed class Refusal(Mark mark, string message, string? remedy) : Exception(message)
    {
        public Mark Mark { get; } = mark;

        public string? Remedy { get; } = remedy;
    }
#pragma warning restore CA1032, MA0012, RCS1194

    private sealed class TreeReader(string text, YamlLimits limits, int linesBefore)
    {
        private readonly Parser parser = new(new StringReader(text));
        private int nodes;

        public YamlValue? ReadDocument()
        {
            Next<StreamStart>();
            Advance();
            if (parser.Current is StreamEnd) return null;
            Advance();
            var root = ReadValue(depth: 1);
            Next<DocumentEnd>();
            Advance();
            if (parser.Current is DocumentStart second)
                throw new Refusal(second.Start, "a second YAML document begins here", "Keep one document in a file.");
            return root;
        }

        /// <summary>Reads the value that the parser stands at, and moves behind nothing: the caller advances.</summary>
        private YamlValue ReadValue(int depth)
        {
            var here = parser.Current!;
            if (++nodes > limits.NodesMax)
                throw new Refusal(here.Start, $"more than {limits.NodesMax} values", "Shorten it.");
            if (depth > limits.DepthMax)
                throw new Refusal(here.Start, $"nested deeper than {limits.DepthMax} levels", "Flatten it.");
            RefuseSharing(here);
            return here switch
            {
                Scalar scalar => ReadScalar(scalar),
                SequenceStart => ReadList(here, depth),
                MappingStart => ReadMap(here, depth),
                _ => throw new Refusal(here.Start, "a value was expected here", null),
            };
        }

        private YamlList ReadList(ParsingEvent start, int depth)
        {
            var items = ImmutableArray.CreateBuilder<YamlValue>();
            for (Advance(); parser.Current is not SequenceEnd; Advance()) items.Add(ReadValue(depth + 1));
            return new(items.ToImmutable(), LineOf(start), ColumnOf(start));
        }

        private YamlMap ReadMap(ParsingEvent start, int depth)
        {
            var entries = ImmutableArray.CreateBuilder<YamlEntry>();
            var lineOfKey = new Dictionary<string, int>(StringComparer.Ordinal);
            for (Advance(); parser.Current is not MappingEnd; Advance())
            {
                var at = parser.Current!.Start;
                if (ReadValue(depth + 1) is not YamlScalar key)
                    throw new Refusal(at, "a key must be a single word", "Write `key: value`.");
                if (!lineOfKey.TryAdd(key.Text, key.Line))
                {
                    var first = lineOfKey[key.Text];
                    throw new Refusal(at,
                        $"the key `{Problems.Shown(key.Text)}` stands here for the second time (first " +
                        $"{LinesUp(first, key.Line)})",
                        "Keep one of them.");
                }

                Advance();
                entries.Add(new(key, ReadValue(depth + 1)));
            }

            return new(entries.ToImmutable(), LineOf(start), ColumnOf(start));
        }

        private static string LinesUp(int first, int second) => first == second
            ? "on the same line"
            : second - first == 1 ? "1 line above" : $"{second - first} lines above";

        private YamlScalar ReadScalar(Scalar scalar) =>
            new(scalar.Value, scalar.Style is ScalarStyle.Plain, LineOf(scalar), ColumnOf(scalar));

        private static void RefuseSharing(ParsingEvent here)
        {
            if (here is AnchorAlias)
                throw new Refusal(here.Start, "YAML aliases (`*name`) are not read", "Write the value out.");
            if (here is not NodeEvent node) return;
            if (!node.Anchor.IsEmpty)
                throw new Refusal(here.Start, "YAML anchors (`&name`) are not read", "Write the value out.");
            if (!node.Tag.IsEmpty)
                throw new Refusal(here.Start, "YAML tags (`!name`) are not read", "Put the value into quotes.");
        }

        private void Next<T>()
        {
            Advance();
            if (parser.Current is not T)
                throw new Refusal(parser.Current!.Start, "this is not one YAML document", null);
        }

        private void Advance()
        {
            if (!TryMove()) throw new Refusal(parser.Current?.End ?? Mark.Empty, "the YAML ends too early", null);
        }

        /// <summary>
        /// The parser has texts on which it throws what it does not announce (`...` before a quote is one).
        /// </summary>
        private bool TryMove()
        {
            try
            {
                return parser.MoveNext();
            }
            catch (Exception e) when (e is not YamlException)
            {
                throw new Refusal(parser.Current?.End ?? Mark.Empty, "this is not YAML behind here",
                    "Take away what stands behind here.");
            }
        }

        private int LineOf(ParsingEvent here) => linesBefore + (int)Math.Max(1, here.Start.Line);

        private static int ColumnOf(ParsingEvent here) => (int)Math.Max(1, here.Start.Column);
    }
}
