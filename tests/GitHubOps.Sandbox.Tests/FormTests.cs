namespace GitHubOps.Sandbox.Tests;

/// <summary>Issue forms become bodies as GitHub makes them.</summary>
[TestClass]
public class FormTests
{
    private const string Form = """
        name: Tool bug
        description: A tool misbehaves
        labels: [bug, not-there]
        assignees: ben, omar
        type: bug
        body:
          - type: markdown
            attributes: { value: Thanks! }
          - type: input
            id: tool
            attributes: { label: Which tool? }
          - type: textarea
            id: transcript
            attributes: { label: Transcript, render: json }
          - type: dropdown
            id: clients
            attributes: { label: Clients, multiple: true, options: [web, "desktop, old", cli] }
          - type: checkboxes
            id: terms
            attributes:
              label: Terms
              options: [{ label: I searched }, { label: I agree, required: true }]
          - type: textarea
            id: more
            attributes: { label: Anything else? }
        """;

    [TestMethod]
    public async Task A_body_holds_every_field_in_the_forms_order()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        await acme.Ana.PushFileAsync("acme/kit", ".github/ISSUE_TEMPLATE/tool-bug.yml", Form);

        var issue = await acme.Omar.OpenFormAsync("acme/kit", "tool-bug.yml", "It fails", new Dictionary<string, string>
        {
            ["tool"] = "search",
            ["transcript"] = "{\"a\": 1}",
            ["clients"] = "web\ndesktop, old",
            ["terms"] = "I agree",
        });

        issue.Body.ShouldBe("""
            ### Which tool?

            search

            ### Transcript

            ```json
            {"a": 1}
            ```

            ### Clients

            web, desktop, old

            ### Terms

            - [ ] I searched
            - [X] I agree

            ### Anything else?

            _No response_
            """.ReplaceLineEndings("\n"));
    }

    [TestMethod]
    public async Task GitHub_applies_a_forms_labels_people_and_type_in_the_name_of_the_author()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        await acme.Ana.PushFileAsync("acme/kit", ".github/ISSUE_TEMPLATE/tool-bug.yml", Form);
        var before = acme.Sandbox.Events.Count;

        var issue =
            await acme.Omar.OpenFormAsync("acme/kit", "tool-bug.yml", "It fails", new Dictionary<string, string>());

        issue.LabelNames.ShouldBe(["bug"], "a label that does not exist is left out");
        issue.AssigneeLogins.ShouldBe(["ben", "omar"], "an author can be assigned to their own issue");
        issue.Type!.Name.ShouldBe("Bug");
        acme.Heard(before).ShouldBe([
            "issues.opened by omar", "issues.labeled by omar", "issues.assigned by omar", "issues.assigned by omar",
            "issues.typed by omar",
        ]);
    }

    [TestMethod]
    public async Task The_owners_forms_serve_repositories_without_their_own()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        acme.Sandbox.World.AddRepository("acme", ".github");
        await acme.Ana.PushFileAsync("acme/.github", ".github/ISSUE_TEMPLATE/any.yml", Form);
        (await acme.Omar.OpenFormAsync("acme/kit", "any.yml", "T",
            new Dictionary<string, string>())).Body!.ShouldContain("### Which tool?");

        await acme.Ana.PushFileAsync("acme/kit", ".github/ISSUE_TEMPLATE/own.yml", Form);
        var gone = await Should.ThrowAsync<SandboxRefusedException>(
            () => acme.Omar.OpenFormAsync("acme/kit", "any.yml", "T", new Dictionary<string, string>()));
        gone.Status.ShouldBe(404);
    }

    [TestMethod]
    public async Task An_answer_that_the_form_does_not_ask_for_is_a_mistake_of_the_test()
    {
        await using var acme = await Acme.StartAsync(signIn: false);
        await acme.Ana.PushFileAsync("acme/kit", ".github/ISSUE_TEMPLATE/tool-bug.yml", Form);
        foreach (var (field, answer) in (Dictionary<string, string>)new() { ["toool"] = "x", ["clients"] = "telnet" })
            (await Should.ThrowAsync<SandboxRefusedException>(() => acme.Omar.OpenFormAsync(
                "acme/kit", "tool-bug.yml", "T", new Dictionary<string, string> { [field] = answer }))).Status.ShouldBe(
                    422);
    }
}
