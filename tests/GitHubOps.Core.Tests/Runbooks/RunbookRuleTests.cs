using System.Runtime.CompilerServices;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

/// <summary>Every rule's law, as folders: <c>cases/rule/case/given.txt</c> and <c>expected.txt</c>.</summary>
[TestClass]
public class RunbookRuleTests
{
    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void The_rule_says_this(string folder)
    {
        var given = File.ReadAllText(Path.Combine(folder, "given.txt")).Replace("\r\n", "\n", StringComparison.Ordinal);
        Golden.CheckFile(RunbookCaseFile.Run(given), Path.Combine(folder, "expected.txt"));
    }

    [TestMethod]
    public void Every_rule_has_a_case_where_it_speaks()
    {
        foreach (var rule in RunbookRules.All)
        {
            var expected = Directory.GetFiles(Path.Combine(Root(), rule.Id), "expected.txt",
                SearchOption.AllDirectories).Select(File.ReadAllText).ToArray();
            foreach (var code in rule.Codes)
                expected.ShouldContain(x => x.Contains($" {code} ", StringComparison.Ordinal), $"{rule.Id} {code}");
            expected.ShouldContain(x =>
                !rule.Codes.Any(c => x.Contains($" {c} ", StringComparison.Ordinal)),
                $"{rule.Id}: a case where it is silent");
        }
    }

    [TestMethod]
    public void Every_rule_can_be_told_apart_and_explains_itself()
    {
        RunbookRules.All.Select(x => x.Id).ShouldBeUnique();
        RunbookRules.All.SelectMany(x => x.Codes).ShouldBeUnique();
        RunbookRules.All.ShouldAllBe(x => x.Help.Length > 60 && x.Codes.Length > 0);
    }

    public static IEnumerable<TestDataRow<string>> Cases()
    {
        foreach (var rule in Directory.GetDirectories(Root()).Order(StringComparer.Ordinal))
            foreach (var folder in Directory.GetDirectories(rule).Order(StringComparer.Ordinal))
                yield return new(folder) { DisplayName = $"{Path.GetFileName(rule)}/{Path.GetFileName(folder)}" };
    }

    private static string Root([CallerFilePath] string caller = "") =>
        Path.Combine(Path.GetDirectoryName(caller)!, "cases");
}
