namespace GitHubOps.Core.Tests;

/// <summary>What is wrong with a form is told where it stands.</summary>
[TestClass]
public class FormPlaceTests
{
    private const string Path = ".github/ISSUE_TEMPLATE/bug.yml";

    private const string Form = """
        name: A fault
        description: It does not work
        labels: [from a form]
        body:
          - type: dropdown
            id: impact
            attributes:
              label: Impact
              options:
                - It does not start
                - It is ugly
          - type: dropdown
            id: area
            attributes:
              label: Area
              options: [app, apps]
          - type: checkboxes
            id: area
            attributes:
              label: Impact
              options:
                - label: I have looked
        """;

    private const string Ops = """
        version: 1
        extends: org
        mode: live
        areas:
          app:     { paths: [src/**], words: [crash] }
          unknown: { owners: repo-leads }
        severity_rules:
          - s2: { impact: It does not start }
          - s4: otherwise
        """;

    [TestMethod]
    [DataRow("no rule mentions the option `It is ugly`", 11, 11)]
    [DataRow("the option `apps` of `area` is no area", 16, 22)]
    [DataRow("the label `Impact` stands twice", 17, 5)]
    [DataRow("the id `area` stands twice", 17, 5)]
    public void A_problem_of_a_form_has_the_line_and_column_of_what_it_is_about(string text, int line, int column)
    {
        var report = ConfigChecker.Check(
            Examples.With(Ops, new RepoFile(Path, Form)), NodaTime.Instant.FromUtc(2026, 11, 20, 12, 0));
        var problem =
            report.Problems.Where(one => one.File == Path && one.Text.Contains(text, StringComparison.Ordinal))
            .ShouldHaveSingleItem(string.Join('\n', report.Problems));
        (problem.Line, problem.Column).ShouldBe((line, column));
    }

    [TestMethod]
    public void An_option_that_is_taken_away_is_told_at_its_field()
    {
        var before = Examples.With(Ops, new RepoFile(Path, Form));
        var after = Examples.With(Ops, new RepoFile(Path,
            Form.Replace("        - It does not start\n", "", StringComparison.Ordinal)));
        var problem = new FormDriftCheck().Check(before, after).ShouldHaveSingleItem();
        (problem.File, problem.Line, problem.Column).ShouldBe((Path, 5, 5));
    }

    [TestMethod]
    public void Words_that_stand_in_the_file_more_than_once_are_told_where_the_option_is()
    {
        var before = Examples.With(Ops, new RepoFile(Path, Form));
        var after = Examples.With(Ops, new RepoFile(Path, Form
            .Replace("description: It does not work", "description: It stays dark", StringComparison.Ordinal)
            .Replace("- It does not start", "- It stays dark", StringComparison.Ordinal)));
        new FormDriftCheck().Check(before, after).ShouldHaveSingleItem().Line.ShouldBe(10);
    }
}
