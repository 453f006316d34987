namespace GitHubOps.Core;

/// <summary>Whoever is here for the first time meets a person; nobody else is welcomed.</summary>
internal sealed class NewcomerRule : TriageRule
{
    public override string Id => "newcomer";

    public override string Help =>
        "Where `newcomers.buddy` names a rotation, the first issue of somebody who has opened nothing in the " +
        "repository before, and who belongs neither to the team nor may write to it, gets a person from that " +
        "rotation, unless its severity has an `assign` entry of its own. The answer is promised as for s3, where its " +
        "severity promises it no sooner, and the comment leads to `newcomers.guide`.";

    public override Draft Apply(Draft draft)
    {
        if (!draft.IsFirst || !draft.Facts.IsNewcomer || draft.Policy.Later.Newcomers is null) return draft;
        if (draft.Seen.Author.IsBot || draft.Policy.IsMember(draft.Seen.Author.Login)) return draft;
        return draft with { State = draft.State with { IsNewcomer = true } };
    }
}
