using System.Collections.Immutable;

namespace GitHubOps.Core.Tests;

/// <summary>What one pull request brings, and what is well once it is merged.</summary>
[TestClass]
public class DoctorFixTests
{
    private static readonly string[] Mended = [.. DoctorFix.All.Select(remedy => remedy.Mends)];

    [TestMethod]
    public void Where_nothing_is_missing_nothing_is_proposed()
    {
        var plan = DoctorFix.Plan(DoctorCheckTests.Well());
        plan.Files.ShouldBeEmpty();
        plan.Rest.ShouldBeEmpty();
    }

    [TestMethod]
    [DataRow("ops", "OWNERS", "ISSUE_TEMPLATE", "OPERATING_MODEL")]
    [DataRow("ops", "OWNERS", "OPERATING_MODEL")]
    [DataRow("ops", "ISSUE_TEMPLATE")]
    [DataRow("OWNERS", "ISSUE_TEMPLATE")]
    [DataRow("ISSUE_TEMPLATE", "OPERATING_MODEL")]
    [DataRow("OWNERS")]
    [DataRow("ISSUE_TEMPLATE")]
    [DataRow("OPERATING_MODEL")]
    [DataRow("ops")]
    public void Once_it_is_merged_what_it_mends_is_well_and_nothing_more_is_proposed(params string[] missing)
    {
        var facts = Without(DoctorCheckTests.Well() with { Writers = [new Login("ana"), new Login("ben")] }, missing);
        Count(facts).ShouldBeGreaterThan(0);
        var plan = DoctorFix.Plan(facts);
        plan.Files.Select(file => file.File.Path).ShouldBeUnique();

        var merged = Merge(facts, plan);
        Count(merged).ShouldBe(0, string.Join('\n', DoctorChecks.Run(merged)));
        merged.Config.Problems.Where(problem => problem.Level == ProblemLevel.Error).ShouldBeEmpty();
        DoctorFix.Plan(merged).Files.ShouldBeEmpty();
        foreach (var file in plan.Files)
            (facts.Paths.Contains(file.File.Path) != file.IsNew).ShouldBeTrue(file.File.Path);
    }

    [TestMethod]
    public void A_repository_that_extends_the_shared_file_gets_a_form_its_line_and_the_words_for_people()
    {
        var facts = Starter();
        var plan = DoctorFix.Plan(facts);
        plan.Files.Select(file => (file.File.Path, file.IsNew)).ShouldBe(
            [(".github/ISSUE_TEMPLATE/bug.yml", true), (PolicyFiles.Ops, false), (OperatingModel.File, true)]);
        plan.Files[1].File.Text.ShouldStartWith(
            PolicyFiles.Find(facts.Input.Files, PolicyFiles.Ops)!.Text.TrimEnd('\n'));

        var policy = Merge(facts, plan).Config.Policy.ShouldNotBeNull();
        var form = policy.Forms.ShouldHaveSingleItem();
        form.Entry.Type.ShouldBe("bug");
        form.Form.Fields.Single(field => field.Id == "area").Options.ShouldBe(["app", "docs", FormArea.DontKnow]);
    }

    [TestMethod]
    public void What_only_others_can_do_is_left_and_told()
    {
        var well = DoctorCheckTests.Well();
        var facts = Without(well, ["ISSUE_TEMPLATE"]) with
        {
            App = well.App! with
            {
                Installation = well.App.Installation! with
                {
                    Permissions = well.App.Installation.Permissions.Remove("checks")
                },
            },
            Hosted = well.Hosted with { Labels = well.Hosted.Labels.Remove("sev/s2") },
        };
        var plan = DoctorFix.Plan(facts);
        plan.Rest.Select(problem => problem.Code).ShouldBe(["doctor/permission", "doctor/labels"]);
        plan.Body().ShouldContain("What no file can mend:");
        plan.Body().ShouldContain("`checks: write`");
        plan.Body().ShouldContain("- `.github/ISSUE_TEMPLATE/template-bug.yml`: asks reporters");
    }

