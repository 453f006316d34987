using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace GitHubOps.Core;

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

    /// <summary>
    /// The first document; null where there is none. False: the text cannot be read, which is told, and the file counts
    /// as absent.
    /// </summary>
    public static bool TryRead(string text, string file, ProblemList problems, out OwnersNode? root)
    {
        root = null;
        if (text.Length > TextMax) return Refuse(1, 1, $"the file is longer than {TextMax / 1024} KiB");
        if (YamlCharacters.FirstControl(text) is { } control)
            return Refuse(text.AsSpan(0, control).Count('\n') + 1, control - text.LastIndexOf('\n', control),
                $"YAML: the character U+{(int)text[control]:X4} cannot stand here");
        var places = new OwnersLines(text);
        try
        {
            var reader = new TreeReader(text.TrimStart('\uFEFF'), file, places, problems);
            root = reader.ReadFirstDocument();
            return true;
        }
        catch (YamlException e)
        {
            return Refuse(places.Of(e.Start), (int)e.Start.Column, $"YAML: {e.Message.Trim().TrimEnd('.')}");
        }
        catch (Exception e) when (
            e is ArgumentException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            // The parser has texts on which it throws what it does not announce.
            return Refuse(1, 1, "this is not YAML");
        }

        bool Refuse(int line, int column, string message)
        {
            var lines = text.AsSpan().Count('\n') + 1;
            problems.Warning(
                ProblemCodes.Owners, new Place(file, Math.Clamp(line, 1, lines), Math.Max(1, column)),
                $"{message}; the whole file counts as absent", "Correct the line.");
            return false;
        }
    }

    /// <summary>
    /// The place where a second document begins that holds something: nobody reads it. Null where there is none.
    /// </summary>
    public static Place? SecondDocument(string text, string file)
    {
        if (!text.Contains("\n---", StringComparison.Ordinal)) return null;
        try
        {
            var parser = new Parser(new StringReader(text.TrimStart('\uFEFF')));
            for (var documents = 0; parser.MoveNext();)
            {
                if (parser.Current is not DocumentStart start || ++documents < 2) continue;
                return parser.MoveNext() && parser.Current is not Scalar { Value.Length: 0 }
                    ? new Place(file, new OwnersLines(text).Of(start.Start), (int)start.Start.Column) : null;
            }
        }
        catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException
            or IndexOutOfRangeException or FormatException)
        {
            // What nobody reads may be no YAML.
        }

        return null;
    }

    private sealed class TreeReader(string text, string file, OwnersLines places, ProblemList problems)
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
            if (parser.Current is { } first) RefuseTabBefore(first);
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

        private OwnersNode ReadScalar(Scalar scalar)
        {
            var kind = scalar.Style == ScalarStyle.Plain && scalar.Tag.IsEmpty
                ? OwnersScalar.KindOf(scalar.Value)
                : OwnersKind.Text;
            return new OwnersNode(kind, scalar.Value, places.Of(scalar.Start), (int)scalar.Start.Column);
        }

        private OwnersNode ReadList(ParsingEvent start, int depth)
        {
            var list = new OwnersNode(OwnersKind.List, "", places.Of(start.Start), (int)start.Start.Column);
            var isBlock = start is SequenceStart { Style: SequenceStyle.Block };
            for (Advance(); parser.Current is not SequenceEnd; Advance())
            {
                if (isBlock) RefuseTabBefore(parser.Current!);
                list.Items.Add(ReadValue(depth + 1));
            }

            return list;
        }

        /// <summary>The original takes no tab where a line or an item begins; our parser takes some of them.</summary>
        private void RefuseTabBefore(ParsingEvent here)
        {
            for (var at = (int)Math.Min(here.Start.Index, text.Length) - 1; at >= 0
                && text[at] is ' ' or '-' or '?' or '\t'; at--)
                if (text[at] == '\t') throw Refuse(here, "a tab cannot indent");
        }

        private OwnersNode ReadMap(ParsingEvent start, int depth)
        {
            var map = new OwnersNode(OwnersKind.Map, "", places.Of(start.Start), (int)start.Start.Column);
            var found = new Dictionary<string, int>(StringComparer.Ordinal);
            var merged = new HashSet<string>(StringComparer.Ordinal);
            var isBlock = start is MappingStart { Style: MappingStyle.Block };
            for (Advance(); parser.Current is not MappingEnd; Advance())
            {
                if (isBlock) RefuseTabBefore(parser.Current!);
                var key = ReadValue(depth + 1);
                if (key.Kind is OwnersKind.List or OwnersKind.Map or OwnersKind.Null)
                    throw Refuse(parser.Current!, "a key must be a single word");
                Advance();
                var value = ReadValue(depth + 1);
                if (key.Text == "<<" && !IsMergeable(value))
                    throw Refuse(parser.Current!, "`<<` needs a map, or a list of maps");
                if (key.Text == "<<")
                    foreach (var shared in Merged(value).Where(shared => Put(shared))) merged.Add(shared.Key);
                else if (!Put(new OwnersEntry(key.AsText, key, value)) && !merged.Remove(key.AsText))
                    problems.Warning(ProblemCodes.Owners, key.In(file),
                        $"the key `{Problems.Shown(key.AsText)}` stands twice; only the last one counts",
                        "Keep one of them.");
            }

            return map;

            bool Put(OwnersEntry entry)
            {
                if (found.TryAdd(entry.Key, map.Entries.Count))
                {
                    map.Entries.Add(entry);
                    return true;
                }

                map.Entries[found[entry.Key]] = entry;
                return false;
            }
        }

        private static bool IsMergeable(OwnersNode value) => value.Kind == OwnersKind.Map
            || (value.Kind == OwnersKind.List && value.Items.TrueForAll(item => item.Kind == OwnersKind.Map));

        /// <summary>What <c>&lt;&lt;</c> brings in; of several maps the first wins.</summary>
        private static IEnumerable<OwnersEntry> Merged(OwnersNode value) =>
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
