namespace GitHubOps.Simulation;

/// <summary>Told by the requests that were made since somebody switched us off and we had heard of it.</summary>
internal sealed class SilentWhereSwitchedOff : Invariant
{
    public override string Sentence => "Nothing is written where we were switched off, once we were told";

    public override string? Find(World world)
    {
        var found = world.Requests.Skip(world.Switches.Looked)
            .Select(request => (Request: request, Why: world.Switches.WhyOff(request)))
            .FirstOrDefault(one => one.Why is not null);
        world.Switches.Look();
        return found.Why is null ? null : $"{found.Request}: {found.Why}";
    }
}
