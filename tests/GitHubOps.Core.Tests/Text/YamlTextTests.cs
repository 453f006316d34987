using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class YamlTextTests
{
    [TestMethod]
    public void A_map_keeps_its_order_its_quotes_and_its_places()
    {
        var map = Read("b: no\na:\n  - \"09:00\"\n  - x\n").Root.ShouldBeOfType<YamlMap>();
        map.Entries.Select(x => x.Key.Text).ShouldBe(["b", "a"]);
        var b = map.Entries[0].Value.ShouldBeOfType<YamlScalar>();
        b.ShouldBe(new YamlScalar("no", true, 1, 4));
        var list = map.Find("a")!.Value.ShouldBeOfType<YamlList>();
        list.Items[0].ShouldBe(new YamlScalar("09:00", false, 3, 5));
        map.TryGet("c", out _).ShouldBeFalse();
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("# nothing\n")]
    [DataRow("---\n")]
    public void An_empty_text_is_nothing_and_no_problem(string text)
    {
        var reading = Read(text);
        reading.Problem.ShouldBeNull();
        (reading.Root is null or YamlScalar { IsNull: true }).ShouldBeTrue();
    }

    [TestMethod]
    [DataRow("a: &x 1\nb: 2\n", 1, 4, "anchors")]
    [DataRow("a: 1\nb: *x\n", 2, 4, "")]
    [DataRow("a: !!str 1\n", 1, 4, "tags")]
    [DataRow("a: !ruby/object x\n", 1, 4, "tags")]
    [DataRow("a: 1\nb: 2\na: 3\n", 3, 1, "second time (first 2 lines above)")]
    [DataRow("{a: 1, a: 2}\n", 1, 8, "on the same line")]
    [DataRow("a: 1\n---\nb: 2\n", 2, 1, "second YAML document")]
    [DataRow("? [a]\n: 1\n", 1, 3, "a key must be")]
    [DataRow("a: b: c\n", 1, 5, "mapping values")]
    [DataRow("a:\n\tb: 1\n", 2, 1, "a tab stands")]
    [DataRow("a: @x\n", 1, 4, "no value can begin")]
    [DataRow("a: 'x\n", 1, 4, "YAML")]
    public void A_trap_is_refused_at_its_place(string text, int line, int column, string words)
    {
        var problem = Read(text).Problem.ShouldNotBeNull();
        problem.Text.ShouldContain(words);
        (problem.Line, problem.Column).ShouldBe((line, column), problem.ToString());
        problem.Code.ShouldBe("X001");
    }

    [TestMethod]
    public void Lines_before_the_text_are_counted() =>
        YamlText.Read("a: 1\na: 2\n", "f.md", "X001", YamlLimits.FrontMatter, linesBefore: 1).Problem!.Line.ShouldBe(3);

    [TestMethod]
    public void So_are_they_in_values() =>
        YamlText.Read("a: 1\n", "f.md", "X001", YamlLimits.FrontMatter, linesBefore: 1).Root!.Line.ShouldBe(2);

    [TestMethod]
    public void Depth_size_and_number_are_bounded()
    {
        Read(new string('[', 40) + new string(']', 40)).Problem!.Text.ShouldContain("deeper than 32");
        Read("[" + string.Join(',', Enumerable.Repeat("a", 20_001)) +
            "]").Problem!.Text.ShouldContain("more than 20000");
        Read("a: " + new string('x', 70_000)).Problem!.Text.ShouldContain("64 KiB");
        Read("a: " + new string('ü', 40_000)).Problem!.Text.ShouldContain("64 KiB");
        Read(new string('[', 60_000)).Problem.ShouldNotBeNull();
        Read(string.Concat(Enumerable.Repeat("- ", 30_000))).Problem.ShouldNotBeNull();
    }

    [TestMethod]
    public void No_text_makes_the_reader_throw_and_every_problem_lies_inside_the_text()
    {
        var piece = Gen.Elements("a", ":", " ", "\n", "- ", "[", "]", "{", "}", ",", "\"", "'", "&x", "*x", "!t", "|",
            ">", "#",
            "\t", "---", "...", "%", "@", "`", "\0", "\u2028", "\u0085", "\r", "?", "é", "\ud800", "<<", "null", "\\",
                "\\u12", "%YAML 9");
        var texts = Arb.From(Gen.ListOf(piece).Select(x => string.Concat(x)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(texts, LiesInside));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000),
            Prop.ForAll(ArbMap.Default.ArbFor<string>(), x => LiesInside(x ?? "")));
    }

    private static bool LiesInside(string text)
    {
        var problem = Read(text).Problem;
        return problem is null || (problem.Line >= 1 && problem.Line <= text.Split('\n').Length && problem.Column >= 1);
    }

    private static YamlReading Read(string text) => YamlText.Read(text, "f.yml", "X001", YamlLimits.Config);
}
