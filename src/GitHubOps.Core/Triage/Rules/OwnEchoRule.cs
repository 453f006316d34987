namespace GitHubOps.Core;

/// <summary>What we wrote comes back as an event; deciding on it would be talking to ourselves.</summary>
internal sealed class OwnEchoRule : TriageRule
{
    public override string Id => "own-echo";

    public override string Help =>
        "Takes note of the events that our own writes cause, told by the id of the App's bot user, and decides " +
        "nothing.";

    public override Draft Apply(Draft draft) => draft.IsEcho ? draft with { Stop = true } : draft;
}
