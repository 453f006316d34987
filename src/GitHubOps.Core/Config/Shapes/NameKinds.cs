using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Kinds of values that name something: a rotation, an alias, a label, a file, a repository.</summary>
internal static class NameKinds
{
    public static Kind<string> Rotation { get; } = new(
        new TextShape("name of a rotation", ["triage"]),
        (node, name, draft) => draft.Read.Text(node, name, "the name of a rotation") is { } text
            && draft.Knows(node, $"`{name}` names a rotation;", text, draft.RotationNames,
                "Define it under `rotations`.") ? text : null);

    public static Kind<string> Alias { get; } = new(
        new TextShape("alias of `OWNERS_ALIASES`", ["repo-leads"]),
        (node, name, draft) => draft.Read.Text(node, name, "the name of an alias of `OWNERS_ALIASES`") is { } text
            && draft.Knows(node, "alias", text, draft.AliasNames, "Add it to `OWNERS_ALIASES`.") ? text : null);

    /// <summary>Who does it: the holder of a rotation's shift, or the people of an alias.</summary>
    public static Kind<string> Host { get; } = new(
        new TextShape("name of a rotation, or an alias of `OWNERS_ALIASES`", ["triage"]),
        (node, name, draft) => draft.Read.Text(node, name, "the name of a rotation or of an alias") is { } text
            && draft.Knows(node, $"`{name}` names a rotation or an alias;", text,
                [.. draft.RotationNames, .. draft.AliasNames], "Define it under `rotations`.") ? text : null);

    public static Kind<string> Label { get; } = Kinds.Parsed(
        new TextShape("label", ["sev/s1"]), text => text.Length <= LabelNamesSection.NameMax ? text : null);

    public static Kind<ImmutableArray<string>> Labels { get; } = Kinds.List(Label, "[sev/s1, regression]");

    public static Kind<ImmutableArray<string>> Words { get; } =
        Kinds.List(Kinds.Free("word or phrase, found as whole words", "crash"), "[crash, blank panel]");

    public static Kind<string> Path { get; } = Kinds.Parsed(
        new TextShape("path from the repository's root", ["docs/access.md"]), text => IsPath(text) ? text : null);

    /// <summary>A file below <c>runbooks.in</c>, or a whole path.</summary>
    public static Kind<string> Runbook { get; } = Kinds.Parsed(
        new TextShape("file of a runbook", ["publish-release.md"]) { Pattern = "\\.md$" },
        text => IsPath(text) && text.EndsWith(".md", StringComparison.Ordinal) ? text : null);

    public static Kind<string> Glob { get; } = Kinds.Parsed(
        new TextShape("pattern of paths", ["docs/**"]), text => Core.Glob.TryParse(text, out _, out _) ? text : null);

    public static Kind<ImmutableArray<string>> Globs { get; } = Kinds.List(Glob, "[docs/**, README.md]");

    public static Kind<RepoName?> Repo { get; } = Kinds.Parsed<RepoName?>(
        new TextShape("repository", ["acme/ops"]) { Pattern = "^[^/]+/[^/]+$" },
        text => RepoName.TryParse(text, out var name) ? name : null);

    private static TextShape StepShape { get; } = new("step of an escalation", [.. EscalationStep.Forms])
    {
        Words = [.. EscalationStep.Forms.Where(form => !form.Contains('<', StringComparison.Ordinal))],
        Pattern = "^ *(remind +assignee|assign +(next|backup|area +lead)|nothing) *$" +
            "|^ *(page|post +to|label|add +to) +\\S",
    };

    public static Kind<EscalationStep> Step { get; } = new(StepShape, ReadStep);

    /// <summary>The same in a section that nothing obeys yet.</summary>
    public static Kind<EscalationStep> LaterStep { get; } = new(StepShape, ReadLaterStep);

    private static EscalationStep? ReadStep(OpsNode node, string name, PolicyDraft draft)
    {
        if (ParseStep(node, name, draft) is not { } step) return null;
        var aliases = draft.Owners.Aliases.Groups;
        if (step.Kind == EscalationKind.Page && !aliases.ContainsKey(OwnersFile.NormalLogin(step.Argument!)))
            draft.Read.Undefined(node.At, "alias", step.Argument!, draft.AliasNames, "Add it to `OWNERS_ALIASES`.");
        if (step.Kind == EscalationKind.AddTo && !draft.NamesIn("rituals").Contains(step.Argument))
            draft.Read.Undefined(node.At, "ritual", step.Argument!, draft.NamesIn("rituals"),
                "Define it under `rituals`.");
        return step;
    }

    private static EscalationStep? ReadLaterStep(OpsNode node, string name, PolicyDraft draft)
    {
        if (ParseStep(node, name, draft) is not { } step) return null;
        if (step.Kind == EscalationKind.Page)
            draft.Knows(node, "alias", step.Argument!, draft.AliasNames, "Add it to `OWNERS_ALIASES`.");
        if (step.Kind == EscalationKind.AddTo)
            draft.Knows(node, "ritual", step.Argument!, draft.NamesIn("rituals"), "Define it under `rituals`.");
        return step;
    }

    private static EscalationStep? ParseStep(OpsNode node, string name, PolicyDraft draft)
    {
        if (draft.Read.Text(node, name, "a step: `remind assignee`") is not { } text) return null;
        if (EscalationStep.TryParse(text, out var step)) return step;
        draft.Read.Invalid(node, name, $"`{ValueReader.Shown(text)}` is no step",
            $"Write {ValueReader.OneOf([.. EscalationStep.Forms])}.");
        return null;
    }

    private static bool IsPath(string text) =>
        !text.Any(char.IsControl) && !text.Split('/').Any(part => part is "" or "." or "..");
}
