namespace GitHubOps.Core;

/// <summary>
/// The one function between what happens and what we do about it. Pure: the same facts and policy give the same
/// outcome.
/// </summary>
public static class Triage
{
    public static Outcome Decide(Facts facts, RepoPolicy policy)
    {
        if (policy.Mode == Mode.Paused) return new Outcome(facts.State, []);

        // An alarm of an issue that nothing is known of any more.
        if (facts is { State: null, Event: AlarmRang or AssigneeRefused })
            return new Outcome(null, []);

        var draft = Draft.Begin(facts, policy);
        foreach (var rule in TriageRules.All)
        {
            draft = rule.Apply(draft);
            if (draft.Stop) break;
        }

        return Differences.Of(draft);
    }
}
