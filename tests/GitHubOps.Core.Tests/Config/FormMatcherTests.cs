using System.Collections.Immutable;

namespace GitHubOps.Core.Tests;

[TestClass]
public class FormMatcherTests
{
    private static readonly IssueForm Bug = Form("bug.yml",
        Field("area", FieldKind.Dropdown, "Area", required: true, options: ["app", "docs", "I don't know"]),
        Field("version", FieldKind.Input, "Version"),
        Field("hosts", FieldKind.Dropdown, "Hosts", multiple: true,
            options: ["Web", "Web, mobile", "Desktop", "Phone, tablet"]),
        Field("what", FieldKind.Textarea, "What happened?", required: true),
        Field("logs", FieldKind.Textarea, "Logs") with { IsRendered = true },
        Field("checks", FieldKind.Checkboxes, "Checks", options: ["I looked", "I asked"]));

    private static readonly IssueForm Question =
        Form("question.yml", Field("question", FieldKind.Textarea, "Your question", required: true));

    private static readonly ImmutableArray<IssueForm> Forms = [Bug, Question];

    private const string Body = """
        ### Area

        app

        ### Version

        _No response_

        ### Hosts

        Web, mobile, Desktop

        ### What happened?

        It broke.

        ### Logs

        ```shell
        line one
        ### Checks
        ```

        ### Checks

        - [X] I looked
        - [ ] I asked
        """;

    [TestMethod]
    public void Answers_are_read_by_the_id_of_their_field()
    {
        var answers = FormMatcher.Match(Body, Forms).ShouldNotBeNull();

        answers.Form.ShouldBe(Bug);
        answers.ById["area"].ShouldBe("app");
        answers.ById["what"].ShouldBe("It broke.");
        answers.ById["logs"].ShouldBe("line one\n### Checks");
        answers.Chosen("hosts").ShouldBe(["Web, mobile", "Desktop"]);
        answers.Chosen("checks").ShouldBe(["I looked"]);
    }

    [TestMethod]
    public void An_empty_answer_is_absent() =>
        FormMatcher.Match(Body, Forms)!.ById.ContainsKey("version").ShouldBeFalse();

    [TestMethod]
    public void Line_ends_of_Windows_make_no_difference() =>
        FormMatcher.Match(Body.ReplaceLineEndings("\r\n"), Forms)!.ById.ShouldBe(FormMatcher.Match(Body, Forms)!.ById,
            ignoreOrder: true);

    [TestMethod]
    public void A_heading_inside_an_answer_belongs_to_the_answer()
    {
        var body = Body.Replace("It broke.", "It broke.\n\n### Steps\n\n1. Open it", StringComparison.Ordinal);

        FormMatcher.Match(body, Forms)!.ById["what"].ShouldBe("It broke.\n\n### Steps\n\n1. Open it");
    }

    [TestMethod]
    public void A_fence_left_open_does_not_swallow_the_form()
    {
        var body = Body.Replace("app\n", "app\n```\n", StringComparison.Ordinal);

        FormMatcher.Match(body, Forms)!.ById["what"].ShouldBe("It broke.");
    }

    [TestMethod]
    public void A_section_that_somebody_took_out_is_missed_only_where_it_is_required()
    {
        FormMatcher.Match(Body.Replace("### Version\n\n_No response_\n\n", "", StringComparison.Ordinal),
            Forms)!.Form.ShouldBe(Bug);
        FormMatcher.Match(Body.Replace("### What happened?\n\nIt broke.\n\n", "", StringComparison.Ordinal), Forms)
            .ShouldBeNull();
    }

    [TestMethod]
    public void Headings_in_another_order_are_another_text() =>
        FormMatcher.Match("### What happened?\n\nx\n\n### Area\n\napp\n", Forms).ShouldBeNull();

    [TestMethod]
    public void An_optional_heading_behind_a_required_one_does_not_hide_it()
    {
        var form = Form("f.yml", Field("a", FieldKind.Input, "A"), Field("b", FieldKind.Input, "B", required: true));

        var answers = FormMatcher.Match("### B\n\nsays\n### A\n", [form]).ShouldNotBeNull();

        answers.ById["b"].ShouldBe("says\n### A");
        answers.ById.ContainsKey("a").ShouldBeFalse();
    }

    [TestMethod]
    public void Two_forms_with_the_same_headings_cannot_be_told_apart() =>
        FormMatcher.Match("### Your question\n\nwhy?", [Question, Question with { File = "other.yml" }]).ShouldBeNull();

    [TestMethod]
    public void A_form_whose_headings_are_a_part_of_another_is_not_taken_for_it()
    {
        var longer = Form("long.yml", Field("question", FieldKind.Textarea, "Your question", required: true),
            Field("version", FieldKind.Input, "Version", required: true));

        FormMatcher.Match("### Your question\n\nwhy?\n\n### Version\n\n2", [Question, longer])!.Form.ShouldBe(longer);
        FormMatcher.Match("### Your question\n\nwhy?", [Question, longer])!.Form.ShouldBe(Question);
    }

    [TestMethod]
    public void A_blank_issue_has_no_form()
    {
        FormMatcher.Match("", Forms).ShouldBeNull();
        FormMatcher.Match("It does not work.", Forms).ShouldBeNull();
        FormMatcher.Match("### Area", []).ShouldBeNull();
    }

    [TestMethod]
    public void Two_fields_with_one_label_are_told_apart_by_their_order()
    {
        var form = Form("f.yml", Field("first", FieldKind.Input, "Name", required: true),
            Field("second", FieldKind.Input, "Name", required: true));

        var answers = FormMatcher.Match("### Name\n\nana\n\n### Name\n\nben", [form]).ShouldNotBeNull();

        (answers.ById["first"], answers.ById["second"]).ShouldBe(("ana", "ben"));
    }

    [TestMethod]
    public void Options_that_overlap_are_read_so_that_all_is_read()
    {
        var form = Form("f.yml", Field("x", FieldKind.Dropdown, "X", multiple: true, options: ["A", "A, B", "B, C"]));

        FormMatcher.Match("### X\n\nA, B, C", [form])!.Chosen("x").ShouldBe(["A", "B, C"]);
        FormMatcher.Match("### X\n\nA, B", [form])!.Chosen("x").ShouldBe(["A, B"]);
    }

    [TestMethod]
    public void A_hostile_body_costs_no_more_than_its_length()
    {
        var form = Form("f.yml",
            [.. Enumerable.Range(0, 200).Select(i => Field($"f{i}", FieldKind.Input, "Name", required: i % 2 == 0))]);
        var forms = Enumerable.Repeat(form, 50).ToImmutableArray();
        var body = string.Concat(Enumerable.Repeat("### Name\n", 8_000));
        FormMatcher.Match("### Name", forms);

        var from = System.Diagnostics.Stopwatch.GetTimestamp();
        FormMatcher.Match(body, forms).ShouldBeNull("all forms are equal");

        System.Diagnostics.Stopwatch.GetElapsedTime(from).TotalMilliseconds.ShouldBeLessThan(2_000);
    }

    private static IssueForm Form(string file, params FormField[] fields) =>
        new($".github/ISSUE_TEMPLATE/{file}", file, [], null, [.. fields]);

    private static FormField Field(string id, FieldKind kind, string label, bool required = false,
        bool multiple = false, string[]? options = null) =>
        new(id, kind, label, required, multiple, [.. options ?? []]);
}
