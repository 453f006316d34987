using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace GitHubOps.Core.Tests;

[TestClass]
public class FormMatcherPropertyTests
{
    private static readonly ImmutableArray<IssueForm> Forms =
        [.. Examples.Names.SelectMany(name => Examples.Policy(Examples.Read(name)).Forms).Select(form => form.Form)];

    private static readonly string[] Scraps =
        ["### ", "\n", "\r\n", "```", "~~~", "Area", "Impact", "Version", "Your question", "_No response_", "- [x] ",
            ", ", "\u0000", "\ud800", "🙂", "text", " "];

    [TestMethod]
    public void No_text_makes_the_matcher_throw_and_every_answer_is_a_field_of_the_form() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000),
            Prop.ForAll(Arb.From(Gen.ListOf(Gen.Elements(Scraps)).Select(string.Concat)), body =>
        {
            if (FormMatcher.Match(body, Forms) is not { } answers) return;
            answers.ById.Keys.ShouldBeSubsetOf(answers.Form.Fields.Select(field => field.Id!));
            answers.ById.Values.ShouldAllBe(answer => answer.Length > 0);
        }));

    [TestMethod]
    public void What_a_person_answers_is_what_is_read() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Arb.From(Gen.Elements(Forms.ToArray()).SelectMany(Filled)), filled =>
        {
            var body = string.Join("\n\n",
                filled.Form.Fields.Where(field => field.Kind != FieldKind.Markdown)
                    .Select(field => Render(field, filled.Given[field.Label])));

            var answers = FormMatcher.Match(body, [.. Examples.Names.SelectMany(_ => new[] { filled.Form }).Take(1)])
                .ShouldNotBeNull();

            foreach (var field in filled.Form.Fields.Where(field => field.Id is not null))
                answers.ById.GetValueOrDefault(field.Id!, "").ShouldBe(string.Join('\n', filled.Given[field.Label]));
        }));

    private sealed record FilledForm(IssueForm Form, Dictionary<string, List<string>> Given);

    private static Gen<FilledForm> Filled(IssueForm form) =>
        form.Fields.Where(field => field.Kind != FieldKind.Markdown).Aggregate(
            Gen.Constant(new FilledForm(form, [])),
            (filled, field) => filled.SelectMany(so => Answer(field).Select(answer =>
                new FilledForm(form, new Dictionary<string, List<string>>(so.Given) { [field.Label] = answer }))));

    private static Gen<List<string>> Answer(FormField field) => field.Kind switch
    {
        FieldKind.Dropdown when !field.Multiple =>
            Gen.Elements(field.Options.ToArray()).Select(option => new List<string> { option }),
        FieldKind.Dropdown or FieldKind.Checkboxes =>
            Gen.SubListOf(field.Options.ToArray()).Select(options => options.ToList()),
        FieldKind.Input => Line().Select(text => text.Length == 0 ? new List<string>() : [text]),
        _ => Gen.ListOf(Line().Where(text => text.Length > 0)).Select(lines => lines.ToList()),
    };

    /// <summary>
    /// Lines as people write them, headings of their own among them; none that a label of the forms could be.
    /// </summary>
    private static Gen<string> Line() =>
        Gen.Elements("", "It broke.", "### Steps", "# Title", "1. open it", "- [x] not a box of ours", "a, b", "`code`",
            "no: \"quotes\"", "🙂 ünï");

    private static string Render(FormField field, List<string> answer)
    {
        var text = field.Kind switch
        {
            FieldKind.Checkboxes => string.Join('\n',
                field.Options.Select(option => $"- [{(answer.Contains(option) ? "X" : " ")}] {option}")),
            FieldKind.Dropdown => string.Join(", ", answer),
            _ => string.Join('\n', answer),
        };
        if (text.Length == 0) text = "_No response_";
        else if (field.IsRendered) text = $"```text\n{text}\n```";
        return $"### {field.Label}\n\n{text}";
    }
}
