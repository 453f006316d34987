namespace GitHubOps.Core;

/// <summary>Whose turn it is.</summary>
internal sealed class WaitingRule : TriageRule
{
    public override string Id => "waiting";

    public override string Help =>
        "Says whose turn it is by exactly one label: `waiting/reporter` while facts are missing, " +
        "`waiting/triage` until type, area and severity are agreed, `waiting/owner` afterwards, none on a " +
        "closed issue. One that a person chose stays.";

    public override Draft Apply(Draft draft) => draft with { State = draft.State with { Waiting = WaitingFor(draft) } };

    private static Waiting WaitingFor(Draft draft)
    {
        var state = draft.State;
        if (draft.Seen.IsClosed) return Waiting.None;
        if (!state.Missing.IsEmpty) return Waiting.Reporter;
        if (state.Waiting is Waiting.Reporter or Waiting.Upstream or Waiting.Owner) return state.Waiting;
        return state.TriagedAt is null ? Waiting.Triage : Waiting.Owner;
    }
}
