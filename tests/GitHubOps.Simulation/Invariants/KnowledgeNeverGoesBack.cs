using System.Collections.Immutable;

namespace GitHubOps.Simulation;

/// <summary>
/// What the store knows of an issue is what GitHub showed in the second that it is dated with, and never an earlier one
/// than was known before: deliveries come late and replicas lag.
/// </summary>
internal sealed class KnowledgeNeverGoesBack : Invariant
{
    private readonly Dictionary<long, IssueState> known = [];

    public override string Sentence => "A stale snapshot never undoes what a newer one led to";

    public override string? Find(World world) => OnEachIssue(world, issue =>
    {
        if (world.StateOf(issue) is not { } state) return null;
        var before = known.GetValueOrDefault(issue.Id);
        if (ReferenceEquals(before, state)) return null;
        known[issue.Id] = state;
        return before is not null && state.Seen.UpdatedAt < before.Seen.UpdatedAt
            ? $"it was known as of {before.Seen.UpdatedAt}, now as of {state.Seen.UpdatedAt}"
            : Untrue(world, issue, state.Seen);
    });

    private static string? Untrue(World world, SandboxIssue issue, IssueSnapshot seen)
    {
        var second = new Second(issue, seen.UpdatedAt.ToDateTimeOffset());
        foreach (var label in world.LabelsEver.Where(name => !world.ChangedLabels.Contains(name)))
        {
            var has = seen.Labels.Contains(label, StringComparer.OrdinalIgnoreCase);
            if (!second.Showed("labeled", "unlabeled", has,
                entry => string.Equals(entry.LabelName, label, StringComparison.OrdinalIgnoreCase)))
                return $"as of {seen.UpdatedAt} it is known {(has ? "with" : "without")} {label}";
        }

        foreach (var login in Town.Team)
        {
            var has = seen.Assignees.Contains(new Login(login));
            if (!second.Showed("assigned", "unassigned", has, entry => entry.Assignee?.Login == login))
                return $"as of {seen.UpdatedAt} it is known as {(has ? "assigned" : "not assigned")} to {login}";
        }

        return second.Showed("closed", "reopened", seen.IsClosed, _ => true)
            ? null : $"as of {seen.UpdatedAt} it is known as {(seen.IsClosed ? "closed" : "open")}";
    }

    /// <summary>One second of an issue on GitHub: all that it showed from its beginning to its end.</summary>
    private sealed class Second(SandboxIssue issue, DateTimeOffset from)
    {
        private readonly ImmutableArray<SandboxIssueEvent> timeline = issue.Timeline;

        /// <summary>At some moment of it the last of the two kinds of entries was this one.</summary>
        public bool Showed(string on, string off, bool isOn, Func<SandboxIssueEvent, bool> isIt)
        {
            var was = false;
            foreach (var entry in timeline)
            {
                if (!isIt(entry) || (entry.Kind != on && entry.Kind != off)) continue;
                if (entry.At >= from && was == isOn) return true;
                if (entry.At >= from + TimeSpan.FromSeconds(1)) return false;
                was = entry.Kind == on;
            }

            return was == isOn;
        }
    }
}
