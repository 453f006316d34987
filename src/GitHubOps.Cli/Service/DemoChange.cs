using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>A line of what just happened.</summary>
/// <param name="Issue">The issue as it looks now, where the service changed it; null where a person acted.</param>
internal sealed record DemoChange(Instant At, string Text, DemoIssue? Issue)
{
    /// <summary>
    /// What the service made of an issue, in sentences without a date; empty when it looks as before.
    /// </summary>
    public static IEnumerable<string> Between(
        DemoIssue? before, DemoIssue after, IReadOnlyDictionary<string, RepoPolicy> policies)
    {
        if (after.Facts is not { } facts) yield break;
        var due = facts.DueAt is { } at ? $" · due {HumanTime.DueText(at, ZoneOf(after.Repo, policies))}" : "";
        var what = $"{after.Name} · {after.Area ?? "-"} · {after.Severity ?? "-"}{due} · {facts.State}";
        var people = string.Join(" and ", after.Assignees);
        if (before?.Facts is null) yield return $"{people} has {what}";
        else if (!before.Assignees.SequenceEqual(after.Assignees)) yield return $"{people} has taken over {what}";
        else if (Shown(before) != Shown(after)) yield return $"now {what}";
    }

    private static (string?, Instant?, string?, string?) Shown(DemoIssue issue) =>
        (issue.Facts?.State, issue.Facts?.DueAt, issue.Area, issue.Severity);

    /// <summary>The zone in which a repository's people read the clock: that of the rotation for new issues.</summary>
    public static DateTimeZone ZoneOf(string repository, IReadOnlyDictionary<string, RepoPolicy> policies) =>
        policies.GetValueOrDefault(repository) is { } policy &&
        policy.Assign.New?.Rotation is { } name && policy.Rotations.TryGetValue(name, out var rotation)
            ? rotation.Zone
            : DateTimeZone.Utc;
}
