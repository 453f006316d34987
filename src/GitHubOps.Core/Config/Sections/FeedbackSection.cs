using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Feedback of design partners and internal teams.</summary>
public sealed record FeedbackPolicy
{
    public PartnersFile? Partners { get; init; }
    public ImmutableArray<string> Themes { get; init; } = [];
    public FeedbackTargets? Sla { get; init; }
    public FeedbackPattern? Pattern { get; init; }
    public FeedbackDigest? Digest { get; init; }
}

/// <summary>The private file with the partners' names: <c>acme/ops-private:partners.yml</c>.</summary>
public sealed record PartnersFile(RepoName Repo, string Path)
{
    public static PartnersFile? Parse(string text) =>
        text.Split(':') is [var repo, { Length: > 0 } path] && RepoName.TryParse(repo, out var name)
            && path[0] != '/' ? new PartnersFile(name.Value, path) : null;
}

/// <summary>The time to a person's answer, and to a decision.</summary>
public sealed record FeedbackTargets(Target? Respond, Target? Decide);

/// <summary>When feedback of several is one pattern.</summary>
public sealed record FeedbackPattern(ImmutableArray<string> Same, int Partners, int Reports, Target? Within);

public sealed record FeedbackDigest(RecurringMoment When, RepoName To);

/// <summary><c>feedback:</c> — feedback of design partners and internal teams.</summary>
internal sealed class FeedbackSection : LaterSection<FeedbackPolicy>
{
    private static readonly Field<Target?> Respond =
        new("respond", TimeKinds.Length, "The time in which a person answers.");

    private static readonly Field<Target?> Decide =
        new("decide", TimeKinds.Length, "The time in which it is accepted, put off, or refused.");

    private static readonly Field<FeedbackTargets> Sla = new("sla", Kinds.Map(
        "map of two targets", "{ respond: 4bh, decide: 5bd }", [Respond, Decide],
        read => new FeedbackTargets(read.Get(Respond), read.Get(Decide))),
        "The targets of an issue with a label `partner/…`; where `sla` promises an answer sooner, that counts.");

    private static readonly Field<ImmutableArray<string>> Same = new("same",
        Kinds.List(Kinds.Word("fact", "theme", "fingerprint", "area"), "[theme, fingerprint]"),
        "What makes two pieces of feedback the same.")
    {
        IsRequired = true,
    };

    private static readonly Field<int?> PartnersMin =
        new("partners", Kinds.Number(1, 100), "From so many partners.") { Default = "2" };

    private static readonly Field<int?> Reports =
        new("reports", Kinds.Number(1, 1000), "Or so many reports.") { Default = "3" };

    private static readonly Field<Target?> Within = new("within", TimeKinds.ClockLength, "In which time.");

    private static readonly Field<FeedbackPattern> Pattern = new("pattern", Kinds.Map(
        "map of a pattern", "{ same: [theme, fingerprint], partners: 2, reports: 3, within: 60d }",
        [Same, PartnersMin, Reports, Within],
        read => new FeedbackPattern(
            read.Items(Same), read.Get(PartnersMin) ?? 2, read.Get(Reports) ?? 3, read.Get(Within))),
        "When feedback of several becomes a pattern.")
    {
        IsActive = false,
    };

    private static readonly Field<RecurringMoment> When =
        new("when", TimeKinds.Moment, "When it goes out.") { IsRequired = true };

    private static readonly Field<RepoName?> To =
        new("to", NameKinds.Repo, "The repository whose issue holds it.") { IsRequired = true };

    private static readonly Field<FeedbackDigest> Digest = new("digest", Kinds.Map(
        "map of the digest", "{ when: Fri 15:00, to: acme/ops }", [When, To],
        read => new FeedbackDigest(read.Get(When)!, read.Get(To) ?? default)), "The weekly summary.")
    {
        IsActive = false,
    };

    private static readonly Field<PartnersFile> Partners = new("partners", Kinds.Parsed(
        new TextShape("file of a private repository", ["acme/ops-private:partners.yml"])
        {
            Pattern = "^[^/:]+/[^/:]+:[^/:][^:]*$",
        },
        PartnersFile.Parse), "The file with the partners' names, which stay private.")
    {
        IsActive = false,
    };

    private static readonly Field<ImmutableArray<string>> Themes = new("themes",
        Kinds.List(Kinds.Free("theme", "billing"), "[deployment, billing]"), "What feedback can be about.")
    {
        IsActive = false,
    };

    public override string Key => "feedback";

    public override bool IsActive => true;

    public override string Says => "Feedback of design partners and internal teams: targets, patterns, one digest.";

    protected override Kind<FeedbackPolicy> Kind { get; } = Kinds.Map(
        "map of feedback", "{ themes: [deployment, billing], sla: { respond: 4bh, decide: 5bd } }",
        [SectionModes.Field, Partners, Themes, Sla, Pattern, Digest],
        read => new FeedbackPolicy
        {
            Partners = read.Get(Partners),
            Themes = read.Items(Themes),
            Sla = read.Get(Sla),
            Pattern = read.Get(Pattern),
            Digest = read.Get(Digest),
        });

    protected override LaterPolicy Keep(LaterPolicy later, FeedbackPolicy read) => later with { Feedback = read };
}
