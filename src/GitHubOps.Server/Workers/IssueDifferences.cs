using System.Collections.Immutable;
using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Server;

/// <summary>One thing that is otherwise on GitHub than we last saw it.</summary>
/// <param name="Action">GitHub's word for the event that nobody told us of.</param>
internal sealed record IssueDifference(string Action, string? Subject = null);

/// <summary>What an issue on GitHub has that we have not seen, and what it lacks that we had decided. Pure.</summary>
internal static class IssueDifferences
{
    public static ImmutableArray<IssueDifference> Of(IssueSnapshot seen, IssueSnapshot now)
    {
        var found = ImmutableArray.CreateBuilder<IssueDifference>();
        found.AddRange(Missing(seen.Labels, now.Labels).Select(label => new IssueDifference("unlabeled", label)));
        found.AddRange(Missing(now.Labels, seen.Labels).Select(label => new IssueDifference("labeled", label)));
        found.AddRange(seen.Assignees.Except(now.Assignees)
            .Select(person => new IssueDifference("unassigned", person.Value)));
        found.AddRange(now.Assignees.Except(seen.Assignees)
            .Select(person => new IssueDifference("assigned", person.Value)));
        if (seen.Title != now.Title) found.Add(new IssueDifference("renamed", seen.Title));
        if (seen.IsLocked != now.IsLocked) found.Add(new IssueDifference(now.IsLocked ? "locked" : "unlocked"));
        if (seen.IsClosed != now.IsClosed) found.Add(new IssueDifference(now.IsClosed ? "closed" : "reopened"));
        return found.ToImmutable();
    }

    /// <summary>
    /// What we decided and neither GitHub shows nor anybody is known to have taken away: labels by the repository's
    /// names.
    /// </summary>
    public static ImmutableArray<Effect> Lacking(IssueState state, RepoPolicy policy, IssueSnapshot now)
    {
        if (now.IsClosed || state.HandsOff is not null) return [];
        var lacking = ImmutableArray.CreateBuilder<Effect>();
        foreach (var label in state.OurLabels.Select(policy.LabelFor))
            if (!Has(now.Labels, label) && !Has(state.Seen.Labels, label)) lacking.Add(new Effect.AddLabel(label));
        if (state.Assignee is { ByPerson: false, Value: var person } && !now.Assignees.Contains(person) &&
            !state.Seen.Assignees.Contains(person))
            lacking.Add(new Effect.Assign(person));
        return lacking.ToImmutable();
    }

    /// <summary>
    /// The last thing that is known to have happened to a label or a person on the issue; null: nothing.
    /// </summary>
    public static IssueHappening? Last(IEnumerable<IssueHappening> happened, string subject,
        params ReadOnlySpan<string> kinds)
    {
        IssueHappening? last = null;
        foreach (var one in happened)
        {
            var isIt = kinds.Contains(one.Kind) &&
                string.Equals(one.Subject, subject, StringComparison.OrdinalIgnoreCase);
            if (isIt && (last is null || (one.At, one.Id).CompareTo((last.At, last.Id)) > 0)) last = one;
        }

        return last;
    }

    private static IEnumerable<string> Missing(ImmutableArray<string> these, ImmutableArray<string> among) =>
        these.Where(one => !Has(among, one));

    private static bool Has(ImmutableArray<string> labels, string label) =>
        labels.Contains(label, StringComparer.OrdinalIgnoreCase);
}
