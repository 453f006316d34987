using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>What helps a first-time contributor.</summary>
/// <param name="Guide">The page that they are shown.</param>
/// <param name="Buddy">The rotation that answers them.</param>
/// <param name="Take">Issues that they may take.</param>
public sealed record NewcomersPolicy(string? Guide, string? Buddy, TakePolicy? Take);

/// <param name="Labels">Issues with one of these may be taken.</param>
/// <param name="Each">How many one person may hold.</param>
/// <param name="For">How long without an open pull request.</param>
public sealed record TakePolicy(ImmutableArray<string> Labels, int Each, Target? For);

/// <summary><c>newcomers:</c> — what helps a first-time contributor.</summary>
internal sealed class NewcomersSection : LaterSection<NewcomersPolicy>
{
    private static readonly Field<string> Guide = new("guide", NameKinds.Path, "The page that they are shown.");

    private static readonly Field<string> Buddy =
        new("buddy", NameKinds.Rotation, "The rotation whose holder answers a first-time contributor.");

    private static readonly Field<ImmutableArray<string>> Labels =
        new("labels", NameKinds.Labels, "Issues with one of these labels may be taken.") { IsRequired = true };

    private static readonly Field<int?> Each =
        new("each", Kinds.Number(1, 50), "How many issues one person may hold.") { Default = "1" };

    private static readonly Field<Target?> For =
        new("for", TimeKinds.ClockLength, "How long an issue is held without an open pull request.");

    private static readonly Field<TakePolicy> Take = new("take", Kinds.Map(
        "map of what may be taken", "{ labels: [good first issue], each: 2, for: 14d }", [Labels, Each, For],
        read => new TakePolicy(read.Items(Labels), read.Get(Each) ?? 1, read.Get(For))),
        "Issues that anybody may take, how many each, and for how long.");

    public override string Key => "newcomers";

    public override bool IsActive => true;

    public override string Says => "What helps a first-time contributor: a guide, a buddy, issues to take.";

    protected override Kind<NewcomersPolicy> Kind { get; } = Kinds.Map(
        "map of what helps newcomers", "{ guide: CONTRIBUTING.md, buddy: triage }",
        [SectionModes.Field, Guide, Buddy, Take],
        read => new NewcomersPolicy(read.Get(Guide), read.Get(Buddy), read.Get(Take)));

    protected override LaterPolicy Keep(LaterPolicy later, NewcomersPolicy read) => later with { Newcomers = read };
}
