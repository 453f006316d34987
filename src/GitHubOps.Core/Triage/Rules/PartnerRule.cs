namespace GitHubOps.Core;

/// <summary>Feedback of a design partner, whose name stays elsewhere.</summary>
internal sealed class PartnerRule : TriageRule
{
    private const string Family = "partner/";

    public override string Id => "partner";

    public override string Help =>
        "An issue with a label `partner/…` is that partner's feedback as long as the label is on it: `feedback.sla` " +
        "says in which time a person answers and in which time it is decided.";

    public override Draft Apply(Draft draft)
    {
        var label = draft.Seen.Labels.FirstOrDefault(
            one => one.Length > Family.Length && one.StartsWith(Family, StringComparison.OrdinalIgnoreCase));
        var partner = label?[Family.Length..];
        return partner == draft.State.Partner ? draft : draft with { State = draft.State with { Partner = partner } };
    }
}
