using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>THE list. A rule that is not here does not run.</summary>
public static class RunbookRules
{
    public static ImmutableArray<RunbookRule> All { get; } =
    [
        new FrontMatterRule(),
        new FutureDateRule(),
        new OwnerRule(),
        new RetiredRule(),
        new BrokenRule(),
        new LinksRule(),
        new ExpiresRule(),
        new HeadingsRule(),
        new CommandsRule(),
        new DateOnlyRule(),
        new StampRule(),
        new ApprovalRule(),
        new BulkRule(),
        new WaiverRule(),
        new TouchedRule(),
        new AgeRule(),
        new MentionRule(),
        new CoversDeadRule(),
        new CoversEverythingRule(),
        new ChangedSinceRule(),
        new RequiredRule(),
        new CoverageRule(),
        new AlertsRule(),
        new UnknownChangeRule(),
        new BaselineRule(),
    ];
}
