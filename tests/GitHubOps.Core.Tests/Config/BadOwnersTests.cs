namespace GitHubOps.Core.Tests;

/// <summary>
/// Whatever stands in a file of owners, somebody is told what is odd and where; nothing is passed over in silence.
/// </summary>
[TestClass]
public class BadOwnersTests
{
    private static readonly IReadOnlyList<(string Name, RepoFile File)> Corpus = BadOwners.All();

    [TestMethod]
    public void A_bad_file_of_owners_is_told_at_a_line_that_exists()
    {
        Corpus.Count(bad => bad.File.Path == PolicyFiles.Aliases).ShouldBeGreaterThan(100);
        Corpus.Count(bad => bad.File.Path != PolicyFiles.Aliases).ShouldBeGreaterThan(250);
        var silent = Corpus.Where(bad => RepoOwners.Read([bad.File]).Problems.IsEmpty);
        silent.Select(bad => $"{bad.Name}: {Cut(bad.File.Text)}").ShouldBeEmpty();
        foreach (var (name, file) in Corpus) ShouldStandInTheFile(name, file);
    }

    [TestMethod]
    public void A_mistake_says_what_to_write_instead() => Corpus
        .SelectMany(bad => RepoOwners.Read([bad.File]).Problems)
        .Where(problem => problem.Remedy is null).Select(problem => problem.Text).Distinct().ShouldBeEmpty();

    [TestMethod]
    public void No_change_of_a_good_file_makes_the_reader_throw_or_name_a_line_that_is_not_there()
    {
        foreach (var file in BadOwners.Spoiled(3_000)) ShouldStandInTheFile(Cut(file.Text), file);
    }

    /// <summary>The policy reads on: owners who cannot be read are absent, and that is told, too.</summary>
    [TestMethod]
    public void A_bad_file_of_owners_never_makes_the_policy_throw()
    {
        const string ops =
            "version: 1\nmode: dry-run\nareas: { app: { paths: [src/**] }, unknown: { owners: leads } }\n";
        foreach (var (_, file) in Corpus)
        {
            var input = Examples.With(ops, file);
            PolicyReaderPropertyTests.ShouldStandInTheFile(PolicyReader.Read(input), input);
        }
    }

    private static void ShouldStandInTheFile(string name, RepoFile file)
    {
        foreach (var problem in RepoOwners.Read([file]).Problems)
        {
            problem.File.ShouldBe(file.Path, name);
            problem.Line.ShouldBeInRange(1, file.Text.Split('\n').Length, $"{name}: {problem}");
            problem.Column.ShouldBeGreaterThan(0, $"{name}: {problem}");
        }
    }

    private static string Cut(string text) => text.Length > 120 ? text[..120] : text;
}
