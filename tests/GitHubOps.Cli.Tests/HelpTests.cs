using GitHubOps.Tests;

namespace GitHubOps.Cli.Tests;

[TestClass]
public class HelpTests
{
    [TestMethod]
    [DataRow("init")]
    [DataRow("check")]
    [DataRow("explain")]
    [DataRow("operating-model")]
    [DataRow("doctor")]
    [DataRow("runbooks")]
    [DataRow("runbooks check")]
    [DataRow("runbooks list")]
    [DataRow("runbooks renew")]
    [DataRow("runbooks rules")]
    [DataRow("runbooks adopt")]
    [DataRow("runbooks init")]
    [DataRow("runbooks waive")]
    [DataRow("runbooks explain")]
    [DataRow("deliveries")]
    [DataRow("deliveries list")]
    [DataRow("deliveries show")]
    [DataRow("deliveries replay")]
    [DataRow("store")]
    [DataRow("store backup")]
    [DataRow("store check")]
    [DataRow("owners")]
    [DataRow("replay")]
    public async Task Help_says_what_the_verb_does_with_examples_and_exit_codes(string words)
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), words + " --help");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("Examples:");
        run.Output.ShouldContain("Exit codes:");
        var trimmed = string.Join('\n', run.Output.Split('\n').Select(x => x.TrimEnd())).TrimEnd('\n') + "\n";
        Golden.Check(trimmed.Replace("GitHubOps.Cli.Tests", "githubops", StringComparison.Ordinal),
            $"golden/help-{words.Replace(' ', '-')}.txt");
    }

    [TestMethod]
    public async Task The_first_help_lists_every_verb()
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), "--help");
        run.ExitCode.ShouldBe(0);
        run.Output.ShouldContain("runbooks");
    }

    [TestMethod]
    public async Task The_rules_are_explained()
    {
        var run = await Tool.RunAsync(Path.GetTempPath(), "runbooks rules");
        run.ExitCode.ShouldBe(0);
        Golden.Check(run.Output, "golden/rules.txt");
    }

    [TestMethod]
    public async Task The_list_puts_the_most_urgent_first()
    {
        using var repository = RollBack.Repository();
        repository.Write("docs/runbooks/a-fresh-one.md", RollBack.Text("2026-11-01")).Commit();
        var run = await Tool.RunAsync(repository.Root, "runbooks list");
        run.ExitCode.ShouldBe(0);
        Golden.Check(run.Output, "golden/list.txt");
    }
}
