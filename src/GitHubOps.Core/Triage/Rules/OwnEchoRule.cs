namespace GitHubOps.Core;

/// <summary>What we wrote comes back as an event; deciding on it would be talking to ourselves.</summary>
internal sealed class OwnEchoRule : TriageRule
{
    public override string Id => "own-echo";

    public override string Help =>
        "Takes note of the events that our own writes cause, told by the id of the App's bot user, and decides " +
        "nothing; but a label that a person had taken off while our write was on its way is taken off again.";

    public override Draft Apply(Draft draft) => draft.IsEcho ? TakeBack(draft) with { Stop = true } : draft;

    private Draft TakeBack(Draft draft)
    {
        if (draft.Facts.Event is not IssueLabeled { Label: var label } || !draft.Seen.Has(label) ||
            draft.Policy.ToCanonical(label) is not { } canonical) return draft;
        if (!draft.State.RemovedByPerson.Contains(canonical) || draft.State.IsOurs(canonical)) return draft;
        return draft.Note(new Effect.RemoveLabel(canonical), Id, "a person had taken it off") with
        {
            State = draft.State with { Leaving = draft.State.Leaving.Add(canonical) },
        };
    }
}
