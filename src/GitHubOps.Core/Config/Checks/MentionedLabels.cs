namespace GitHubOps.Core;

/// <summary>Labels that the effective file speaks of, each with its place.</summary>
internal static class MentionedLabels
{
    public static IEnumerable<OpsText> Of(CheckFacts facts) =>
    [
        .. facts.Entries("label_names").SelectMany(entry => CheckFacts.TextsOf(entry.Value)),
        .. OfRules(facts),
        .. facts.Entries("releases").SelectMany(entry =>
            (entry.Value as OpsMap)?.Find("go")?.Value is OpsMap go
                ? CheckFacts.TextsOf(go.Find("blocked_by")?.Value) : []),
        .. CheckFacts.TextsOf(facts.Find("incidents", "label")?.Value),
        .. CheckFacts.TextsOf(facts.Find("newcomers", "take", "labels")?.Value),
        .. CheckFacts.TextsOf(facts.Find("roadmap", "label")?.Value),
    ];

    /// <summary>Those that something waits for which is active.</summary>
    public static IEnumerable<OpsText> OfRules(CheckFacts facts) =>
    [
        .. CheckFacts.TextsOf(facts.Find("sla", "pauses_on")?.Value),
        .. from rule in (facts.Find("severity_rules")?.Value as OpsList)?.Items ?? []
           from severity in (rule as OpsMap)?.Entries ?? []
           from label in CheckFacts.TextsOf((severity.Value as OpsMap)?.Find("label")?.Value)
           select label,
    ];
}
