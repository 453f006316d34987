using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A meeting that comes again, with the agenda that is written for it.</summary>
public sealed record RitualPolicy(RecurringMoment When)
{
    /// <summary>A rotation or an alias.</summary>
    public string? Host { get; init; }

    public ImmutableArray<string> Agenda { get; init; } = [];

    /// <summary>Where the agenda's issue is opened; null: in the repository itself.</summary>
    public RitualIssue? Opens { get; init; }
}

public sealed record RitualIssue(RepoName Repo, string? Title);

/// <summary><c>rituals:</c> — meetings that come again.</summary>
internal sealed class RitualsSection : LaterNamesSection<RitualPolicy>
{
    /// <summary>What can stand on an agenda.</summary>
    private static readonly ImmutableArray<string> Points =
    [
        "untriaged", "late", "patterns", "upstream", "decisions-due", "accepted-but-idle", "unowned", "duplicates",
        "open-s1-s2", "pages", "runbooks-used", "runbooks-due", "eval-regressions", "flaky-evals", "baseline-age",
        "roadmap", "common-issues", "sla",
    ];

    private static readonly Field<RepoName?> Repo =
        new("repo", NameKinds.Repo, "The repository that the issue is opened in.") { IsRequired = true };

    private static readonly Field<string> Title =
        new("title", Kinds.Free("title", "Ops check-in"), "The issue's title.");

    private static readonly Field<RecurringMoment> When =
        new("when", TimeKinds.Moment, "The moment; without a zone the host's calendar says which is meant.")
        {
            IsRequired = true,
        };

    private static readonly Field<string> Host =
        new("host", NameKinds.Host, "Who leads it: the holder of a rotation, or the people of an alias.");

    private static readonly Field<ImmutableArray<string>> Agenda = new("agenda",
        Kinds.List(Kinds.Word("point of an agenda", Points), "[untriaged, late]"),
        "The lists that the agenda is made of, in their order.");

    private static readonly Field<RitualIssue> Opens = new("opens", Kinds.Map(
        "map of an issue", "{ repo: acme/ops, title: Ops check-in }", [Repo, Title],
        read => new RitualIssue(read.Get(Repo) ?? default, read.Get(Title))),
        "Where the issue with the agenda is opened.")
    {
        Default = "the repository itself",
    };

    public override string Key => "rituals";

    public override string Says => "Meetings that come again, each with the agenda that is written for it.";

    protected override string Placeholder => "RITUAL";

    protected override string ExampleName => "weekly-triage";

    protected override Kind<RitualPolicy> Item { get; } = Kinds.Map(
        "map of a ritual", "{ when: Tue 15:00, host: triage, agenda: [untriaged, late] }",
        [When, Host, Agenda, Opens],
        read => new RitualPolicy(read.Get(When)!)
        {
            Host = read.Get(Host),
            Agenda = read.Items(Agenda),
            Opens = read.Get(Opens),
        });

    protected override LaterPolicy Keep(LaterPolicy later, ImmutableDictionary<string, RitualPolicy> read) =>
        later with { Rituals = read };
}
