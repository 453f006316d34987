using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Our labels by family, and the way from the repository's own names back to ours.</summary>
internal static class IssueLabels
{
    public const string Area = "area/";
    public const string Type = "type/";
    public const string Severity = "sev/";
    public const string Waiting = "waiting/";
    public const string Late = "sla/late";
    public const string UnknownArea = "unknown";

    /// <summary>While it is on an issue, we keep still.</summary>
    public const string NoBot = "no-bot";

    private static readonly ImmutableArray<string> Families = [Area, Type, Severity, Waiting];

    public static string For(Severity severity) => Severity + severity.Print();

    public static string? For(Waiting waiting) => waiting switch
    {
        Core.Waiting.Triage => "waiting/triage",
        Core.Waiting.Owner => "waiting/owner",
        Core.Waiting.Reporter => "waiting/reporter",
        Core.Waiting.Upstream => "waiting/upstream",
        _ => null,
    };

    public static Waiting? ReadWaiting(string canonical) => canonical switch
    {
        "waiting/triage" => Core.Waiting.Triage,
        "waiting/owner" => Core.Waiting.Owner,
        "waiting/reporter" => Core.Waiting.Reporter,
        "waiting/upstream" => Core.Waiting.Upstream,
        _ => null,
    };

    public static Severity? ReadSeverity(string canonical) =>
        canonical.StartsWith(Severity, StringComparison.Ordinal) &&
        SeverityText.TryParse(canonical[Severity.Length..], out var severity)
            ? severity
            : null;

    /// <summary>The family's prefix, or null for labels that stand alone.</summary>
    public static string? FamilyOf(string canonical)
    {
        foreach (var family in Families)
            if (canonical.Length > family.Length && canonical.StartsWith(family, StringComparison.Ordinal))
                return family;
        return null;
    }

    /// <summary>Our name of one of the repository's labels; null when it is none of ours.</summary>
    public static string? ToCanonical(this RepoPolicy policy, string label)
    {
        foreach (var (canonical, own) in policy.LabelNames)
            if (string.Equals(own, label, StringComparison.OrdinalIgnoreCase)) return canonical;
        var name = label.ToLowerInvariant();

        // The repository calls it otherwise: its label of our name means something else there.
        if (policy.LabelNames.ContainsKey(name)) return null;
        return name == Late || name == NoBot || FamilyOf(name) is not null ? name : null;
    }

    /// <summary>Our labels among those on the issue, by our names.</summary>
    public static ImmutableArray<string> CanonicalLabels(this Draft draft)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var label in draft.Seen.Labels)
            if (draft.Policy.ToCanonical(label) is { } canonical) found.Add(canonical);
        return found.ToImmutable();
    }

    public static bool Has(this IssueSnapshot issue, string label) =>
        issue.Labels.Contains(label, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// A person put it on: where it is not seen now, the sight is older than theirs, or they have taken it off again.
    /// </summary>
    public static bool IsByTheirHand(this IssueState state, string label) => FamilyOf(label) switch
    {
        Area => label == Area + (state.Area is { RuleId: "person" } area ? area.Value : ""),
        Type => label == Type + (state.Type is { RuleId: "person" } type ? type.Value : ""),
        Severity => state.Severity is { RuleId: "person" } severity && label == For(severity.Value),
        _ => false,
    };

    /// <summary>We put it on, also when it is on its way off.</summary>
    public static bool IsOurs(this IssueState state, string label) =>
        state.OurLabels.Contains(label) || state.Leaving.Contains(label);

    /// <summary>A person took a label of this family away: rules choose none any more.</summary>
    public static bool TookAway(this IssueState state, string family) =>
        state.RemovedByPerson.Any(label => label.StartsWith(family, StringComparison.Ordinal));

    public static ImmutableArray<string> With(this ImmutableArray<string> names, string name) =>
        names.Contains(name) ? names : names.Add(name);

    public static ImmutableArray<string> Without(this ImmutableArray<string> names, Func<string, bool> these) =>
        names.RemoveAll(name => these(name));
}
