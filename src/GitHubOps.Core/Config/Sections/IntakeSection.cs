using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary><c>intake:</c> — what each issue form, and an issue without one, means.</summary>
internal sealed class IntakeSection : Section
{
    private const string Example = "`{ type: bug, needs: [version] }`";

    /// <summary>What an issue is whose form nothing is said of.</summary>
    public static IntakeEntry Unsorted { get; } = new("unsorted", null, []);

    private static readonly MapShape Form = new("map of a form",
    [
        new("type", new TextShape("lower-case word", ["bug", "feature", "support"]) { Pattern = "^[a-z0-9-]{1,40}$" },
            "What the issues of this form are.") { IsRequired = true },
        new("area", new TextShape("name of an area", ["docs"]), "Where they belong, whatever their text says."),
        new("needs", new ListShape(new TextShape("id of a form field", ["version"]), "[version, host]"),
            "Fields without which nobody can go on: `waiting/reporter`, and the clocks are paused."),
    ], Example.Trim('`'));

    public override string Key => "intake";

    public override string Says => "What an issue of each form is. `blank` is an issue without a form.";

    public override string Default => "`{ blank: { type: unsorted } }`";

    public override Shape Shape { get; } = new MapShape("map of forms",
        [new("blank", Form, "Issues that no form was used for.") { Default = "`{ type: unsorted }`" }],
        $"{{ bug.yml: {Form.Example} }}")
    {
        Names = new NamesShape("FORM.yml", Form),
    };

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        foreach (var (name, at, value) in draft.Read.Map(node, Key, $"`bug.yml: {Example.Trim('`')}`")?.Entries ?? [])
        {
            var form = draft.RepoForms.FirstOrDefault(form => PolicyReader.FileName(form) == name);
            if (name != "blank" && form is null) WarnOfMissingForm(name, at, draft);
            if (ReadOne($"{Key}.{name}", value, form, draft) is { } entry) draft.Intake[name] = entry;
        }

        WarnOfAreaOptions(draft);
    }

    /// <summary>Forms are read by their convention without it, too.</summary>
    public override void ReadAbsent(PolicyDraft draft) => WarnOfAreaOptions(draft);

    private static IntakeEntry? ReadOne(string key, OpsNode node, IssueForm? form, PolicyDraft draft)
    {
        if (draft.Read.Fields(node, key, Example, Form.Keys) is not { } map) return null;
        if (!map.TryGet("type", out var type))
            draft.Read.Missing(node.At, $"{key}.type", "Write `type: bug`, or another word.");
        var needs = map.TryGet("needs", out var list) ? ReadNeeds(list, key, form, draft) : [];
        var area = map.TryGet("area", out var written) ? ReadArea(written, key, draft) : null;
        return type is null || ReadType(type, key, draft) is not { } word ? null : new IntakeEntry(word, area, needs);
    }

    private static string? ReadType(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, $"{key}.type", "one word: `bug`") is not { } type) return null;
        if (type.Length <= 40
            && type.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')) return type;
        draft.Read.Invalid(node, $"{key}.type", $"`{ValueReader.Shown(type)}` is no type",
            "Write one lower-case word: `bug`, `feature`, `support`.");
        return null;
    }

    private static string? ReadArea(OpsNode node, string key, PolicyDraft draft)
    {
        if (draft.Read.Text(node, $"{key}.area", "the name of an area") is not { } area) return null;
        if (draft.AreaNames.Contains(area)) return area;
        draft.Read.Undefined(node.At, "area", area, draft.AreaNames, "Define it under `areas`.");
        return null;
    }

    private static ImmutableArray<string> ReadNeeds(OpsNode node, string key, IssueForm? form, PolicyDraft draft)
    {
        var ids = form?.Fields.Select(field => field.Id).OfType<string>().ToList();
        var needs = draft.Read.Texts(node, $"{key}.needs", "a list of field ids: `[version, host]`");
        foreach (var (id, at) in needs)
            if (ids?.Contains(id) == false)
                draft.Read.Undefined(
                    at, $"in `{form!.File}`, the field", id, ids, "Give a field of the form this `id`.");
        return [.. needs.Select(need => need.Text)];
    }

    private static void WarnOfMissingForm(string name, Place at, PolicyDraft draft) => draft.Problems.Warning(
        ProblemCodes.Form, at, $"there is no issue form `{PolicyFiles.Forms}{ValueReader.Shown(name)}`",
        Nearest.Remedy(name,
            [.. draft.RepoForms.Select(PolicyReader.FileName)]) ?? "Add the form, or take this line away.");

    /// <summary>An option of an <c>area</c> dropdown is the name of an area; nothing else can be understood.</summary>
    private static void WarnOfAreaOptions(PolicyDraft draft)
    {
        foreach (var form in draft.RepoForms)
        {
            foreach (var field in form.Fields.Where(field => field.Id == "area"))
            {
                foreach (var option in field.Options)
                {
                    if (draft.AreaNames.Contains(option) || option == FormArea.DontKnow) continue;
                    draft.Problems.Warning(ProblemCodes.Form, field.PlaceOf(option),
                        $"the option `{ValueReader.Shown(option)}` of `area` is no area",
                        Nearest.Remedy(option, draft.AreaNames));
                }
            }
        }
    }
}
