using YamlDotNet.RepresentationModel;

namespace GitHubOps.Sandbox;

/// <summary>An issue form of a repository, and the body that GitHub makes of its answers.</summary>
internal sealed class IssueForm
{
    private readonly YamlMappingNode _root;

    private IssueForm(YamlMappingNode root) => _root = root;

    public IReadOnlyList<string> Labels => Words("labels");

    public IReadOnlyList<string> Assignees => Words("assignees");

    public string? Type => Text(_root, "type");

    private IEnumerable<YamlMappingNode> Elements =>
        (Child(_root, "body") as YamlSequenceNode)?.Children.OfType<YamlMappingNode>() ?? [];

    public static IssueForm Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new IssueForm(root)
            : throw Refusal.Of(422, "the form is not a mapping");
    }

    /// <param name="answers">
    /// By the field's id, or by its label where it has none. Several chosen options stand on lines of their own.
    /// </param>
    public string Body(IReadOnlyDictionary<string, string> answers)
    {
        var parts = new List<string>();
        var known = new HashSet<string>();
        foreach (var element in Elements)
        {
            if (Text(element, "type") is "markdown" or null) continue;
            var attributes = Child(element, "attributes") as YamlMappingNode ?? [];
            var label = Text(attributes, "label") ?? "";
            var key = Text(element, "id") ?? label;
            known.Add(key);
            var answer = answers.GetValueOrDefault(key, Text(attributes, "value") ?? "");
            parts.Add($"### {label}\n\n{Answer(element, attributes, answer)}");
        }

        if (answers.Keys.FirstOrDefault(k => !known.Contains(k)) is { } stray)
            throw Refusal.Of(422, $"the form has no field {stray}");
        return string.Join("\n\n", parts);
    }

    private static string Answer(YamlMappingNode element, YamlMappingNode attributes, string answer)
    {
        var chosen = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        switch (Text(element, "type"))
        {
            case "checkboxes":
                return string.Join('\n',
                    Options(attributes).Select(o => $"- [{(chosen.Contains(o) ? 'X' : ' ')}] {o}"));
            case "dropdown":
                if (chosen.Except(Options(attributes)).FirstOrDefault() is { } stray)
                    throw Refusal.Of(422, $"{Text(attributes, "label")} offers no \"{stray}\"");
                return chosen.Length == 0 ? "_No response_" : string.Join(", ", chosen);
            default:
                if (answer.Trim().Length == 0) return "_No response_";
                return Text(attributes, "render") is { } language ? $"```{language}\n{answer}\n```" : answer;
        }
    }

    private static IEnumerable<string> Options(YamlMappingNode attributes) =>
        (Child(attributes, "options") as YamlSequenceNode)?.Children.Select(o => o switch
        {
            YamlScalarNode scalar => scalar.Value ?? "",
            YamlMappingNode mapping => Text(mapping, "label") ?? "",
            _ => "",
        }) ?? [];

    private IReadOnlyList<string> Words(string name) => Child(_root, name) switch
    {
        YamlSequenceNode list => [.. list.Children.OfType<YamlScalarNode>().Select(s => s.Value ?? "")],
        YamlScalarNode { Value: { } text } =>
            text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [],
    };

    private static string? Text(YamlMappingNode node, string name) => (Child(node, name) as YamlScalarNode)?.Value;

    private static YamlNode? Child(YamlMappingNode node, string name) =>
        node.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } key } && key == name).Value;
}
