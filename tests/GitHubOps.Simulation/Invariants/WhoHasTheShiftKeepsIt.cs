namespace GitHubOps.Simulation;

/// <summary>
/// When people change a roster, whoever has the shift at that moment has it until it ends, and nothing of before moves.
/// </summary>
internal sealed class WhoHasTheShiftKeepsIt : Invariant
{
    private int looked;

    public override string Sentence => "A change of a roster moves neither the present holder nor the past";

    public override string? Find(World world)
    {
        for (; looked < world.Decided.Count; looked++)
            foreach (var rotation in world.Decided[looked].Policy.Rotations.Values)
                if (rotation.Revisions.Length > 1 && Moved(rotation) is { } found) return found;
        return null;
    }

    private static string? Moved(RotationDefinition rotation)
    {
        var (before, at) = (rotation with { Revisions = rotation.Revisions[..^1] }, rotation.Revisions[^1].EffectiveAt);
        for (var weeks = 0; weeks < 4; weeks++)
        {
            var then = at - Duration.FromSeconds(1) - Duration.FromDays(7 * weeks);
            var (was, now) = (RotationSchedule.At(before, then)?.Person, RotationSchedule.At(rotation, then)?.Person);
            if (was != now) return $"{rotation.Name} at {then}: {was} had it, now {now}";
        }

        return null;
    }
}
