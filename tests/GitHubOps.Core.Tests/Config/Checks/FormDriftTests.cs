namespace GitHubOps.Core.Tests;

/// <summary>
/// Somebody rewords a dropdown: the rule that relies on the old words must be heard of in the same change.
/// </summary>
[TestClass]
public class FormDriftTests
{
    private const string Form = ".github/ISSUE_TEMPLATE/template-bug.yml";

    private static readonly PolicyInput Factory = Examples.Read("dashboard-factory");

    [TestMethod]
    public void A_reworded_option_fails_with_the_rules_line_and_both_wordings()
    {
        var problem = Drift(Form, "- Template does not load", "- The template is not shown").ShouldHaveSingleItem();
        problem.Level.ShouldBe(ProblemLevel.Error);
        problem.File.ShouldBe(Form);
        problem.Line.ShouldBe(LineOf(Form, "- Template does not load"));
        problem.Text.ShouldContain("`Template does not load` of `impact` now reads `The template is not shown`");
        problem.Text.ShouldContain($".github/ops.yml:{LineOf(PolicyFiles.Ops, "impact: Template does not load")} asks");
    }

    [TestMethod]
    public void An_option_that_is_taken_away_fails_too() =>
        Drift(Form, "        - Template does not load\n", "").ShouldHaveSingleItem().Text
            .ShouldContain("`Template does not load` of `impact` is gone");

    [TestMethod]
    public void An_option_that_is_moved_and_reworded_is_found_by_its_words()
    {
        var problem = Drift(Form,
            "        - Published numbers are wrong\n        - Template does not load\n",
            "        - Template does not loads\n        - Published numbers are wrong\n").ShouldHaveSingleItem();
        problem.Text.ShouldContain("now reads `Template does not loads`");
    }

    [TestMethod]
    public void Where_the_rule_is_changed_along_with_the_form_nothing_drifts()
    {
        var form = Changed(Factory, Form, "- Template does not load", "- The template is not shown");
        var both = Changed(form, PolicyFiles.Ops, "impact: Template does not load",
            "impact: The template is not shown");
        new FormDriftCheck().Check(Factory, both).ShouldBeEmpty();
    }

    [TestMethod]
    public void An_option_that_no_rule_asks_for_may_read_as_it_likes() =>
        Drift(Form, "- A wish or a detail", "- A detail").ShouldBeEmpty();

    [TestMethod]
    public void An_option_that_names_an_area_must_go_on_naming_one()
    {
        Drift(Form, "- dashboards", "- boards").ShouldHaveSingleItem().Text
            .ShouldContain($"asks for `dashboards`");
        Drift(Form, "        - dashboards\n", "").ShouldBeEmpty("reporters may be offered fewer areas");
    }

    [TestMethod]
    public void The_same_files_do_not_drift() => new FormDriftCheck().Check(Factory, Factory).ShouldBeEmpty();

    [TestMethod]
    public void What_never_was_offered_is_the_readers_business()
    {
        var strange = Changed(Factory, PolicyFiles.Ops, "impact: Template does not load", "impact: It burns");
        new FormDriftCheck().Check(strange, strange).ShouldBeEmpty();
        new FormDriftCheck().Check(Factory, Changed(Factory, PolicyFiles.Ops, "version: 1", "version: ["))
            .ShouldBeEmpty();
    }

    private static IReadOnlyList<Problem> Drift(string file, string old, string now) =>
        new FormDriftCheck().Check(Factory, Changed(Factory, file, old, now));

    private static PolicyInput Changed(PolicyInput input, string path, string old, string now)
    {
        var file = input.Files.Single(one => one.Path == path);
        file.Text.ShouldContain(old);
        var text = file.Text.Replace(old, now, StringComparison.Ordinal);
        return input with { Files = input.Files.Replace(file, file with { Text = text }) };
    }

    private static int LineOf(string path, string text) =>
        Array.FindIndex(Factory.Files.Single(one => one.Path == path).Text.Split('\n'), line => line.Contains(text))
            + 1;
}
