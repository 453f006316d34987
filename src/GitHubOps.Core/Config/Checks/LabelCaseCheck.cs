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
        foreach (var label in MentionedLabels.Of(facts))
        {
            if (first.TryAdd(label.Text, label) || first[label.Text].Text == label.Text) continue;
            yield return Warning(label.At,
                $"`{ValueReader.Shown(label.Text)}` and `{ValueReader.Shown(first[label.Text].Text)}` at " +
                $"{first[label.Text].At} differ only by case",
                "Write the label in one way.");
        }
    }
}
