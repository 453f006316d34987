namespace GitHubOps.Core;

/// <summary>An alias that has a person's login for a name: wherever the person is meant, the alias is read.</summary>
internal sealed class AliasShadowCheck : ConfigCheck
{
    public override string Code => "config/alias-shadow";

    public override string Help =>
        "An alias has the name of a person who is named elsewhere. Wherever that person is meant, the alias is read.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        var people = facts.Policy.Aliases.Values.SelectMany(members => members)
            .Concat(facts.Policy.Areas.SelectMany(area => area.Owners)).ToHashSet();
        return
            from alias in facts.Policy.Aliases.Keys.Order(StringComparer.Ordinal)
            where people.Contains(new Login(alias))
            select new Problem(Code, ProblemLevel.Warning,
                $"the alias `{ValueReader.Shown(alias)}` has the name of a person", PolicyFiles.Aliases, 1,
                Remedy: "Give the alias another name.");
    }
}
