using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The same pain in several repositories.</summary>
/// <param name="Same">What makes two issues the same.</param>
/// <param name="Repos">In how many repositories.</param>
/// <param name="Within">In which time.</param>
/// <param name="OpenParentIn">Where the parent is opened.</param>
public sealed record CommonIssuesPolicy(
    ImmutableArray<string> Same, int Repos, Target? Within, RepoName? OpenParentIn);

/// <summary><c>common_issues:</c> — the same pain in several repositories.</summary>
internal sealed class CommonIssuesSection : LaterSection<CommonIssuesPolicy>
{
    private const string OpenParent = "open parent in ";

    private static readonly Field<ImmutableArray<string>> Same = new("same",
        Kinds.List(Kinds.Word("fact", "area", "fingerprint", "theme"), "[area, fingerprint]"),
        "What makes two issues the same.")
    {
        IsRequired = true,
    };

    private static readonly Field<int?> Repos =
        new("repos", Kinds.Number(2, 100), "In how many repositories.") { Default = "2" };

    private static readonly Field<Target?> Within = new("within", TimeKinds.ClockLength, "In which time.");

    private static readonly Field<RepoName?> Then = new("then", Kinds.Parsed<RepoName?>(
        new TextShape("step for common issues", ["open parent in acme/ops"])
        {
            Pattern = "^open parent in [^/]+/[^/]+$",
        },
        text => text.StartsWith(OpenParent, StringComparison.Ordinal)
            && RepoName.TryParse(text[OpenParent.Length..], out var repo) ? repo : null),
        "What happens: the repositories' issues become sub-issues of one parent.");

    public override string Key => "common_issues";

    public override string Says => "The same pain in several repositories becomes one issue with sub-issues.";

    protected override Kind<CommonIssuesPolicy> Kind { get; } = Kinds.Map(
        "map of common issues", "{ same: [area, fingerprint], repos: 2, within: 60d, then: open parent in acme/ops }",
        [SectionModes.Field, Same, Repos, Within, Then],
        read => new CommonIssuesPolicy(
            read.Items(Same), read.Get(Repos) ?? 2, read.Get(Within), read.Get(Then)));

    protected override LaterPolicy Keep(LaterPolicy later, CommonIssuesPolicy read) =>
        later with { CommonIssues = read };
}
