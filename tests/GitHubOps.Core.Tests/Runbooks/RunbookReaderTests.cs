using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RunbookReaderTests
{
    private static readonly Gen<string> Pieces = Gen.Elements(
        "---\n", "---", "runbook:", "review:", "\n", "  ", "owner: \"@ana\"\n", "  owner: x y\n",
            "  covers: [\"a/**\", '!b']\n", "  covers: a\n",
        "  interval: 90d\n", "  interval: P9Y\n", "  on: 2026-02-30\n", "  on: 2026-02-03\n", "  kind: read\n",
            "  by: [a]\n", "  seen: {a: b}\n",
        "  seen: [x]\n", ":", "{", "}", "[", "]", "\"", "'", "#", "&a", "*a", "!t", "\t", "\r\n", "\u0000", "é",
            "\ud83d", "null", "ms.date: ", "last_reviewed_on: ", "review_in: ", "freshness:\n", "1/2/2026\n",
            "<!--* freshness: { owner: 'a' reviewed: '2020-sep-21' } *-->\n", "<!--* freshness: {", "*-->",
            "reviewed: '",
            "2020-sep-31\n", "- ", "|\n", "title: x\n");

    [TestMethod]
    public void No_text_makes_the_reader_throw_and_every_problem_lies_inside_the_file()
    {
        var texts = Arb.From(Gen.ListOf(Pieces)
            .Select(x => (x.Count % 2 == 0 ? "---\nrunbook:\n" : "---\n") + string.Concat(x)));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(texts, text =>
        {
            var lines = text.Split('\n').Length;
            return RunbookReader.Read("f.md", text).Problems.All(x =>
                x.Line >= 1 && x.Line <= lines && x.File == "f.md");
        }));
    }

    [TestMethod]
    public void No_bytes_make_the_reader_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
            RunbookReader.Read("f.md", (bytes ?? []).AsSpan()).Problems.Length >= 0 &&
            RunbookReader.Read("f.md", (byte[])[.. "---\nrunbook: {owner: "u8, .. bytes ?? []],
                truncated: true).Path == "f.md"));

    [TestMethod]
    [DataRow(new byte[] { 0xFF, 0xFE, 0x2D, 0x00 }, "UTF-16LE")]
    [DataRow(new byte[] { 0xFE, 0xFF, 0x00, 0x2D }, "UTF-16BE")]
    [DataRow(new byte[] { 0x2D, 0x2D, 0x2D, 0x0A, 0xC3, 0x28 }, "no character")]
    [DataRow(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x00 }, "zero bytes")]
    public void A_file_that_is_no_utf8_is_told_and_not_judged(byte[] bytes, string words)
    {
        var reading = RunbookReader.Read("f.md", bytes.AsSpan());
        reading.Runbook.ShouldBeNull();
        var problem = reading.Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Level).ShouldBe(("RB005", ProblemLevel.Warning));
        problem.Text.ShouldContain(words);
    }

    [TestMethod]
    public void A_character_cut_at_the_end_of_the_part_that_is_read_is_no_fault()
    {
        var bytes = Encoding.UTF8.GetBytes("---\nrunbook: { owner: \"@ana\" }\n---\n😀");
        for (var cut = 0; cut <= 4; cut++)
            RunbookReader.Read("f.md", bytes.AsSpan(0, bytes.Length - cut),
                truncated: true).Problems.Single().Code.ShouldBe("RB008");
        RunbookReader.Read("f.md", bytes.AsSpan(0, bytes.Length - 1)).Problems.Single().Code.ShouldBe("RB005");
    }

    [TestMethod]
    public void Front_matter_longer_than_64_kib_is_not_looked_for()
    {
        var text = "---\n" + string.Concat(Enumerable.Repeat("# comment\n", 7000)) + "---\n";
        RunbookReader.Read("f.md", text).Problems.Single().Code.ShouldBe("RB002");
    }

    [TestMethod]
    [DataRow("90d", 0, 90)]
    [DataRow("P90D", 0, 90)]
    [DataRow("6 months", 6, 0)]
    [DataRow("P6M", 6, 0)]
    [DataRow("2w", 0, 14)]
    [DataRow("1 year", 12, 0)]
    public void Intervals_are_read_as_people_write_them(string text, int months, int days)
    {
        RunbookInterval.TryParse(text, out var interval, out _).ShouldBeTrue();
        (interval!.Months, interval.Days).ShouldBe((months, days));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("d")]
    [DataRow("90")]
    [DataRow("P90")]
    [DataRow("9m")]
    [DataRow("99999999999d")]
    [DataRow("-1d")]
    [DataRow("+1d")]
    [DataRow("1.5d")]
    [DataRow("731d")]
    public void And_nothing_else_is(string text) => RunbookInterval.TryParse(text, out _, out _).ShouldBeFalse();
}
