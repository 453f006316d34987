using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>
/// Labels that repositories usually have for what we call otherwise, so that nobody must rename anything. The first of
/// a row that the repository has is taken.
/// </summary>
internal static class StarterLabels
{
    private static readonly ImmutableArray<(string Canonical, ImmutableArray<string> Usual)> Known =
    [
        ("type/bug", ["bug", "kind/bug", "type: bug", "type:bug"]),
        ("type/feature", ["enhancement", "feature", "kind/feature", "type: feature", "feature request"]),
        ("type/support", ["question", "support", "kind/support", "type: question"]),
        ("sev/s1", ["priority: critical", "priority/critical", "priority/critical-urgent", "p0", "critical"]),
        ("sev/s2", ["priority: high", "priority/high", "priority/important-soon", "p1"]),
        ("sev/s3", ["priority: medium", "priority/medium", "priority/important-longterm", "p2"]),
        ("sev/s4", ["priority: low", "priority/low", "priority/backlog", "p3"]),
        ("waiting/reporter", ["needs info", "needs-info", "needs more info", "waiting for author", "awaiting reply"]),
        ("waiting/triage", ["needs triage", "needs-triage", "triage", "untriaged"]),
        ("waiting/upstream", ["upstream", "blocked upstream", "external"]),
    ];

    private static readonly ImmutableArray<string> AreaPrefixes =
        ["area/", "area: ", "area:", "component/", "component: ", "component:", "comp/", "pkg/"];

    /// <summary>Canonical label → the repository's own, in the order of the families.</summary>
    public static ImmutableArray<(string Canonical, string Own)> Names(ImmutableArray<string> labels) =>
    [
        .. from known in Known
           let own = known.Usual.Select(usual => labels.FirstOrDefault(
               label => label.Equals(usual, StringComparison.OrdinalIgnoreCase)))
               .FirstOrDefault(label => label is not null)
           where own is not null && !labels.Contains(known.Canonical, StringComparer.OrdinalIgnoreCase)
           select (known.Canonical, own),
    ];

    /// <summary>Areas that labels name, as <c>ops.yml</c> can write them, each with its label.</summary>
    public static ImmutableArray<(string Area, string Label)> Areas(ImmutableArray<string> labels) =>
    [
        .. (from label in labels
            let prefix = AreaPrefixes.FirstOrDefault(
                prefix => label.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            where prefix is not null
            let name = StarterAreas.NameOf(label[prefix.Length..])
            where name is not null
            select (name, label)).DistinctBy(area => area.name),
    ];
}
