using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>
/// One folder per kind of mistake: an <c>ops.yml</c>, other files of the repository beside it, the organisation's under
/// <c>org</c> (that of the examples where there is none), and what a person reads.
/// </summary>
[TestClass]
public class PolicyReaderCaseTests
{
    private static readonly string Root = Checkout.PathTo("tests/GitHubOps.Core.Tests/Config/cases");

    public static IEnumerable<TestDataRow<string>> Cases =>
        Directory.GetDirectories(Root).Order(StringComparer.Ordinal)
            .Select(
                folder => new TestDataRow<string>(Path.GetFileName(folder))
                {
                    DisplayName = $"config/{Path.GetFileName(folder)}"
                });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_mistake_is_told_with_its_place_and_what_to_write(string name)
    {
        var input = Read(name);
        var result = PolicyReader.Read(input);

        var text = new StringBuilder();
        foreach (var problem in result.Problems)
            text.Append(problem.Level.ToString().ToLowerInvariant()).Append(' ').Append(problem.Code).Append('\n')
                .Append("  ").Append(problem).Append('\n');
        text.Append(result.Policy is null ? "no policy\n" : "policy\n");
        Golden.CheckFile(text.ToString(), Path.Combine(Root, name, "expected.txt"));
        PolicyReaderPropertyTests.ShouldStandInTheFile(result, input);
        if (result.Policy is null) result.Problems.ShouldContain(problem => problem.Level == ProblemLevel.Error);
        else result.Problems.ShouldNotContain(problem => problem.Level == ProblemLevel.Error);
    }

    private static PolicyInput Read(string name)
    {
        var files = Examples.Files($"tests/GitHubOps.Core.Tests/Config/cases/{name}").ToList();
        files.ShouldContain(file => file.Path == "ops.yml", $"{name} holds no case");
        var org = files.Where(file => file.Path.StartsWith("org/", StringComparison.Ordinal)).ToList();
        return new PolicyInput(
            new RepoName("acme", "app"), "r1",
            [.. files.Except(org).Select(file => file.Path == "ops.yml" ? file with { Path = PolicyFiles.Ops } : file)
                .Where(
                    file => PolicyFiles.IsWanted(file.Path) || file.Path.EndsWith(".ics", StringComparison.Ordinal))],
            org.Count == 0 ? Examples.OrgFiles() : [.. org.Select(file => file with { Path = file.Path[4..] })]);
    }
}
