namespace GitHubOps.Core;

/// <summary>An area that has owners, of whom GitHub would let none be assigned, or only one.</summary>
internal sealed class LiveOwnersCheck : ConfigCheck
{
    public override string Code => ProblemCodes.Owners;

    public override string Help =>
        "Of an area's owners none, or only one, can be assigned: what comes there falls to others, or always to the " +
        "same person. Areas with fewer than two names are told without asking GitHub.";

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Unassignable is not { } refused) yield break;
        foreach (var area in facts.Policy.Areas.Where(area => area.Owners.Length > 1))
        {
            var alive = area.Owners.Where(owner => !refused.Contains(owner)).ToList();
            if (alive.Count > 1) continue;
            var who = alive is [var one] ? $"only `{ValueReader.Shown(one.Value)}`" : "nobody";
            yield return Warning(facts.PlaceOf("areas", area.Name),
                $"of the {area.Owners.Length} owners of `areas.{area.Name}` {who} can be assigned",
                $"Give them write access, or name others in `{area.OwnersFile ?? "OWNERS"}`.");
        }
    }
}
