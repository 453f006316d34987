using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A train of releases.</summary>
public sealed record ReleasePolicy(Cadence Every)
{
    /// <summary>The rotation whose holder is the captain.</summary>
    public string? Captain { get; init; }

    public Target? Freeze { get; init; }
    public ReleaseSoak? Soak { get; init; }
    public string? Runbook { get; init; }
    public bool IsAutomatic { get; init; }
    public ImmutableArray<string> BlockedBy { get; init; } = [];
    public ReleaseGo? Go { get; init; }

    /// <summary>What no answer by the date means: <c>slip</c>.</summary>
    public string? SilenceMeans { get; init; }
}

/// <summary>How long the candidate must have been in another release: <c>7d of preview</c>.</summary>
public sealed record ReleaseSoak(Target For, string Release)
{
    public static ReleaseSoak? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var time, "of", var release] && Target.TryParse(time, out var target)
            ? new ReleaseSoak(target, release) : null;
    }
}

/// <summary>Who says go, how many of them, and which open labels forbid it.</summary>
public sealed record ReleaseGo(string Ask, int Need, ImmutableArray<string> BlockedBy);

/// <summary><c>releases:</c> — when what goes out, who leads it, and what must hold before.</summary>
internal sealed class ReleasesSection : LaterNamesSection<ReleasePolicy>
{
    private static readonly Field<string> Ask =
        new("ask", NameKinds.Alias, "The people who say go.") { IsRequired = true };

    private static readonly Field<int?> Need =
        new("need", Kinds.Number(1, 50), "How many of them must say it.") { Default = "1" };

    private static readonly Field<ImmutableArray<string>> GoBlockedBy =
        new("blocked_by", NameKinds.Labels, "An open issue with one of these labels forbids the release.");

    private static readonly Field<Cadence> Every =
        new("every", TimeKinds.Cadence, "How often it goes out, and on which day.") { IsRequired = true };

    private static readonly Field<string> Captain =
        new("captain", NameKinds.Rotation, "The rotation whose holder leads the release.");

    private static readonly Field<Target?> Freeze =
        new("freeze", TimeKinds.Length, "How long before the date the release issue is opened and changes stop.");

    private static readonly Field<ReleaseSoak> Soak = new("soak", Kinds.Parsed(
        new TextShape("time in another release", ["7d of preview"]) { Pattern = "[0-9][a-z]+ +of +\\S" },
        ReleaseSoak.Parse), "How long the candidate must have been in another release.");

    private static readonly Field<string> Runbook =
        new("runbook", NameKinds.Runbook, "Its steps become the checklist of the release issue.");

    private static readonly Field<bool?> Auto =
        new("auto", Kinds.Truth, "Goes out by itself when nothing blocks it.") { Default = "false" };

    private static readonly Field<ImmutableArray<string>> BlockedBy =
        new("blocked_by", NameKinds.Labels, "An open issue with one of these labels stops the release.");

    private static readonly Field<ReleaseGo> Go = new("go", Kinds.Map(
        "map of who says go", "{ ask: repo-leads, need: 1, blocked_by: [sev/s1] }", [Ask, Need, GoBlockedBy],
        read => new ReleaseGo(read.Get(Ask) ?? "", read.Get(Need) ?? 1, read.Items(GoBlockedBy))),
        "Who says go, how many of them, and what forbids it.");

    private static readonly Field<string> Silence =
        new("silence_means", Kinds.Word("what silence means", "slip"), "What happens when nobody says go by the date.")
        {
            Default = "slip",
        };

    public override string Key => "releases";

    public override string Says => "When what goes out, who leads it, and what must hold before.";

    protected override string Placeholder => "RELEASE";

    protected override string ExampleName => "stable";

    protected override Kind<ReleasePolicy> Item { get; } = Kinds.Map(
        "map of a release", "{ every: 2w on Thu, captain: release, freeze: 2bd }",
        [Every, Captain, Freeze, Soak, Runbook, Auto, BlockedBy, Go, Silence],
        read => new ReleasePolicy(read.Get(Every)!)
        {
            Captain = read.Get(Captain),
            Freeze = read.Get(Freeze),
            Soak = read.Get(Soak),
            Runbook = read.Get(Runbook),
            IsAutomatic = read.Get(Auto) ?? false,
            BlockedBy = read.Items(BlockedBy),
            Go = read.Get(Go),
            SilenceMeans = read.Get(Silence),
        });

    protected override LaterPolicy Keep(LaterPolicy later, ImmutableDictionary<string, ReleasePolicy> read) =>
        later with { Releases = read };
}
