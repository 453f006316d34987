namespace GitHubOps.Core;

/// <summary>Initiatives, one tracking issue each.</summary>
/// <param name="Repo">Where the tracking issues are.</param>
/// <param name="Label">What makes an issue an initiative.</param>
/// <param name="StatusEvery">How often its owner is asked.</param>
/// <param name="Overdue">What happens without an answer.</param>
public sealed record RoadmapPolicy(RepoName Repo, string? Label, Target? StatusEvery, EscalationStep? Overdue);

/// <summary><c>roadmap:</c> — initiatives, one tracking issue each.</summary>
internal sealed class RoadmapSection : LaterSection<RoadmapPolicy>
{
    private static readonly Field<RepoName?> Repo =
        new("repo", NameKinds.Repo, "The repository with the tracking issues.") { IsRequired = true };

    private static readonly Field<string> Label =
        new("label", NameKinds.Label, "The label that makes an issue an initiative.") { Default = "roadmap" };

    private static readonly Field<Target?> StatusEvery =
        new("status_every", TimeKinds.ClockLength, "How often an initiative's owner is asked, in chat.");

    private static readonly Field<EscalationStep> Overdue =
        new("overdue", NameKinds.LaterStep, "What happens when no status comes.");

    public override string Key => "roadmap";

    public override string Says => "Initiatives over several repositories, one tracking issue each.";

    protected override Kind<RoadmapPolicy> Kind { get; } = Kinds.Map(
        "map of the roadmap", "{ repo: acme/ops, label: roadmap, status_every: 4w }",
        [SectionModes.Field, Repo, Label, StatusEvery, Overdue],
        read => new RoadmapPolicy(
            read.Get(Repo) ?? default, read.Get(Label), read.Get(StatusEvery), read.Get(Overdue)));

    protected override LaterPolicy Keep(LaterPolicy later, RoadmapPolicy read) => later with { Roadmap = read };
}
