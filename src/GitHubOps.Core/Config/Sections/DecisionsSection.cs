namespace GitHubOps.Core;

/// <summary>Where decisions are written down, who takes them, and how long they are open.</summary>
public sealed record DecisionsPolicy(string Dir, string? By, Target? OpenFor);

/// <summary><c>decisions:</c> — how decisions are taken and kept.</summary>
internal sealed class DecisionsSection : LaterSection<DecisionsPolicy>
{
    private static readonly Field<string> Dir =
        new("dir", NameKinds.Path, "The folder of the numbered records.") { IsRequired = true };

    private static readonly Field<string> By = new("by", NameKinds.Alias, "The people who decide.");

    private static readonly Field<Target?> OpenFor =
        new("open_for", TimeKinds.Length, "How long a question is open before it is due.");

    public override string Key => "decisions";

    public override string Says => "Where decisions are written down, who takes them, and how long they are open.";

    protected override Kind<DecisionsPolicy> Kind { get; } = Kinds.Map(
        "map of decisions", "{ dir: docs/decisions, by: repo-leads, open_for: 3bd }",
        [SectionModes.Field, Dir, By, OpenFor],
        read => new DecisionsPolicy(read.Get(Dir) ?? "", read.Get(By), read.Get(OpenFor)));

    protected override LaterPolicy Keep(LaterPolicy later, DecisionsPolicy read) => later with { Decisions = read };
}
