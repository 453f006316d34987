using System.Collections.Immutable;
using System.Text;

namespace GitHubOps.Core;

/// <summary>What of a policy running clocks depend on.</summary>
public static class Promises
{
    /// <summary>
    /// Targets, hours or steps differ, or a pause begins or ends: running clocks are due, or ring, at other times.
    /// </summary>
    public static bool Differ(RepoPolicy one, RepoPolicy other) => Print(one) != Print(other);

    private static string Print(RepoPolicy policy)
    {
        var text = new StringBuilder(policy.Mode == Mode.Paused ? "paused\n" : "");
        foreach (var metric in policy.Targets.Keys.Order())
            foreach (var severity in Enum.GetValues<Severity>())
                text.Append(metric).Append(' ').Append(policy.Targets[metric].For(severity)).Append('\n');
        text.Append(policy.Later.Feedback?.Sla).Append('\n');
        foreach (var (name, calendar) in policy.Calendars.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(name).Append(' ').Append(calendar.Print).Append('\n');
        foreach (var severity in Enum.GetValues<Severity>())
            foreach (var (percent, step) in policy.Escalation.For(severity))
                text.Append(severity).Append(' ').Append(percent).Append(' ').Append(step).Append('\n');
        foreach (var severity in Enum.GetValues<Severity>())
            text.Append("ack ").Append(policy.Escalation.AckFor?.For(severity)).Append('\n');
        foreach (var (verb, hours) in policy.Escalation.Hours.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            text.Append(verb).Append(' ').Append(hours).Append('\n');
        text.Append(policy.Later.Support?.Questions?.AnswerWithin).Append('\n');
        return policy.Trial is { } trial ? text.Append('\n').Append(Print(trial)).ToString() : text.ToString();
    }

    /// <summary>The prints of hours in which running clocks were counted and which the policy does not have.</summary>
    public static IEnumerable<string> FormerHours(IssueState state, RepoPolicy policy)
    {
        var present = policy.Calendars.Values.Select(calendar => calendar.Print).ToHashSet(StringComparer.Ordinal);
        var clocks = state.Trial is { } trial ? state.Clocks.Concat(trial.Clocks) : state.Clocks;
        return clocks.Where(clock => !clock.IsOver).Select(clock => clock.Hours).OfType<string>()
            .Where(print => !present.Contains(print)).Distinct();
    }
}
