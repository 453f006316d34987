namespace GitHubOps.Core;

/// <summary>A severity rule below one that takes everything it could take.</summary>
internal sealed class UnreachableRuleCheck : ConfigCheck
{
    public override string Code => ProblemCodes.Unreachable;

    public override string Help =>
        "A rule of `severity_rules` can never decide: a rule above it holds whenever it does, since the first match " +
        "wins.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        var rules = facts.Policy.SeverityRules;
        for (var i = 0; i < rules.Length; i++)
        {
            var rule = rules[i];
            var above = rules[..i].FirstOrDefault(earlier =>
                !earlier.IsOtherwise && !rule.IsOtherwise && earlier.Conditions.All(one => Follows(one, rule)));
            if (above is null) continue;
            yield return Error(new Place(rule.File, rule.Line, 1),
                $"this rule is never reached: the one at {above.File}:{above.Line} holds whenever it does",
                "Put the narrower rule first, or take this one away.");
        }
    }

    /// <summary>The condition holds wherever all of the rule's do.</summary>
    private static bool Follows(Condition condition, SeverityRule rule) =>
        rule.Conditions.Any(own => (condition, own) switch
    {
        (Condition.AnyWords wide, Condition.AnyWords narrow) =>
            narrow.Phrases.All(phrase => wide.Phrases.Contains(phrase, StringComparer.OrdinalIgnoreCase)),
        _ => condition == own,
    });
}
