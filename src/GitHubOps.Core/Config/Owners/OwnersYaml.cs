using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitHubOps.Core;

/// <summary>What YAML 1.1 sees in a value that stands without quotes.</summary>
internal enum OwnersKind
{
    Null,
    Boolean,
    Number,
    Text,
    List,
    Map,
}

internal sealed record OwnersNode(OwnersKind Kind, string Text, int Line, int Column)
{
    public List<OwnersNode> Items { get; init; } = [];

    /// <summary>In file order; a key that stands twice counts where it stands last.</summary>
    public List<(string Key, OwnersNode Value)> Entries { get; init; } = [];

    public bool IsTrue =>
        Kind == OwnersKind.Boolean && Text[0] is 't' or 'T' or 'y' or 'Y' or 'o' or 'O'
        && !Text.EndsWith("ff", StringComparison.OrdinalIgnoreCase);
}

/// <summary>
/// Reads YAML the way OWNERS files are read elsewhere: YAML 1.1 booleans, the last of two equal keys wins, only the
/// first document counts, anchors are allowed but bounded after expansion. Never throws.
/// </summary>
internal static class OwnersYaml
{
    public const int TextMax = 512 * 1024;
    public const int NodesMax = 20_000;
    public const int SharedNodesMax = 1_000;
    public const int DepthMax = 32;

    /// <summary>Null with no problem: the text holds no document.</summary>
    public static (OwnersNode? Root, Problem? Problem) Read(string text, string file)
    {
        if (text.Length > TextMax) return (null, At(1, 1, $"the file is longer than {TextMax / 1024} KiB"));
        try
        {
            return (new TreeReader(text.TrimStart('\uFEFF')).ReadFirstDocument(), null);
        }
        catch (YamlException e)
        {
            return (null, At((int)e.Start.Line, (int)e.Start.Column, $"YAML: {e.Message.Trim().TrimEnd('.')}"));
        }
        catch (Exception e) when (
            e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            // The parser has texts on which it throws what it does not announce.
            return (null, At(1, 1, "this is not YAML"));
        }

        Problem At(int line, int column, string message) => Problem.Warning(
            ProblemCodes.Owners, $"{message}; the whole file counts as absent", file,
            Math.Clamp(line, 1, text.AsSpan().Count('\n') + 1), Math.Max(1, column), "Correct the line.");
    }

    /// <summary>What a word without quotes is, by YAML 1.1 as Go's reader has it.</summary>
    public static OwnersKind KindOf(string word) => word switch
    {
        "" or "~" or "null" or "Null" or "NULL" => OwnersKind.Null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" =>
            OwnersKind.Boolean,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" =>
            OwnersKind.Boolean,
        ".nan" or ".NaN" or ".NAN" or ".inf" or ".Inf" or ".INF" or "+.inf" or "-.inf" => OwnersKind.Number,
        _ => IsNumber(word) ? OwnersKind.Number : OwnersKind.Text,
    };

