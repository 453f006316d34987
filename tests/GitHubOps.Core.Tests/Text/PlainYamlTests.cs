using System.Runtime.CompilerServices;
using System.Text;
using YamlDotNet.Core;

namespace GitHubOps.Core.Tests;

/// <summary>The quick reader of YAML is held against the whole one: it reads the same, or leaves it alone.</summary>
[TestClass]
public class PlainYamlTests
{
    private const string Usual =
        "# of the release\ntitle: Roll back, größer\nrunbook:\n  owner: \"@acme/release\"\n  severity: s2\n\n" +
        "  covers: [\"publish/**\", '!x', a/b.cs]\n  alerts:\n    - One\n    - 'Two 2'\n  watch:\n  - \"a b\"\n" +
        "  # a remark\n  interval: P90D\nreview:\n  by: '@ana'\n  on: 2026-11-01\n  evidence: " +
        "https://example.org/a#b\n  seen:\n    \"publish/**\": \"g:0123\"\n    'other': t:4567\n  stamp: \"89ab\"\n";

    private static readonly string[] Odd =
    [
        ":", ": ", " ", "  ", "#", " #", "\n", "\n\n", "\r\n", "\t", "-", "- ", "?", "[", "]", "{", "}", ",", ", ", "'",
        "\"", "''",
        "\\", "|", ">", "&a", "*a", "!b", "%", "@", "`", "---\n", "...\n", "null", "~", "\u0085", "\uFEFF", "é",
        "\U0001F600", "a: b",
        "\n  a: b", "\n- c", "\n    d", "<<", "=", "x: [a, [b]]", "y: {a: b}", "z: \"\\u0041\"", "\n ", "0x", ".", "..",
    ];

    [TestMethod]
    public void It_reads_what_people_usually_write()
    {
        var read = PlainYaml.TryRead(Usual, YamlLimits.FrontMatter, linesBefore: 1);
        read.ShouldNotBeNull();
        Print(read).ShouldBe(Print(YamlText.ReadWhole(Usual, YamlLimits.FrontMatter, linesBefore: 1)!));
        PlainYaml.TryRead(Usual.Replace("\n", "\r\n", StringComparison.Ordinal), YamlLimits.FrontMatter, 0)
            .ShouldNotBeNull();
    }

    [TestMethod]
    [DataRow("a: b: c\n")]
    [DataRow("a: b\n  c\n")]
    [DataRow("a: b\na: c\n")]
    [DataRow("a:\nb: c\n")]
    [DataRow("a: &x b\n")]
    [DataRow("a: *x\n")]
    [DataRow("a: \"x\\ty\"\n")]
    [DataRow("a: 'x''y'\n")]
    [DataRow("a: |\n  b\n")]
    [DataRow("a: {b: c}\n")]
    [DataRow("a: [b, [c]]\n")]
    [DataRow("a: b # c\n")]
    [DataRow("\ta: b\n")]
    [DataRow("- a\n")]
    [DataRow("")]
    [DataRow("a: b\n---\nc: d\n")]
    public void What_it_is_not_sure_of_it_leaves_alone(string text) =>
        PlainYaml.TryRead(text, YamlLimits.FrontMatter, linesBefore: 0).ShouldBeNull();

    [TestMethod]
    public void However_a_text_is_spoilt_it_reads_as_the_whole_reader_does_or_not_at_all()
    {
        var seeds = Directory.GetFiles(Cases(), "given.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(x => FrontMatters(File.ReadAllText(x))).Append(Usual).ToArray();
        var random = new Random(20261124);
        var read = 0;
        for (var n = 0; n < 20_000; n++)
        {
            var text = n < seeds.Length ? seeds[n] : Spoilt(seeds[random.Next(seeds.Length)], random);
            if (YamlCharacters.FirstOdd(text) is not null) continue;
            if (PlainYaml.TryRead(text, YamlLimits.FrontMatter, linesBefore: 1) is not { } plain) continue;
            read++;
            Print(plain).ShouldBe(Whole(text), customMessage: text);
        }

        read.ShouldBeGreaterThan(1_500);
    }

    private static string Whole(string text)
    {
        try
        {
            return Print(YamlText.ReadWhole(text, YamlLimits.FrontMatter, linesBefore: 1)!);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e is YamlException ? $"refused: {e.Message}" : $"refused by us: {e.Message}";
        }
    }

    private static string Spoilt(string text, Random random)
    {
        var spoilt = new StringBuilder(text);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(spoilt.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < spoilt.Length: spoilt.Remove(at, 1); break;
                case 1 when at < spoilt.Length:
                    spoilt.Remove(at,
                    Math.Min(random.Next(1, 12), spoilt.Length - at)); break;
                default: spoilt.Insert(at, Odd[random.Next(Odd.Length)]); break;
            }
        }

        return spoilt.ToString();
    }

    private static IEnumerable<string> FrontMatters(string given)
    {
        var parts = given.Replace("\r\n", "\n", StringComparison.Ordinal).Split("\n---\n");
        return parts.Where(x => x.Contains("runbook", StringComparison.Ordinal)).Select(x => x + "\n");
    }

    private static string Print(YamlValue value) => value switch
    {
        YamlScalar scalar => $"{scalar.Line}:{scalar.Column}:{scalar.Plain}:<{scalar.Text}>",
        YamlList list => $"{list.Line}:{list.Column}:[{string.Join(",", list.Items.Select(Print))}]",
        YamlMap map =>
            $"{map.Line}:{map.Column}:{{{string.Join(",", map.Entries.Select(x => Print(x.Key) + "=" + Print(x.Value)))}}}",
        _ => "",
    };

    private static string Cases([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "..", "Runbooks", "cases");
}
