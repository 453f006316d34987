using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RunbookRenewalTests
{
    private static readonly RunbookReview Review = new("@ben", new LocalDate(2026, 11, 20), ReviewKind.Exercised, 0)
    {
        Evidence = "https://github.com/acme/web/issues/812",
        Seen = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("a/**", "g:12")
            .Add("b \"quoted\" \\", "b:34"),
    };

    [TestMethod]
    public void Comments_order_and_strange_keys_stay()
    {
        const string Before = "---\n# top\nreview: # by the tool\n  # who\n  kind: read # how\n  on: 2026-01-01\n  " +
            "note: \"keep: me\"\n  seen: {x: y}\n  by: '@ana # not a comment'\n\n" +
            "# about the runbook\nrunbook:\n  owner: \"@ana\" # really\n---\nbody\n";
        Renewed(Before)
            .ShouldBe(
            "---\n# top\nreview: # by the tool\n  # who\n  kind: exercised # how\n  on: 2026-11-20\n  note: \"keep: " +
            "me\"\n" +
            "  seen:\n    \"a/**\": \"g:12\"\n    \"b \\\"quoted\\\" \\\\\": \"b:34\"\n  by: \"@ben\"\n" +
            "  evidence: \"https://github.com/acme/web/issues/812\"\n  stamp: \"" + RunbookStamp.DigestOf(Review) +
                "\"\n\n" +
            "# about the runbook\nrunbook:\n  owner: \"@ana\" # really\n---\nbody\n");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("review:\n")]
    [DataRow("review: {by: '@ana', on: 2026-01-01}\n")]
    [DataRow("review: ~ # none yet\n")]
    [DataRow("review:\n    by: \"@ana\"\n    on: 2026-01-01\n    seen:\n      a: b\n")]
    public void A_block_that_is_missing_empty_or_in_one_line_is_written_whole(string review)
    {
        var after = Renewed($"---\nrunbook:\n  owner: \"@ana\"\n{review}title: Last\n---\nbody\n");
        var reading = RunbookReader.Read("f.md", after);
        reading.Problems.ShouldBeEmpty(after);
        Same(reading.Runbook!.Review!, Review).ShouldBeTrue(after);
        reading.Runbook.Title.ShouldBe("Last");
        after.ShouldEndWith("---\nbody\n");
    }

    [TestMethod]
    public void Line_breaks_of_windows_stay()
    {
        var after = Renewed("---\r\nrunbook:\r\n  owner: \"@ana\"\r\nreview:\r\n  on: 2026-01-01\r\n---\r\nbody\r\n");
        after.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        RunbookReader.Read("f.md", after).Problems.ShouldBeEmpty();
    }

    [TestMethod]
    public void Whatever_stands_there_renewing_changes_only_the_review_and_twice_is_once()
    {
        var line = Gen.Elements("# c", "", "title: T", "tags: [a, b]", "other:\n  deep:\n    - x",
            "note: |\n  review:\n   text", "  # indented", "\"quoted key\": 'v'");
        var review = Gen.Elements("", "review:\n  by: \"@ana\"\n  on: 2026-01-01", "review: {on: 2026-01-01}",
            "review:\n  # c\n  on: 2026-01-01 # c\n\n  kind: read\n# c");
        var breaks = Gen.Elements("\n", "\r\n");
        var lines = Gen.ListOf(line).Select(x => x.Distinct(StringComparer.Ordinal).ToArray());
        var texts = Arb.From(Gen.Zip(Gen.Zip(lines, review), breaks).Select(x =>
        {
            var ((before, middle), end) = x;
            var half = before.Length / 2;
            var yaml = before[..half].Append("runbook: {owner: \"@ana\"}").Append(middle).Concat(before[half..])
                .Where(y => y.Length > 0);
            return ("---\n" + string.Join('\n', yaml) + "\n---\n# Body\n").Replace("\n", end, StringComparison.Ordinal);
        }));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(texts, text =>
        {
            var before = RunbookReader.Read("f.md", text);
            if (before.Runbook is null) return true;
            var once = RunbookRenewal.Write(before.FrontMatter!, Review);
            var after = RunbookReader.Read("f.md", once);
            return Same(after.Runbook!.Review!, Review) && Others(before)
                .SequenceEqual(Others(after), StringComparer.Ordinal) &&
                after.FrontMatter!.Body == before.FrontMatter!.Body &&
                    RunbookRenewal.Write(after.FrontMatter, Review) == once;
        }));
    }

    /// <summary>The text of every key but the review, comments of the others included.</summary>
    private static IEnumerable<string> Others(RunbookReading reading)
    {
        var map = (YamlMap)YamlText.Read(reading.FrontMatter!.Yaml, null, "X", YamlLimits.FrontMatter).Root!;
        return map.Entries.Where(x => x.Key.Text != "review").Select(x => $"{x.Key.Text}={Flat(x.Value)}");
    }

    private static string Flat(YamlValue value) => value switch
    {
        YamlScalar scalar => scalar.Text,
        YamlList list => "[" + string.Join(",", list.Items.Select(Flat)) + "]",
        _ => "{" + string.Join(",", ((YamlMap)value).Entries.Select(x => x.Key.Text + ":" + Flat(x.Value))) + "}",
    };

    private static bool Same(RunbookReview a, RunbookReview b) =>
        (a.By, a.On, a.Kind, a.Evidence) == (b.By, b.On, b.Kind, b.Evidence) && a.Seen.SequenceEqual(b.Seen) &&
            a.Stamp == RunbookStamp.DigestOf(b);

    private static string Renewed(string text) =>
        RunbookRenewal.Write(RunbookReader.Read("f.md", text).FrontMatter!, Review);
}
