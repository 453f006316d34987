namespace GitHubOps.Core.Tests;

[TestClass]
public class PolicyFilesTests
{
    [TestMethod]
    [DataRow(".github/ops.yml", true)]
    [DataRow("OWNERS", true)]
    [DataRow("OWNERS_ALIASES", true)]
    [DataRow("src/a/OWNERS", true)]
    [DataRow(".github/ISSUE_TEMPLATE/bug.yml", true)]
    [DataRow(".github/ISSUE_TEMPLATE/bug.yaml", true)]
    [DataRow("ops/holidays/us.ics", true)]
    [DataRow(".github/ops/here.ics", true)]
    [DataRow(".github/ISSUE_TEMPLATE/config.yml", false)]
    [DataRow(".github/ISSUE_TEMPLATE/old/bug.yml", false)]
    [DataRow(".github/ISSUE_TEMPLATE/bug.md", false)]
    [DataRow("src/OWNERS_ALIASES", false)]
    [DataRow("src/MYOWNERS", false)]
    [DataRow("owners", false)]
    [DataRow("ops/org.yml", false)]
    [DataRow("docs/us.ics", false)]
    [DataRow("ops.yml", false)]
    public void Of_a_repository_these_paths_are_wanted(string path, bool isWanted) =>
    PolicyFiles.IsWanted(path).ShouldBe(isWanted);

    [TestMethod]
    [DataRow("ops/org.yml", true)]
    [DataRow("OWNERS_ALIASES", true)]
    [DataRow("ops/holidays/us.ics", true)]
    [DataRow(".github/ISSUE_TEMPLATE/bug.yml", true)]
    [DataRow("OWNERS", false)]
    [DataRow(".github/ops.yml", false)]
    [DataRow("README.md", false)]
    public void Of_the_organisation_these_paths_are_wanted(string path, bool isWanted) =>
    PolicyFiles.IsWantedOfOrg(path).ShouldBe(isWanted);

    [TestMethod]
    [DataRow("extends: org@v3", "v3")]
    [DataRow("extends: org", null)]
    [DataRow("mode: live", null)]
    [DataRow("extends: [", null)]
    public void A_pinned_tag_is_known_before_anything_else_is_read(string text, string? tag) =>
    PolicyFiles.PinnedOrgTag(text).ShouldBe(tag);

    [TestMethod]
    public void A_tag_that_was_read_is_obeyed()
    {
        var input =
            Examples.With("version: 1\nextends: org@v3\nmode: live\nareas: { unknown: { owners: repo-leads } }\n") with
            {
                OrgTag = "v3"
            };

        PolicyReader.Read(input).Policy.ShouldNotBeNull();
    }

    [TestMethod]
    public void The_organisations_forms_serve_a_repository_without_its_own()
    {
        var form = new RepoFile(".github/ISSUE_TEMPLATE/bug.yml",
            "name: Bug\nbody:\n  - type: input\n    id: version\n    attributes: { label: Version }\n");
        var ops =
            "version: 1\nextends: org\nmode: live\nareas: { unknown: { owners: repo-leads } }\nintake: { bug.yml: { " +
                "type: bug, needs: [version] } }\n";
        var input = Examples.With(ops);
        input = input with { OrgFiles = [.. input.OrgFiles, form] };

        Examples.Policy(input).Forms.ShouldHaveSingleItem().Entry.Type.ShouldBe("bug");

        var own = form with { Path = ".github/ISSUE_TEMPLATE/idea.yml" };
        Examples.Policy(input with { Files = [.. input.Files, own] }).Forms.ShouldHaveSingleItem().Form.File.ShouldBe(
            own.Path);
    }
}
