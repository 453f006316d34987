namespace GitHubOps.Core;

/// <summary>
/// The one function between what happens and what we do about it. Pure: the same facts and policy give the same
/// outcome.
/// </summary>
public static class Triage
{
    public static Outcome Decide(Facts facts, RepoPolicy policy)
    {
        if (policy.Mode == Mode.Paused)
            return facts.Event is AlarmRang rang ? AlarmChanges.PutOff(facts, rang.Key)
                : new Outcome(Watch(facts, policy), []);

        // An alarm of an issue that nothing is known of any more.
        if (facts is { State: null, Event: AlarmRang or AssigneeRefused })
            return new Outcome(null, []);

        var outcome = SectionTrial.Beside(Conclude(facts, policy), facts, policy);
        return outcome with { Decisions = [.. outcome.Decisions, .. AlarmChanges.Of(facts, outcome.State)] };
    }

    /// <summary>What the rules come to, but for the alarms.</summary>
    internal static Outcome Conclude(Facts facts, RepoPolicy policy)
    {
        var draft = Draft.Begin(facts, policy);
        foreach (var rule in TriageRules.All)
        {
            draft = rule.Apply(draft);
            if (draft.Stop) break;
        }

        return Differences.Of(draft with { State = CommandUndos.Seal(draft.State) });
    }

    /// <summary>
    /// While a repository is paused nothing is decided, but what people choose is final all the same, and what keeps a
    /// promise keeps it.
    /// </summary>
    private static IssueState? Watch(Facts facts, RepoPolicy policy)
    {
        if (facts.State is null or { HandsOff: not null }) return facts.State;
        var draft = Draft.Begin(facts, policy);
        if (draft.IsEcho || draft.IsInternal) return facts.State;
        foreach (var rule in TriageRules.OfPeople) draft = rule.Apply(draft);
        foreach (var rule in TriageRules.OfPromises) draft = rule.Apply(draft);
        return draft.State with
        {
            Trial = draft.State.Trial is { } trial ? Watch(facts with { State = trial }, policy) : null,
        };
    }
}
