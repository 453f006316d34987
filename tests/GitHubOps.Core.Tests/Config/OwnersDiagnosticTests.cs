using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>Where the original is silent, a person is told: a folder of files per mistake, and what is said.</summary>
[TestClass]
public class OwnersDiagnosticTests
{
    private const string Folder = "tests/GitHubOps.Core.Tests/Config/owners-cases";

    public static IEnumerable<TestDataRow<string>> Cases =>
        Directory.GetDirectories(Checkout.PathTo(Folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .Select(name => new TestDataRow<string>(name!) { DisplayName = $"owners/{name}" });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void What_does_not_do_what_it_seems_to_is_told_with_its_line(string name)
    {
        var files = Examples.Files($"{Folder}/{name}").Where(file => file.Path != "expected.txt").ToList();
        files.ShouldNotBeEmpty();
        var owners = RepoOwners.Read(files);
        Golden.CheckFile(Text(owners), Checkout.PathTo(Folder, name, "expected.txt"));
        foreach (var problem in owners.Problems) ShouldStandInTheFile(problem, files);
    }

    [TestMethod]
    public void Front_matter_with_carriage_returns_or_a_mark_is_told()
    {
        foreach (var text in (string[])["---\r\napprovers: [ana]\r\n---\r\n", "\uFEFF---\napprovers: [ana]\n---\n"])
        {
            var owners = RepoOwners.Read([new RepoFile("docs/a.md", text)], markdownFrontMatter: true);
            owners.Of("docs/a.md").Approvers.ShouldBeEmpty();
            owners.Problems.ShouldHaveSingleItem().ToString()
                .ShouldStartWith("docs/a.md:1:1: the owners in this front matter are not read");
        }
    }

    [TestMethod]
    public void Front_matter_that_swallows_the_text_up_to_a_later_rule_is_told()
    {
        var file = new RepoFile("docs/a.md", "---\napprovers: [ana]\n---- what\n\n# A [title: it\n---\n");
        var owners = RepoOwners.Read([file], markdownFrontMatter: true);
        owners.Of("docs/a.md").Approvers.ShouldBeEmpty();
        owners.Problems.Select(problem => problem.ToString()).ShouldContain(
            "docs/a.md:6:1: the front matter is taken to reach to this line, the last one that begins with `---`. " +
            "Write other rules in the text as `***`.");
    }

    [TestMethod]
    public void A_wrong_type_in_front_matter_is_told()
    {
        var file = new RepoFile("docs/a.md", "---\ntitle: t\napprovers: ana\n---\n");
        RepoOwners.Read([file], markdownFrontMatter: true).Problems.ShouldHaveSingleItem().ToString()
            .ShouldStartWith("docs/a.md:3:12: `approvers` is not a list");
    }

    [TestMethod]
    public void Front_matter_of_others_is_nobodys_mistake()
    {
        string[] texts = ["---\ntitle: [\n---\n", "---\n\nA rule: and: more\n\n---\n", "---\ntitle: t\n---\n"];
        foreach (var text in texts)
            RepoOwners.Read([new RepoFile("a.md", text)], markdownFrontMatter: true).Problems.ShouldBeEmpty(text);
    }

    [TestMethod]
    public void An_alias_that_hides_a_collaborator_is_told()
    {
        var problems = new ProblemList();
        var aliases = OwnersAliases.Read(new RepoFile("OWNERS_ALIASES", "aliases:\n  ana: [ben]\n"), problems);
        OwnersIndex.Build([], aliases, OwnersOptions.Default with { Collaborators = ["Ana"] }, problems);
        problems.ToImmutable().ShouldHaveSingleItem().ToString()
            .ShouldStartWith("OWNERS_ALIASES:2:3: the alias `ana` hides the login of the same name");
    }

    [TestMethod]
    public void A_pattern_of_folders_that_is_none_is_told()
    {
        var problems = new ProblemList();
        OwnersIndex.Build([], OwnersAliases.Empty, OwnersOptions.Default with { DeniedFolders = ["("] }, problems);
        problems.ToImmutable().ShouldHaveSingleItem().Text.ShouldContain("is left out");
    }

    [TestMethod]
    public void Many_notices_hide_no_error()
    {
        var problems = new ProblemList();
        var at = new Place("OWNERS", 1, 1);
        for (var i = 0; i < 1000; i++) problems.Notice(ProblemCodes.Owners, at, $"notice {i}");
        problems.Error(ProblemCodes.Owners, at, "the error");
        problems.ToImmutable().ShouldContain(problem => problem.Text == "the error");
        problems.ToImmutable().Length.ShouldBe(ProblemList.CountMax + 1);
    }

    private static string Text(RepoOwners owners)
    {
        var text = new StringBuilder();
        foreach (var problem in owners.Problems)
            text.Append(problem.Level.ToString().ToLowerInvariant()).Append(' ').Append(problem).Append('\n');
        return text.Length == 0 ? "nothing to say\n" : text.ToString();
    }

    private static void ShouldStandInTheFile(Problem problem, List<RepoFile> files)
    {
        problem.Code.ShouldBe(ProblemCodes.Owners);
        var file = files.Single(one => one.Path == problem.File);
        problem.Line.ShouldBeInRange(1, file.Text.Split('\n').Length);
    }
}
