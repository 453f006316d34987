namespace GitHubOps.Core;

/// <summary>
/// People whom a rule would assign and GitHub would not: GitHub drops them without a word. Each is told once.
/// </summary>
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
        var named = from place in Named(facts.Policy)
                    from person in place.People
                    where refused.Contains(person)
                    group string.Join('.', place.Keys) by person into found
                    select (Person: found.Key, Places: found.Distinct().ToList());
        foreach (var (person, places) in named)
        {
            var more = places.Count == 1 ? ""
                : $", nor for {string.Join(" and ", places.Skip(1).Select(place => $"`{place}`"))},";
            yield return Warning(facts.PlaceOf(places[0].Split('.', 2)),
                $"`{ValueReader.Shown(person.Value)}` cannot be assigned in {facts.Input.Repo}: not for `{places[0]}`{more} " +
                "where the files name them",
                "Give them write access (or read, in the organisation), or take them out.");
        }
    }

    private static IEnumerable<(string[] Keys, IEnumerable<Login> People)> Named(RepoPolicy policy)
    {
        foreach (var (name, rotation) in policy.Rotations.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            yield return (["rotations", name], rotation.Members.Concat(rotation.Backup));
        foreach (var area in policy.Areas)
            yield return (["areas", area.Name], area.Lead is { } lead ? area.Owners.Append(lead) : area.Owners);
        yield return (["areas", AreasSection.Unknown], policy.UnknownOwners);
    }
}
