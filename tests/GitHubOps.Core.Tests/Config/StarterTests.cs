using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core.Tests;

[TestClass]
public class StarterTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 20, 12, 0);

    [TestMethod]
    [DataRow("dashboard-factory")]
    [DataRow("ide-extension")]
    [DataRow("mcp-analyst-agent")]
    public void What_is_written_for_an_example_can_be_obeyed_at_once(string name)
    {
        var files = Examples.Read(name).Files.RemoveAll(file => file.Path == PolicyFiles.Ops);
        var input = Input([.. Examples.Files($"docs/examples/acme/{name}").Select(file => file.Path)], files) with
        {
            OrgFiles = Examples.OrgFiles(),
        };
        var report = Check(input, out var plan);
        report.HasErrors.ShouldBeFalse(string.Join('\n', report.Problems));
        report.Policy!.Mode.ShouldBe(Mode.DryRun);
        plan.Files.Select(file => file.Path).ShouldBe([PolicyFiles.Ops, ".github/ops.schema.json"]);
        plan.Files[0].Text.ShouldContain("extends: org\n");
    }

    [TestMethod]
    public void A_repository_that_has_nothing_gets_a_file_that_says_what_is_to_be_filled_in()
    {
        var report = Check(Input(["README.md"], []), out var plan);
        report.Problems.Where(problem => problem.Level == ProblemLevel.Error).ShouldBeEmpty();
        plan.Files.Select(file => file.Path)
            .ShouldBe([PolicyFiles.Ops, ".github/ops.schema.json", PolicyFiles.Aliases]);
        plan.Notes.ShouldContain(note => note.Contains("it is empty, put people there"));
        plan.Notes.ShouldContain(note => note.Contains("no folder and no label names an area"));
    }

    [TestMethod]
    public void Owners_of_the_root_become_those_who_take_turns()
    {
        Check(Input(["src/a.cs"], [new RepoFile("OWNERS", "approvers: [ana, \"42\"]\nreviewers: [ben]\n")]),
            out var plan);
        plan.Files[2].Text.ShouldBe("aliases:\n  maintainers:\n    - ben\n    - ana\n    - \"42\"\n");
    }

    [TestMethod]
    public void Where_there_is_no_OWNERS_it_is_made_of_CODEOWNERS()
    {
        var input = Input(["src/a.cs", "docs/b.md"], []) with
        {
            CodeOwners = new RepoFile(".github/CODEOWNERS", "* @ana @ben\n/docs/ @acme/writers\n/src/ @dee @ana\n"),
        };
        var report = Check(input, out var plan);
        report.Policy.ShouldNotBeNull(string.Join('\n', report.Problems));
        plan.Files.Select(file => file.Path).ShouldBe(
            [PolicyFiles.Ops, ".github/ops.schema.json", "OWNERS", "docs/OWNERS", "src/OWNERS", PolicyFiles.Aliases]);
        report.Policy.Areas.Single(area => area.Name == "src").Owners.ShouldBe([new Login("dee"), new Login("ana")],
            ignoreOrder: true);
        report.Policy.Rotations["triage"].Members.ShouldBe([new Login("ana"), new Login("ben")], ignoreOrder: true);
        plan.Problems.ShouldContain(problem => problem.Line == 2, "who is in a team, no file says");
    }

    [TestMethod]
    public void An_existing_alias_is_used_and_no_file_that_exists_is_written_again()
    {
        Check(
            Input(["src/a.cs"],
                [new RepoFile("OWNERS_ALIASES", "aliases:\n  docs: [ana, ben]\n  app-triage: [dee, ivo]\n")]),
                out var plan);
        plan.Files.Select(file => file.Path).ShouldBe([PolicyFiles.Ops, ".github/ops.schema.json"]);
        plan.Files[0].Text.ShouldContain("triage: { of: app-triage, every: 1w");
    }

    [TestMethod]
    public void Labels_that_are_there_keep_their_names_and_name_areas()
    {
        var input =
            Input(["src/a.cs"],
                [new RepoFile(".github/ISSUE_TEMPLATE/bug.yml",
                    "name: A fault\ndescription: x\nbody:\n  - type: textarea\n    attributes: { label: What }\n")])
            with
            { Labels = ["bug", "question", "P0", "area: Front End", "needs info", "sev/s2", "priority: high"] };
        var report = Check(input, out var plan);
        report.Policy!.LabelFor("type/bug").ShouldBe("bug");
        report.Policy.LabelFor("sev/s1").ShouldBe("P0");
        report.Policy.LabelFor("sev/s2").ShouldBe("sev/s2", "it has that label already");
        report.Policy.LabelFor("waiting/reporter").ShouldBe("needs info");
        report.Policy.LabelFor("type/support").ShouldBe("type/support", "no form leads to it");
        report.Policy.Areas.Select(area => area.Name).ShouldBe(["src", "front-end"]);
    }

    [TestMethod]
    public void Hostile_names_of_folders_and_labels_stay_text()
    {
        var input = Input(["no/x", "a: b/x", "[x]/y", "**/z", "`@all`/q", "\"/w", "1/x", "-/v"], []) with
        {
            Labels = ["area/\"}], mode: live", "area/no", "bug"],
        };
        var report = Check(input, out var plan);
        report.Policy.ShouldNotBeNull(string.Join('\n', report.Problems) + plan.Files[0].Text);
        report.Policy.Mode.ShouldBe(Mode.DryRun);
    }

    private static StarterInput Input(ImmutableArray<string> paths, ImmutableArray<RepoFile> files) =>
        new() { Repo = new RepoName("acme", "app"), Paths = paths, Files = files };

    private static ConfigReport Check(StarterInput input, out StarterPlan plan)
    {
        plan = Starter.Plan(input);
        return ConfigChecker.Check(
            new PolicyInput(input.Repo, "r1", [.. input.Files, .. plan.Files], input.OrgFiles), Now);
    }
}
