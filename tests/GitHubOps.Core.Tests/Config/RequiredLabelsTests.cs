using GitHubOps.Tests;

namespace GitHubOps.Core.Tests;

[TestClass]
public class RequiredLabelsTests
{
    [TestMethod]
    [DataRow("dashboard-factory")]
    [DataRow("ide-extension")]
    [DataRow("mcp-analyst-agent")]
    public void The_labels_of_an_example_are_these(string name) => Golden.Check(
        string.Concat(
            RequiredLabels.Of(Examples.Policy(Examples.Read(name)))
                .Select(label => $"{label.Color} {label.Name}: {label.Description}\n")),
        $"labels/{name}.txt");

    [TestMethod]
    public void GitHub_takes_every_label()
    {
        foreach (var label in Examples.Names.SelectMany(
            name => RequiredLabels.Of(Examples.Policy(Examples.Read(name)))))
        {
            label.Name.Length.ShouldBeInRange(1, 50);
            label.Description.Length.ShouldBeInRange(1, RequiredLabels.DescriptionMax);
            label.Description.ShouldNotContain('\n');
            label.Color.Length.ShouldBe(6);
            label.Color.ShouldAllBe(c => char.IsAsciiHexDigitLower(c));
        }
    }

    [TestMethod]
    public void A_label_has_the_name_that_the_repository_gives_it_and_stands_once()
    {
        var policy = Examples.Policy(Examples.With("""
            version: 1
            extends: org
            mode: live
            areas: { unknown: { owners: repo-leads } }
            label_names: { sev/s1: "priority: critical", waiting/reporter: needs info }
            """));

        var names = RequiredLabels.Of(policy).Select(label => label.Name).ToList();

        names.ShouldContain("priority: critical");
        names.ShouldContain("needs info");
        names.ShouldNotContain("sev/s1");
        names.ShouldBeUnique();
        policy.LabelFor("sev/s1").ShouldBe("priority: critical");
    }

    [TestMethod]
    public void A_long_description_is_cut_where_a_character_ends()
    {
        var paths = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"folder-{i}/🙂/**"));
        var policy =
            Examples.Policy(
                Examples.With(
                    $"version: 1\nextends: org\nmode: live\nareas:\n  app: {{ paths: [{paths}] }}\n  unknown: {{ owners: repo-leads }}\n"));

        var description = RequiredLabels.Of(policy).Single(label => label.Name == "area/app").Description;

        description.Length.ShouldBeInRange(98, 100);
        description.ShouldEndWith("…");
        char.IsHighSurrogate(description[^2]).ShouldBeFalse();
    }
}
