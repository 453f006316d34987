using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Reads issue forms as far as decisions need them. GitHub is the judge of a form; what cannot be read here is a
/// warning, and issues opened with that form count as opened without one. Unknown kinds of fields are kept: GitHub adds
/// new ones.
/// </summary>
public static class IssueFormReader
{
    public const int FormsMax = 100;
    public const int FieldsMax = 200;

    private const string Body = "body";

    /// <summary>Null, with a problem, where the text is no form.</summary>
    public static (IssueForm? Form, ImmutableArray<Problem> Problems) Read(RepoFile file)
    {
        var problems = new ProblemList();
        var form = Read(file, problems);
        return (form, problems.ToImmutable());
    }

    /// <summary>
    /// The repository's forms in the order of their names; the organisation's where it has none of its own.
    /// </summary>
    internal static ImmutableArray<IssueForm> ReadAll(PolicyInput input, ProblemList problems)
    {
        var own = input.Files.Where(file => PolicyFiles.IsForm(file.Path)).ToList();
        var files = own.Count > 0 ? own : input.OrgFiles.Where(file => PolicyFiles.IsForm(file.Path))
            .Select(file => file with { Path = PolicyFiles.OrgName(input.Repo, file.Path) }).ToList();
        return [.. files.OrderBy(file => file.Path, StringComparer.Ordinal).Take(FormsMax)
            .Select(file => Read(file, problems)).OfType<IssueForm>()];
    }

    private static IssueForm? Read(RepoFile file, ProblemList problems)
    {
        var (root, problem) =
            YamlText.Read(file.Text.TrimStart('\uFEFF'), file.Path, ProblemCodes.Form, YamlLimits.Config);
        if (problem is not null)
        {
            problems.Add(problem with { Level = ProblemLevel.Warning });
            return null;
        }

        if (root is not YamlMap map || !map.TryGet(Body, out var body) || body is not YamlList list)
        {
            Say(root, "the form has no `body` list", "Write `body:` and a list of fields.");
            return null;
        }

        if (list.Items.Length > FieldsMax)
            Say(list.Items[FieldsMax], $"a form has at most {FieldsMax} fields", "Shorten it.");
        var fields = list.Items.Take(FieldsMax).Select(item => ReadField(item, file.Path, Say))
            .OfType<FormField>().ToImmutableArray();
        SayDuplicates(fields, problems);
        var labels = ReadLabels(map);
        return new IssueForm(file.Path, Text(map, "name") ?? file.Path, [.. labels.Select(label => label.Text)],
            Text(map, "type"), fields)
        {
            LabelsAt = [.. labels.Select(label => new Place(file.Path, label.At.Line, label.At.Column))],
        };

        void Say(YamlValue? at, string text, string remedy) => problems.Warning(
            ProblemCodes.Form, new Place(file.Path, at?.Line ?? 1, at?.Column ?? 1), text, remedy);
    }

    private static FormField? ReadField(YamlValue item, string file, Action<YamlValue?, string, string> say)
    {
        if (item is not YamlMap map || Text(map, "type") is not { } type)
        {
            say(item, "a field of `body` has no `type`", "Write `- type: input`.");
            return null;
        }

        var kind = KindOf(type);
        var attributes = map.TryGet("attributes", out var node) ? node as YamlMap : null;
        var label = attributes is null ? null : Text(attributes, "label");
        if (kind != FieldKind.Markdown && string.IsNullOrWhiteSpace(label))
        {
            say(item, $"a field of the type `{ValueReader.Shown(type)}` has no label",
                "Write `attributes: { label: … }`.");
            return null;
        }

        var validations = map.TryGet("validations", out var rules) ? rules as YamlMap : null;
        var (options, isOneRequired) = ReadOptions(attributes);
        var isRequired = IsTrue(validations, "required") || isOneRequired;
        return new FormField(
            Text(map, "id"), kind, label ?? "", isRequired, IsTrue(attributes, "multiple"),
            [.. options.Select(option => option.Text)])
        {
            At = new Place(file, map.Line, map.Column),
            OptionsAt = [.. options.Select(option => new Place(file, option.At.Line, option.At.Column))],
            IsRendered = attributes is not null && Text(attributes, "render") is not null,
        };
    }

    /// <summary>Options of a dropdown are texts, those of checkboxes maps with a label.</summary>
    private static (List<(string Text, YamlValue At)> Options, bool IsOneRequired) ReadOptions(YamlMap? attributes)
    {
        if (attributes?.Find("options")?.Value is not YamlList list) return ([], false);
        var options =
            from item in list.Items
            let text = item is YamlScalar scalar ? scalar.Text : item is YamlMap map ? Text(map, "label") : null
            where text is not null
            select (text.Trim(), item);
        return ([.. options], list.Items.OfType<YamlMap>().Any(map => IsTrue(map, "required")));
    }

    private static void SayDuplicates(ImmutableArray<FormField> fields, ProblemList problems)
    {
        var labels = new HashSet<string>(StringComparer.Ordinal);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (field.Kind != FieldKind.Markdown && !labels.Add(field.Label))
                problems.Warning(ProblemCodes.Form, field.At,
                    $"the label `{ValueReader.Shown(field.Label)}` stands twice: its answers cannot be told apart by people",
                    "Give each field its own.");
            if (field.Id is { } id && !ids.Add(id))
                problems.Warning(ProblemCodes.Form, field.At, $"the id `{ValueReader.Shown(id)}` stands twice",
                    "Give each field its own.");
        }
    }

    private static List<(string Text, YamlValue At)> ReadLabels(YamlMap map) =>
        map.TryGet("labels", out var node) ? node switch
        {
            YamlList list => [.. list.Items.OfType<YamlScalar>().Select(item => (item.Text, item))],
            YamlScalar text =>
                [.. text.Text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(label => (label, text))],
            _ => [],
        } : [];

    private static FieldKind KindOf(string type) => type switch
    {
        "markdown" => FieldKind.Markdown,
        "input" => FieldKind.Input,
        "textarea" => FieldKind.Textarea,
        "dropdown" => FieldKind.Dropdown,
        "checkboxes" => FieldKind.Checkboxes,
        "upload" => FieldKind.Upload,
        _ => FieldKind.Other,
    };

    private static string? Text(YamlMap map, string key) =>
        map.TryGet(key, out var value) && value is YamlScalar { IsNull: false } scalar ? scalar.Text.Trim() : null;

    private static bool IsTrue(YamlMap? map, string key) =>
        map is not null && Text(map, key) is "true" or "True" or "TRUE";
}
