using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class OperatingModelTests
{
    [TestMethod]
    [DataRow("dashboard-factory")]
    [DataRow("ide-extension")]
    [DataRow("mcp-analyst-agent")]
    public void The_model_of_an_example_is_written_in_sentences(string name)
    {
        var input = Examples.Read(name);
        var text = OperatingModel.Write(input, Examples.Policy(input));
        Golden.CheckFile(text, Checkout.PathTo($"docs/examples/acme/{name}/{OperatingModel.File}"));
    }

    [TestMethod]
    public void Every_sentence_links_to_a_line_that_exists()
    {
        var input = Examples.Read("ide-extension");
        var lines = input.Files.Concat(input.OrgFiles).GroupBy(file => file.Path[(file.Path.LastIndexOf('/') + 1)..])
            .ToDictionary(files => files.Key, files => files.Max(file => file.Text.Split('\n').Length));
        var text = OperatingModel.Write(input, Examples.Policy(input));
        var said = text.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToList();
        said.Count.ShouldBeGreaterThan(40);
        foreach (var sentence in said)
        {
            var link = sentence[(sentence.LastIndexOf("<sub>[", StringComparison.Ordinal) + 6)..].Split(']')[0]
                .Split(':');
            int.Parse(link[1]).ShouldBeInRange(1, lines[link[0]], sentence);
        }
    }

    [TestMethod]
    public void Names_of_strangers_stay_in_their_code_spans()
    {
        var input = Examples.With("""
            version: 1
            extends: org
            mode: live
            areas:
              app: { paths: ["src/`@everyone`|**"], words: [crash] }
              unknown: { owners: repo-leads }
            severity_rules:
              - s2: { label: "`<!-- @acme/all" }
              - s4: otherwise
            """, new RepoFile("OWNERS", "approvers: [\"@ana|x\", mei]\n"));
        var text = OperatingModel.Write(input, Examples.Policy(input));
        text.ShouldContain("`src/'@everyone'\\|**`");
        text.ShouldContain("`'<!-- @acme/all`");
        text.ShouldNotContain("| @");
    }
}
