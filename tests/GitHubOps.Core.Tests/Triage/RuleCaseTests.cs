using System.Runtime.CompilerServices;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>
/// Each rule's law as cases: when it fires, when it does not for the nearest miss, what its settings change.
/// </summary>
[TestClass]
public class RuleCaseTests
{
    public static IEnumerable<object[]> Cases =>
        from rule in Directory.EnumerateDirectories(Root())
        from one in Directory.EnumerateDirectories(rule)
        orderby one
        select new object[] { Path.GetRelativePath(Root(), one).Replace('\\', '/') };

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void A_rule_does_as_its_cases_say(string name)
    {
        var folder = Path.Combine(Root(), name);
        Golden.CheckFile(RuleCase.Run(File.ReadAllText(Path.Combine(folder, "given")), folder),
            Path.Combine(folder, "expected"));
    }

    [TestMethod]
    public void Every_rule_has_a_case_in_which_it_fires_and_one_in_which_it_does_not()
    {
        foreach (var rule in TriageRules.All)
        {
            var folder = Path.Combine(Root(), rule.Id);
            Directory.Exists(folder).ShouldBeTrue($"{rule.Id} has no cases");
            Directory.EnumerateDirectories(folder).Count().ShouldBeGreaterThanOrEqualTo(2,
                $"{rule.Id} needs the nearest miss");
        }
    }

    [TestMethod]
    public void Every_folder_of_cases_is_a_rules() =>
        Directory.EnumerateDirectories(Root()).Select(Path.GetFileName)
            .ShouldBeSubsetOf(TriageRules.All.Select(rule => rule.Id));

    private static string Root([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "cases");
}
