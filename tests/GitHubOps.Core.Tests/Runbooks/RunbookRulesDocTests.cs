using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RunbookRulesDocTests
{
    [TestMethod]
    public void The_list_of_runbook_rules_for_readers_is_fresh()
    {
        var text = new StringBuilder("""
            # The rules of runbooks

            Generated from the rules themselves; a test keeps it fresh. `githubops runbooks rules` prints the same.
            The code of a rule is the file `src/GitHubOps.Core/Runbooks/Rules/` + the id in capitals + `Rule.cs`.

            """);
        foreach (var rule in RunbookRules.All)
            text.Append(
                $"\n## `{rule.Id}`\n\nFindings: {string.Join(", ", rule.Codes.Select(code => $"`{code}`"))}\n\n{rule.Help.TrimEnd()}\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "runbook-rules.md"));
    }

    [TestMethod]
    public void Every_runbook_rule_is_a_file_named_as_its_id_and_stands_in_the_list()
    {
        var folder = Checkout.PathTo("src", "GitHubOps.Core", "Runbooks", "Rules");
        Directory.EnumerateFiles(folder).Select(Path.GetFileName)
            .ShouldBe(RunbookRules.All.Select(rule => FileOf(rule.Id)), ignoreOrder: true);
    }

    private static string FileOf(string id) =>
        string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Rule.cs";
}
