using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>The effective file, as <c>explain</c> prints it.</summary>
[TestClass]
public class EffectiveFileTests
{
    [TestMethod]
    [DataRow("dashboard-factory")]
    [DataRow("ide-extension")]
    [DataRow("mcp-analyst-agent")]
    public void Every_line_says_where_it_comes_from_and_whether_it_is_obeyed(string name)
    {
        var text = new StringBuilder();
        foreach (var line in EffectiveFile.Print(PolicyReader.ReadEffective(Examples.Read(name)).Root!))
            text.Append(
                $"{line.Text}  # {line.From.File}:{line.From.Line}{(line.IsActive ? "" : ", not active yet")}\n");

        Golden.Check(text.ToString(), $"effective/{name}.txt");
    }

    [TestMethod]
    public void Printed_and_read_again_it_is_the_same_file()
    {
        foreach (var name in Examples.Names) ShouldStayTheSame(PolicyReader.ReadEffective(Examples.Read(name)).Root!);
    }

    [TestMethod]
    public void Any_file_that_can_be_read_stays_the_same() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(Nodes(3)), node =>
            ShouldStayTheSame(new OpsMap([new OpsEntry("key", default, node)], default))));

    [TestMethod]
    public void A_condition_that_nothing_provides_yet_is_marked()
    {
        var root = PolicyReader.ReadEffective(Examples.Read("mcp-analyst-agent")).Root!;
        var lines = EffectiveFile.Print(root);

        lines.Single(line => line.Text.Contains("error_rate", StringComparison.Ordinal)).IsActive.ShouldBeFalse();
        lines.First(line => line.Text.Contains("impact", StringComparison.Ordinal)).IsActive.ShouldBeTrue();
        lines.Single(line => line.Text == "  eval-regression: evals").IsActive.ShouldBeFalse();
    }

    private static void ShouldStayTheSame(OpsMap root)
    {
        var text = string.Join('\n', EffectiveFile.Print(root).Select(line => line.Text));
        var problems = new ProblemList();

        var again = OpsFile.Read(text, "again.yml", problems);

        problems.ToImmutable().ShouldBeEmpty(text);
        Bare(again!).ShouldBe(Bare(root), text);
    }

    /// <summary>Without places and quotes.</summary>
    private static string Bare(OpsNode node) => node switch
    {
        OpsText text => text.IsNull ? "~" : $"\"{text.Text}\"",
        OpsList list => $"[{string.Join(',', list.Items.Select(Bare))}]",
        OpsMap map => $"{{{string.Join(',', map.Entries.Select(entry => $"{entry.Key}={Bare(entry.Value)}"))}}}",
        _ => "?",
    };

    private static Gen<OpsNode> Nodes(int depth)
    {
        var texts =
            Gen.Elements("a", "", "a b", "x: y", "# no", "\"", "\\", "é🙂", "line\nline", "[x]", "{", "- a", "null",
                "~", "9", "\t", "'")
            .Select(text => (OpsNode)new OpsText(text, Plain: false, default));
        var plain = Gen.Elements("word", "two words", "~", "null", "Tue 15:00", "a/b/**", "50%")
            .Select(text => (OpsNode)new OpsText(text, Plain: true, default));
        if (depth == 0) return Gen.OneOf(texts, plain);
        var below = Nodes(depth - 1);
        var lists = Gen.ListOf(below).Select(items => (OpsNode)new OpsList([.. items.Take(4)], default));
        var keys = Gen.Elements("k", "a/b", "50%", "x: y", "", "on");
        var maps = Gen.ListOf(keys.SelectMany(key => below.Select(value => new OpsEntry(key, default, value))))
            .Select(
                entries =>
                    (OpsNode)new OpsMap(entries.DistinctBy(entry => entry.Key).Take(4).ToImmutableArray(), default));
        return Gen.OneOf(texts, plain, lists, maps);
    }
}
