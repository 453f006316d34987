namespace GitHubOps.Core;

/// <summary>People whom a rule would assign and GitHub would not: GitHub drops them without a word.</summary>
internal sealed class UnassignableCheck : ConfigCheck
{
    public override string Code => "config/unassignable";

    public override string Help =>
        "A member of a rotation or an owner of an area cannot be assigned in this repository. GitHub drops such an " +
        "assignment without a word, so the next in order would always get it.";

    public override string? Unasked(CheckFacts facts) => facts.Unassignable is null ? "who can be assigned" : null;

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Unassignable is not { } refused) yield break;
        foreach (var (keys, people) in Named(facts.Policy))
            foreach (var person in people.Where(refused.Contains).Distinct())
                yield return Warning(facts.PlaceOf(keys),
                    $"`{ValueReader.Shown(person.Value)}` of `{string.Join('.', keys)}` cannot be assigned in " +
                    $"{facts.Input.Repo}",
                    "Give them write access (or read, in the organisation), or take them out.");
    }

    private static IEnumerable<(string[] Keys, IEnumerable<Login> People)> Named(RepoPolicy policy)
    {
        foreach (var area in policy.Areas) yield return (["areas", area.Name], area.Owners);
        yield return (["areas", AreasSection.Unknown], policy.UnknownOwners);
        foreach (var (name, rotation) in policy.Rotations.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            yield return (["rotations", name], rotation.Members);
    }
}
