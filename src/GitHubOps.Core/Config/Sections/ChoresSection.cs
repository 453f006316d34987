using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Work that comes again, opened as an issue.</summary>
public sealed record ChorePolicy(Cadence Every, string To)
{
    public string? Runbook { get; init; }

    /// <summary>How long after its date it escalates.</summary>
    public Target? LateAfter { get; init; }
}

/// <summary><c>chores:</c> — work that comes again.</summary>
internal sealed class ChoresSection : LaterNamesSection<ChorePolicy>
{
    private static readonly Field<Cadence> Every =
        new("every", TimeKinds.Cadence, "How often its issue is opened.") { IsRequired = true };

    private static readonly Field<string> To =
        new("to", NameKinds.Rotation, "The rotation that it is assigned by.") { IsRequired = true };

    private static readonly Field<string> Runbook =
        new("runbook", NameKinds.Runbook, "Its steps become the issue's checklist.");

    private static readonly Field<Target?> LateAfter =
        new("late_after", TimeKinds.Length, "How long after its date it escalates.");

    public override string Key => "chores";

    public override string Says => "Work that comes again: opened as an issue, assigned by rotation.";

    protected override string Placeholder => "CHORE";

    protected override string ExampleName => "rotate-keys";

    protected override Kind<ChorePolicy> Item { get; } = Kinds.Map(
        "map of a chore", "{ every: 30d, to: oncall, runbook: rotate-keys.md, late_after: 5d }",
        [Every, To, Runbook, LateAfter],
        read => new ChorePolicy(read.Get(Every)!, read.Get(To) ?? "")
        {
            Runbook = read.Get(Runbook),
            LateAfter = read.Get(LateAfter),
        });

    protected override LaterPolicy Keep(LaterPolicy later, ImmutableDictionary<string, ChorePolicy> read) =>
        later with { Chores = read };
}
