namespace GitHubOps.Core;

/// <summary>What an incident asks for while it lasts and after it.</summary>
/// <param name="Label">What makes an issue an incident.</param>
/// <param name="Commander">The rotation whose holder leads.</param>
/// <param name="UpdateEvery">How often the commander is asked.</param>
/// <param name="ReviewWithin">How soon after its end it is reviewed.</param>
public sealed record IncidentsPolicy(string Label, string? Commander, Target? UpdateEvery, Target? ReviewWithin);

/// <summary><c>incidents:</c> — what an incident asks for.</summary>
internal sealed class IncidentsSection : LaterSection<IncidentsPolicy>
{
    private static readonly Field<string> Label =
        new("label", NameKinds.Label, "The label that makes an issue an incident.") { IsRequired = true };

    private static readonly Field<string> Commander =
        new("commander", NameKinds.Rotation, "The rotation whose holder leads.");

    private static readonly Field<Target?> UpdateEvery =
        new("update_every", TimeKinds.ClockLength, "How often the commander is asked for the state.");

    private static readonly Field<Target?> ReviewWithin =
        new("review_within", TimeKinds.Length, "How soon after its end it is reviewed.");

    public override string Key => "incidents";

    public override string Says => "What an incident asks for while it lasts, and after it.";

    protected override Kind<IncidentsPolicy> Kind { get; } = Kinds.Map(
        "map of incidents", "{ label: incident, commander: oncall, update_every: 1h, review_within: 5bd }",
        [SectionModes.Field, Label, Commander, UpdateEvery, ReviewWithin],
        read => new IncidentsPolicy(
            read.Get(Label) ?? "", read.Get(Commander), read.Get(UpdateEvery), read.Get(ReviewWithin)));

    protected override LaterPolicy Keep(LaterPolicy later, IncidentsPolicy read) => later with { Incidents = read };
}
