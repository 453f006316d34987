namespace GitHubOps.Core.Tests;

/// <summary>
/// Who may know whom: the table in docs/architecture.md, held where project references cannot hold it.
/// </summary>
[TestClass]
public class FolderDirectionTests
{
    // Words that are a type in one room and a property's name in another.
    private static readonly string[] Homonyms = ["Outcome", "Triage", "Chosen", "Person", "Refusal"];

    [TestMethod]
    [DataRow("src/GitHubOps.Server/Http", "src/GitHubOps.Server/GitHub")]
    [DataRow("src/GitHubOps.Server/Storage", "src/GitHubOps.Server/GitHub")]
    [DataRow("src/GitHubOps.Server/Storage", "src/GitHubOps.Server/Http")]
    [DataRow("src/GitHubOps.Server/Storage", "src/GitHubOps.Server/Workers")]
    [DataRow("src/GitHubOps.Server/GitHub", "src/GitHubOps.Server/Storage")]
    [DataRow("src/GitHubOps.Server/GitHub", "src/GitHubOps.Server/Http")]
    [DataRow("src/GitHubOps.Server/GitHub", "src/GitHubOps.Server/Workers")]
    [DataRow("src/GitHubOps.Server/Channels", "src/GitHubOps.Server/Storage")]
    [DataRow("src/GitHubOps.Server/Channels", "src/GitHubOps.Server/Http")]
    [DataRow("src/GitHubOps.Server/Channels", "src/GitHubOps.Server/Workers")]
    [DataRow("src/GitHubOps.Core/Triage", "src/GitHubOps.Core/Runbooks")]
    [DataRow("src/GitHubOps.Core/Clocks", "src/GitHubOps.Core/Triage")]
    [DataRow("src/GitHubOps.Core/Rotation", "src/GitHubOps.Core/Triage")]
    [DataRow("src/GitHubOps.Core/Config", "src/GitHubOps.Core/Triage/Rules")]
    public void A_room_does_not_know_what_is_none_of_its_business(string room, string stranger)
    {
        var strangers = SourceTree.TypesDeclaredIn(stranger).Except(Homonyms).ToHashSet();
        strangers.ShouldNotBeEmpty($"{stranger} declares nothing: has it moved?");

        SourceTree.Files([room], ".cs")
            .SelectMany(
                file => SourceTree.WordsOf(file.Text).Where(strangers.Contains)
                    .Select(word => $"{file.Path} uses {word}"))
            .ShouldBeEmpty();
    }

    [TestMethod]
    public void A_triage_rule_does_not_know_another()
    {
        var files = SourceTree.Files(["src/GitHubOps.Core/Triage/Rules"], ".cs").ToList();
        files.ShouldNotBeEmpty();
        var rules = files.ToDictionary(file => Path.GetFileNameWithoutExtension(file.Path),
            file => SourceTree.WordsOf(file.Text));

        rules.SelectMany(
            rule => rule.Value.Where(word => word != rule.Key && rules.ContainsKey(word))
                .Select(word => $"{rule.Key} uses {word}"))
            .ShouldBeEmpty();
    }
}
