using System.Text;
using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RulesDocTests
{
    [TestMethod]
    public void The_list_of_rules_for_readers_is_fresh()
    {
        var text = new StringBuilder("""
            # The rules of triage

            Generated from the rules themselves; a test keeps it fresh. Order is meaning: each rule sees what those before it
            concluded. The id of the deciding rule stands in the comment's hidden line and behind each label, assignee and time;
            its code is the file `src/GitHubOps.Core/Triage/Rules/` + the id in capitals + `Rule.cs`.

            """);
        foreach (var rule in TriageRules.All) text.Append($"\n## `{rule.Id}`\n\n{rule.Help}\n");
        Golden.CheckFile(text.ToString(), Checkout.PathTo("docs", "rules.md"));
    }

    [TestMethod]
    public void Every_rule_is_a_file_named_as_its_id_and_stands_in_the_list()
    {
        var folder = Checkout.PathTo("src", "GitHubOps.Core", "Triage", "Rules");
        Directory.EnumerateFiles(folder).Select(Path.GetFileName)
            .ShouldBe(TriageRules.All.Select(rule => FileOf(rule.Id)), ignoreOrder: true);
    }

    [TestMethod]
    public void Ids_are_unique_and_every_rule_explains_itself()
    {
        TriageRules.All.Select(rule => rule.Id).ShouldBeUnique();
        TriageRules.All.ShouldAllBe(rule => rule.Help.Length > 60 && rule.Help.EndsWith('.'));
    }

    private static string FileOf(string id) =>
        string.Concat(id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Rule.cs";
}
