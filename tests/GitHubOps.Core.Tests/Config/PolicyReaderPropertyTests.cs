using FsCheck;
using FsCheck.Fluent;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class PolicyReaderPropertyTests
{
    private static readonly string[] Texts =
        [.. Examples.Names.Select(name => Checkout.PathTo($"docs/examples/acme/{name}/.github/ops.yml"))
            .Select(File.ReadAllText)];

    private static readonly string[] Scraps =
    [
        ": ", "- ", "\n", "  ", "{", "}", "[", "]", "null", "~", "'", "\"", "#", "&a", "*a", "!x", "%", "|\n", ">\n",
        "? ", "---\n", "...\n",
        "s1", "on", "09:00", "areas:", "unknown:", "\t", "\r\n", "\u0000", "é", "🙂", "\ud800", "<<: ", "version: 1",
        "extends: org", "`",
    ];

    [TestMethod]
    public void No_text_makes_the_reader_throw_and_every_problem_stands_in_its_file() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Arb.From(Spoiled()), text =>
        {
            var input = Examples.With(text, new RepoFile("OWNERS", text), new RepoFile("OWNERS_ALIASES", text),
                new RepoFile(".github/ISSUE_TEMPLATE/bug.yml", text));
            ShouldStandInTheFile(PolicyReader.Read(input), input);
        }));

    [TestMethod]
    public void No_text_of_the_organisation_makes_the_reader_throw() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200), Prop.ForAll(Arb.From(Spoiled()), text =>
        {
            var input = Examples.With(Texts[0]) with
            {
                OrgFiles = [new RepoFile(PolicyFiles.Org, text), new RepoFile("OWNERS_ALIASES", text)]
            };
            ShouldStandInTheFile(PolicyReader.Read(input), input);
        }));

    [TestMethod]
    public void An_unknown_key_at_the_top_is_always_an_error() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(100), Prop.ForAll(Arb.From(Key()), key =>
        {
            var result =
                PolicyReader.Read(
                    Examples.With(
                        $"version: 1\nextends: org\nmode: live\nareas: {{ unknown: {{ owners: repo-leads }} }}\n{key}: {{}}\n"));

            var isKnown = Sections.Keys.Contains(key);
            result.Problems.Any(problem => problem is { Code: ProblemCodes.UnknownKey, Line: 5, Column: 1 })
                .ShouldBe(!isKnown);
            if (!isKnown) result.Policy.ShouldBeNull();
        }));

    [TestMethod]
    [DataRow("{", "}")]
    [DataRow("[", "]")]
    [DataRow("- ", "")]
    [DataRow("? ", "")]
    [DataRow("a: {b: ", "")]
    [DataRow("\"", "")]
    [DataRow("*a ", "")]
    [DataRow("&a ", "")]
    [DataRow("!", "")]
    public void A_hostile_text_as_long_as_is_allowed_is_refused_at_once(string open, string close)
    {
        var half = YamlLimits.Config.BytesMax / (open.Length + close.Length) - 1;
        var text = string.Concat(Enumerable.Repeat(open, half)) + string.Concat(Enumerable.Repeat(close, half));
        var input = Examples.With(text, new RepoFile("OWNERS", text));
        PolicyReader.Read(input);

        var from = System.Diagnostics.Stopwatch.GetTimestamp();
        PolicyReader.Read(input).Policy.ShouldBeNull();

        System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalMilliseconds.ShouldBeLessThan(2_000);
    }

    /// <summary>Every problem's file is one of the input's, and its line exists there.</summary>
    public static void ShouldStandInTheFile(PolicyResult result, PolicyInput input)
    {
        foreach (var problem in result.Problems)
        {
            problem.Text.ShouldNotBeNullOrWhiteSpace();
            if (problem.Code == ProblemCodes.MissingFile && problem.Line == 0) continue;
            var prefix = $"{input.Repo.Owner}/.github/";
            var file = problem.File.ShouldNotBeNull().StartsWith(prefix, StringComparison.Ordinal)
                ? input.OrgFiles.FirstOrDefault(file => prefix + file.Path == problem.File)
                : input.Files.FirstOrDefault(file => file.Path == problem.File);
            var lines = file.ShouldNotBeNull($"{problem} names no file").Text.Split('\n').Length;
            problem.Line.ShouldBeInRange(0, lines, problem.ToString());
            problem.Column.ShouldBeGreaterThanOrEqualTo(0);
        }
    }

    /// <summary>
    /// An example with pieces taken out, doubled, and scraps put in: near enough to good files to get deep.
    /// </summary>
    private static Gen<string> Spoiled()
    {
        var edit = Gen.Choose(0, 10_000).SelectMany(
            at => Gen.Choose(0, 60).SelectMany(length => Gen.Elements(Scraps).Select(scrap => (at, length, scrap))));
        var spoiled = Gen.Elements(Texts)
            .SelectMany(text => Gen.ListOf(edit).Select(edits => edits.Take(6).Aggregate(text, Apply)));
        var rubbish = Gen.ListOf(Gen.Elements(Scraps)).Select(string.Concat);
        return Gen.OneOf(spoiled, spoiled, rubbish);
    }

    private static string Apply(string text, (int At, int Length, string Scrap) edit)
    {
        if (text.Length == 0) return edit.Scrap;
        var at = edit.At % text.Length;
        return string.Concat(text.AsSpan(0, at), edit.Scrap, text.AsSpan(Math.Min(text.Length, at + edit.Length)));
    }

    private static Gen<string> Key() =>
        Gen.OneOf(Gen.Elements(Sections.Keys.ToArray()),
            Gen.NonEmptyListOf(Gen.Elements("abcs_".ToCharArray())).Select(letters => new string([.. letters])))
            .Where(key => key is not ("version" or "extends" or "mode" or "areas"));
}
