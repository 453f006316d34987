namespace GitHubOps.Core;

/// <summary>A rule that waits for a label which nobody can put on.</summary>
internal sealed class MissingLabelCheck : ConfigCheck
{
    public override string Code => "config/missing-label";

    public override string Help =>
        "A severity rule or `sla.pauses_on` waits for a label that the repository does not have and that the service " +
        "does not make: it was renamed, or the name is mistyped, and the rule would never hold.";

    public override string? Unasked(CheckFacts facts) => facts.Labels is null ? "which labels there are" : null;

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Labels is not { } there) yield break;
        var made = RequiredLabels.Of(facts.Policy).Select(label => label.Name)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var label in MentionedLabels.OfRules(facts))
        {
            var own = facts.Policy.LabelFor(label.Text);
            if (there.Contains(own) || there.Contains(label.Text) || made.Contains(own)) continue;
            var near = Nearest.To(own, there.Union(made));
            yield return Warning(label.At, $"the label `{ValueReader.Shown(own)}` does not exist in {facts.Input.Repo}",
                near is null ? "Make it, or take the rule away." : $"Did you mean `{near}`?");
        }
    }
}
