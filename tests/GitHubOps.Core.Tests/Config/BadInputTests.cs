using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Whatever stands in the file, somebody is told what is wrong and where, and the last good file stays.
/// </summary>
[TestClass]
public class BadInputTests
{
    private static readonly IReadOnlyList<(string Name, string Text)> Corpus = BadInputs.All(
        [.. Examples.Names.Select(
            name => File.ReadAllText(Checkout.PathTo($"docs/examples/acme/{name}/.github/ops.yml")))]);

    [TestMethod]
    public void A_bad_file_is_told_at_a_line_that_exists_and_never_obeyed()
    {
        Corpus.Count.ShouldBeGreaterThan(400);
        var obeyed = Corpus.Where(bad => PolicyReader.Read(Examples.With(bad.Text)).Policy is not null);
        obeyed.Select(bad => bad.Name).ShouldBeEmpty();
        foreach (var (name, text) in Corpus)
        {
            var input = Examples.With(text, new RepoFile("OWNERS", "approvers: [ana, mei]\n"));
            var result = PolicyReader.Read(input);

            var error = result.Problems.First(problem => problem.Level == ProblemLevel.Error);
            error.Line.ShouldBeGreaterThan(0, $"{name}: {error}");
            error.File.ShouldBe(PolicyFiles.Ops, $"{name}: {error}");
            PolicyReaderPropertyTests.ShouldStandInTheFile(result, input);
        }
    }

    [TestMethod]
    public void A_bad_file_of_the_organisation_is_told_there()
    {
        const string ops = "version: 1\nextends: org\nmode: live\nareas: { unknown: { owners: repo-leads } }\n";
        foreach (var (name, text) in Corpus.Where(bad => bad.Name.StartsWith("bomb", StringComparison.Ordinal)))
        {
            var input = Examples.With(ops) with
            {
                OrgFiles = [
                    .. Examples.OrgFiles()
                        .Select(file => file.Path == PolicyFiles.Org ? file with { Text = text } : file)],
            };
            var result = PolicyReader.Read(input);

            result.Policy.ShouldBeNull($"{name}\n{Cut(text)}");
            result.Problems.ShouldContain(problem => problem.File == "acme/.github/ops/org.yml" && problem.Line > 0,
                name);
            PolicyReaderPropertyTests.ShouldStandInTheFile(result, input);
        }
    }

    [TestMethod]
    public void A_mistake_says_what_to_write_instead()
    {
        var silent = Corpus.SelectMany(bad => PolicyReader.Read(Examples.With(bad.Text)).Problems)
            .Where(
                problem => problem.Level == ProblemLevel.Error && problem.Remedy is null
                    && !problem.Text.StartsWith("YAML: ", StringComparison.Ordinal))
            .Select(problem => problem.Text).Distinct().ToList();

        silent.ShouldBeEmpty("only the parser's own words may stand without a remedy");
    }

    private static string Cut(string text) => text.Length > 300 ? text[..300] : text;
}
