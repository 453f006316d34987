namespace GitHubOps.Core;

/// <summary><c>label_names:</c> — the repository's own names of our labels, so that nothing needs renaming.</summary>
internal sealed class LabelNamesSection : Section
{
    /// <summary>GitHub's longest label.</summary>
    public const int NameMax = 50;

    public override string Key => "label_names";

    public override string Says => "The repository's own names of our labels, so that nothing needs renaming.";

    public override Shape Shape { get; } = new MapShape("map of labels", [], "{ sev/s1: \"priority: critical\" }")
    {
        Names = new NamesShape("LABEL", new TextShape("label", ["\"priority: critical\""]))
        {
            Pattern = "^(type|area|sev|waiting|sla)/",
        },
    };

    public override void Read(OpsNode node, PolicyDraft draft)
    {
        const string example = "`sev/s1: \"priority: critical\"`";
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in draft.Read.Map(node, Key, example)?.Entries ?? [])
        {
            var known = RequiredLabels.Canonical(draft.Intake.Values.Select(form => form.Type), draft.AreaNames);
            if (!known.Contains(entry.Key)) draft.Read.UnknownKey(entry, Key, known);
            if (draft.Read.Text(entry.Value, $"{Key}.{entry.Key}", example, isFree: true) is not { } name) continue;
            if (name.Length > NameMax)
                draft.Read.Invalid(entry.Value, $"{Key}.{entry.Key}",
                    $"a label has at most {NameMax} characters", "Shorten it.");
            else if (!taken.TryAdd(name, entry.Key))
                draft.Problems.Error(ProblemCodes.Labels, entry.Value.At,
                    $"`{ValueReader.Shown(name)}` is the name of `{taken[name]}` already; case makes no difference",
                    "Give each its own.");
            else draft.LabelNames[entry.Key] = name;
        }
    }
}
