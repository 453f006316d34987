namespace GitHubOps.Core;

/// <summary>A meeting whose host is not there.</summary>
internal sealed class RitualHostCheck : ConfigCheck
{
    public override string Code => "config/ritual-host";

    public override string Help => "The host of a ritual is away for the coming seven days.";

    public override string? Unasked(CheckFacts facts) => facts.Away is null ? "who is away" : null;

    public override IEnumerable<Problem> Check(CheckFacts facts)
    {
        if (facts.Away is not { } away) yield break;
        foreach (var (name, _, value) in facts.Entries("rituals"))
        {
            if ((value as OpsMap)?.Find("host")?.Value is not OpsText host) continue;
            if (Holder(facts, host.Text) is not { } person || !away.Contains(person)) continue;
            yield return Warning(host.At,
                $"`{ValueReader.Shown(person.Value)}`, who holds `{ValueReader.Shown(host.Text)}`, is away when " +
                $"`rituals.{name}` is due",
                "Swap the shift, or name another host.");
        }
    }

    private static Login? Holder(CheckFacts facts, string host) =>
        facts.Policy.Rotations.TryGetValue(host, out var rotation) && rotation.IsByTime
            ? RotationSchedule.At(rotation, facts.Now)?.Person : null;
}