    private static bool IsNumber(string word)
    {
        var digits = word.Replace("_", "", StringComparison.Ordinal);
        if (digits.Length == 0 || !(char.IsAsciiDigit(digits[0]) || digits[0] is '+' or '-' or '.')) return false;
        var unsigned = digits[0] is '+' or '-' ? digits[1..] : digits;
        if (unsigned.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return unsigned.Length > 2 && unsigned[2..].All(char.IsAsciiHexDigit);
        if (unsigned.StartsWith("0b", StringComparison.OrdinalIgnoreCase))
            return unsigned.Length > 2 && unsigned[2..].All(c => c is '0' or '1');
        if (unsigned.StartsWith("0o", StringComparison.OrdinalIgnoreCase))
            return unsigned.Length > 2 && unsigned[2..].All(c => c is >= '0' and <= '7');
        return unsigned.Length > 0 && unsigned.Any(char.IsAsciiDigit)
            && char.IsAsciiDigit(unsigned.TrimStart('.').FirstOrDefault()) &&
            double.TryParse(unsigned, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture, out _);
    }

    private sealed class TreeReader(string text)
    {
        private readonly Parser parser = new(new StringReader(text));
        private readonly Dictionary<AnchorName, OwnersNode> anchors = [];
        private int nodes;
        private int sharedNodes;

        public OwnersNode? ReadFirstDocument()
        {
            parser.MoveNext();
            parser.MoveNext();
            if (parser.Current is not DocumentStart) return null;
            parser.MoveNext();
            return ReadValue(1);
        }

        private OwnersNode ReadValue(int depth)
        {
            var here = parser.Current ?? throw new YamlException("the YAML ends too early");
            if (++nodes > NodesMax) throw Refuse(here, $"more than {NodesMax} values");
            if (depth > DepthMax) throw Refuse(here, $"nested deeper than {DepthMax} levels");
            if (here is AnchorAlias alias) return Shared(alias);
            var node = here switch
            {
                Scalar scalar => ReadScalar(scalar),
                SequenceStart => ReadList(here, depth),
                MappingStart => ReadMap(here, depth),
                _ => throw Refuse(here, "a value was expected here"),
            };
            if (here is NodeEvent { Anchor.IsEmpty: false } anchored) anchors[anchored.Anchor] = node;
            return node;
        }

        private OwnersNode Shared(AnchorAlias alias)
        {
            if (!anchors.TryGetValue(alias.Value, out var node)) throw Refuse(alias, "this alias names no anchor");
            sharedNodes += Count(node);
            return sharedNodes <= SharedNodesMax ? node
                : throw Refuse(alias, $"aliases expand to more than {SharedNodesMax} values");
        }

        private static int Count(OwnersNode node) =>
            1 + node.Items.Sum(Count) + node.Entries.Sum(entry => 1 + Count(entry.Value));

        private static OwnersNode ReadScalar(Scalar scalar)
        {
            var kind = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty ? KindOf(scalar.Value) : OwnersKind.Text;
            return new OwnersNode(kind, scalar.Value, (int)scalar.Start.Line, (int)scalar.Start.Column);
        }

        private OwnersNode ReadList(ParsingEvent start, int depth)
        {
            var list = new OwnersNode(OwnersKind.List, "", (int)start.Start.Line, (int)start.Start.Column);
            for (Advance(); parser.Current is not SequenceEnd; Advance()) list.Items.Add(ReadValue(depth + 1));
            return list;
        }

        private OwnersNode ReadMap(ParsingEvent start, int depth)
        {
            var map = new OwnersNode(OwnersKind.Map, "", (int)start.Start.Line, (int)start.Start.Column);
            var places = new Dictionary<string, int>(StringComparer.Ordinal);
            for (Advance(); parser.Current is not MappingEnd; Advance())
            {
                var key = ReadValue(depth + 1);
                if (key.Kind is OwnersKind.List or OwnersKind.Map) throw Refuse(parser.Current!,
                    "a key must be a single word");
                Advance();
                var value = ReadValue(depth + 1);
                if (key.Text == "<<" && value.Kind is OwnersKind.Map or OwnersKind.List)
                    foreach (var (name, shared) in Merged(value)) Put(name, shared);
                else Put(key.Text, value);
            }

            return map;

            void Put(string key, OwnersNode value)
            {
                if (places.TryAdd(key, map.Entries.Count)) map.Entries.Add((key, value));
                else map.Entries[places[key]] = (key, value);
            }
        }

        /// <summary>What <c>&lt;&lt;</c> brings in; of several maps the first wins.</summary>
        private static IEnumerable<(string Key, OwnersNode Value)> Merged(OwnersNode value) =>
            value.Kind == OwnersKind.Map
            ? value.Entries
            : Enumerable.Reverse(value.Items).SelectMany(item => item.Entries);

        private void Advance()
        {
            if (!parser.MoveNext()) throw new YamlException("the YAML ends too early");
        }

        private static YamlException Refuse(ParsingEvent here, string message) => new(here.Start, here.End, message);
    }
}
