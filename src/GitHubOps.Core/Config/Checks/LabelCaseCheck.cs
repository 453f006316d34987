namespace GitHubOps.Core;

/// <summary>One label written in two ways: to GitHub it is one, to a reader two.</summary>
internal sealed class LabelCaseCheck : ConfigCheck
{
    public override string Code => ProblemCodes.Labels;

    public override string Help =>
        "Two label names differ only by case. GitHub takes them for one label; whoever reads the file does not.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        var first = new Dictionary<string, OpsText>(StringComparer.OrdinalIgnoreCase);
        foreach (var label in Mentioned(facts))
        {
            if (first.TryAdd(label.Text, label) || first[label.Text].Text == label.Text) continue;
            yield return Warning(label.At,
                $"`{ValueReader.Shown(label.Text)}` and `{ValueReader.Shown(first[label.Text].Text)}` at " +
                $"{first[label.Text].At} differ only by case",
                "Write the label in one way.");
        }
    }

    private static IEnumerable<OpsText> Mentioned(CheckFacts facts) =>
    [
        .. facts.Entries("label_names").SelectMany(entry => CheckFacts.TextsOf(entry.Value)),
        .. CheckFacts.TextsOf(facts.Find("sla", "pauses_on")?.Value),
        .. Rules(facts),
        .. facts.Entries("releases").SelectMany(entry =>
            (entry.Value as OpsMap)?.Find("go")?.Value is OpsMap go
                ? CheckFacts.TextsOf(go.Find("blocked_by")?.Value) : []),
        .. CheckFacts.TextsOf(facts.Find("incidents", "label")?.Value),
        .. CheckFacts.TextsOf(facts.Find("newcomers", "take", "labels")?.Value),
        .. CheckFacts.TextsOf(facts.Find("roadmap", "label")?.Value),
    ];

    private static IEnumerable<OpsText> Rules(CheckFacts facts) =>
        from rule in (facts.Find("severity_rules")?.Value as OpsList)?.Items ?? []
        from severity in (rule as OpsMap)?.Entries ?? []
        from label in CheckFacts.TextsOf((severity.Value as OpsMap)?.Find("label")?.Value)
        select label;
}