    [TestMethod]
    public void A_form_asks_for_the_answers_that_rules_know_and_for_what_intake_needs()
    {
        var facts = Without(DoctorCheckTests.Well(), ["ISSUE_TEMPLATE"]);
        facts = facts.With(new RepoFile(PolicyFiles.Ops, """
            version: 1
            extends: org
            mode: live
            intake: { "a bug.yml": { type: bug }, fault.yml: { type: bug, needs: [version, logs, what_happened] } }
            areas: { app: { paths: [src/**] }, unknown: { owners: factory-team } }
            severity_rules:
              - s1: { impact: "It's \"gone\": all of it # really", host: "no" }
              - s2: { impact: Slow }
              - s4: otherwise
            """));
        var form = DoctorFix.Plan(facts).Files[0].File;
        form.Path.ShouldBe(".github/ISSUE_TEMPLATE/fault.yml", "GitHub and people take names without blanks");
        var fields = IssueFormReader.Read(form).Form.ShouldNotBeNull(form.Text).Fields;
        fields.Select(field => field.Id).ShouldBe(["area", "host", "impact", "version", "logs", "what_happened"]);
        fields.Select(field => field.Label).ShouldBeUnique("GitHub refuses a form that says a label twice");
        fields.Single(field => field.Id == "impact").Options.ShouldBe(
            ["It's \"gone\": all of it # really", "Slow", "Something else"]);
        fields.Single(field => field.Id == "host").Options.ShouldBe(["no", "Something else"]);
        fields.Single(field => field.Id == "logs").IsRendered.ShouldBeTrue();
    }

    [TestMethod]
    public void A_file_that_cannot_be_obeyed_is_its_authors_to_mend()
    {
        var facts = Without(DoctorCheckTests.Well(), ["ISSUE_TEMPLATE", "OWNERS"]);
        var plan = DoctorFix.Plan(facts.With(new RepoFile(PolicyFiles.Ops, "version: 1\nmode: alive\n")));
        plan.Files.ShouldBeEmpty();
        plan.Rest.ShouldContain(problem => problem.Code == "doctor/configuration");
    }

    [TestMethod]
    public void Nothing_is_proposed_where_nothing_can_be_written()
    {
        var facts = Without(DoctorCheckTests.Well(), ["ISSUE_TEMPLATE"]);
        DoctorFix.Plan(facts with { Hosted = facts.Hosted with { IsArchived = true } }).Files.ShouldBeEmpty();
        DoctorFix.Plan(facts with { IsShared = true }).Files.ShouldBeEmpty();
    }

    [TestMethod]
    public void Where_no_file_names_anybody_those_who_may_write_are_proposed()
    {
        var facts = Without(DoctorCheckTests.Well(), ["ops", "OWNERS", "ISSUE_TEMPLATE", "OPERATING_MODEL"]);
        facts = facts with
        {
            Input = facts.Input with { OrgFiles = [] },
            Writers = [new Login("ana"), new Login("42")]
        };
        var plan = DoctorFix.Plan(facts);
        Text(plan, PolicyFiles.Aliases).ShouldBe("aliases:\n  maintainers:\n    - ana\n    - \"42\"\n");
        Text(plan, "OWNERS").ShouldBe("approvers:\n- ana\n- '42'\n");
        plan.Notes.ShouldContain(note => note.Contains("maintainers", StringComparison.Ordinal));
        plan.Body().ShouldContain("Please look at these before you merge:");
    }

    private static DoctorFacts Starter()
    {
        var files = Examples.Files("docs/examples/acme/starter").ToImmutableArray();
        var input = Examples.Read("starter");
        return DoctorCheckTests.Well() with
        {
            Repo = input.Repo,
            Input = input,
            Config = ConfigChecker.Check(input, DoctorCheckTests.Well().Now),
            Paths = [.. files.Select(file => file.Path)],
            OperatingModel = null,
        };
    }

    /// <summary>Findings that files can mend; labels that a form puts on are a person's to make.</summary>
    private static int Count(DoctorFacts facts) => DoctorChecks.Run(facts)
        .Count(
            problem => Mended.Contains(problem.Code) && problem.File is null
                && !problem.Text.StartsWith("the mode is", StringComparison.Ordinal));

    private static DoctorFacts Without(DoctorFacts facts, string[] missing)
    {
        var input = facts.Input with { Files = facts.Input.Files.RemoveAll(file => IsMissing(file.Path)) };
        return facts with
        {
            Input = input,
            Config = ConfigChecker.Check(input, facts.Now),
            Paths = facts.Paths.RemoveAll(IsMissing),
            OperatingModel = IsMissing(OperatingModel.File) ? null : facts.OperatingModel,
        };

        bool IsMissing(string path) => missing.Any(part => part == "ops" ? path == PolicyFiles.Ops
            : part == "OWNERS"
                ? path is "OWNERS" or PolicyFiles.Aliases || path.EndsWith("/OWNERS", StringComparison.Ordinal)
            : path.Contains(part, StringComparison.Ordinal));
    }

    private static DoctorFacts Merge(DoctorFacts facts, FixPlan plan)
    {
        foreach (var file in plan.Files) facts = facts.With(file.File);
        return facts;
    }

    private static string Text(FixPlan plan, string path) =>
        plan.Files.Single(file => file.File.Path == path).File.Text;
}
