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
            from alias in OwnersAliases.Read(PolicyFiles.Find(facts.Input.Files, PolicyFiles.Aliases),
                new ProblemList())
                .Groups.Values.OrderBy(alias => alias.At.Line)
            where people.Contains(new Login(OwnersFile.NormalLogin(alias.Name)))
            select Warning(alias.At, $"the alias `{ValueReader.Shown(alias.Name)}` has the name of a person",
                "Give the alias another name.");
    }
}
