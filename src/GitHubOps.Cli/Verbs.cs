using System.Collections.Immutable;

namespace GitHubOps.Cli;

/// <summary>THE list: what <c>githubops</c> can do, in the order of its help.</summary>
internal static class Verbs
{
    public static ImmutableArray<Verb> All { get; } =
    [
        new InitVerb(),
        new ConfigCheckVerb(),
        new ExplainVerb(),
        new OperatingModelVerb(),
        new DoctorVerb(),
        new RunbooksVerb(),
        new OwnersVerb(),
        new OnCallVerb(),
        new ScheduleVerb(),
        new WhenVerb(),
        new ReplayVerb(),
#if WITH_SERVICE
        .. ServiceVerbs.All,
#endif
    ];
}
