namespace GitHubOps.Core;

/// <summary>A rotation that nobody can hold next week.</summary>
internal sealed class RotationAwayCheck : ConfigCheck
{
    public override string Code => "config/rotation-away";

    public override string Help =>
        "All members of a rotation are away for the coming seven days: what it should get falls to the area's lead.";

    public override string? Unasked(CheckFacts facts) => facts.Away is null ? "who is away" : null;

    public override IEnumerable<Problem> Check(CheckFacts facts) => facts.Away is not { } away ? [] :
        from entry in facts.Policy.Rotations.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        where !entry.Value.Members.IsEmpty && entry.Value.Members.All(away.Contains)
        select Warning(facts.PlaceOf("rotations", entry.Key),
            $"everybody of `rotations.{entry.Key}` is away for the next seven days",
            "Find somebody for that time, or add people to its alias.");
}
