using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// From the alarms that were wanted before to those that are wanted now. A dry run beside wakes us, too; of two that
/// want the same one the earlier time counts, and whoever finds that it is not theirs yet wants it again.
/// </summary>
internal static class AlarmChanges
{
    private const string Rule = "escalation";

    public static IEnumerable<Decision> Of(Facts facts, IssueState? now)
    {
        // The alarm that rang is gone from the store: one that must ring again is set again.
        var rang = facts.Event is AlarmRang alarm ? alarm.Key : null;
        var held = Wanted(facts.State).Where(one => one.Key != rang).ToList();
        var wanted = Wanted(now);
        foreach (var old in held)
            if (!wanted.Exists(one => one.Key == old.Key))
                yield return new Decision(new Effect.ClearAlarm(old.Key), Rule, "the clock stands still or is over");
        foreach (var set in wanted)
            if (!held.Contains(set))
                yield return new Decision(new Effect.SetAlarm(set.Key, set.At), Rule, "so much time is used then");
    }

    /// <summary>
    /// While a repository is paused nobody is woken. What rang rings again a day later, so that it is not forgotten:
    /// when the pause is over, it is wanted at its own time again.
    /// </summary>
    public static Outcome PutOff(Facts facts, AlarmKey key)
    {
        if (facts.State is not { HandsOff: null } state || !Wanted(state).Exists(one => one.Key == key))
            return new Outcome(facts.State, []);
        var at = facts.Now + Duration.FromDays(1);
        var later = new Decision(new Effect.SetAlarm(key, at), Rule, "the repository is paused");
        return new Outcome(PutOff(state, key, at), [later]);
    }

    private static IssueState PutOff(IssueState state, AlarmKey key, Instant at) => state with
    {
        Alarms = [.. state.Alarms.Select(one => one.Key == key ? one with { At = at } : one)],
        Trial = state.Trial is { } trial ? PutOff(trial, key, at) : null,
    };

    private static List<PendingAlarm> Wanted(IssueState? state)
    {
        if (state is null) return [];
        var wanted = state.Alarms.ToList();
        foreach (var more in state.Trial?.Alarms ?? [])
        {
            var at = wanted.FindIndex(one => one.Key == more.Key);
            if (at < 0) wanted.Add(more);
            else if (more.At < wanted[at].At) wanted[at] = more;
        }

        return wanted;
    }
}
