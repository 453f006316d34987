using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>THE list of what <c>doctor</c> looks at, in the order in which a repository is set up.</summary>
public static class DoctorChecks
{
    public static ImmutableArray<DoctorCheck> All { get; } =
    [
        new RepositoryCheck(),
        new InstallationCheck(),
        new PermissionCheck(),
        new EventCheck(),
        new WebhookCheck(),
        new ConfigurationCheck(),
        new OwnersCheck(),
        new FormCheck(),
        new OperatingModelCheck(),
        new LabelCheck(),
        new OpenIssueCheck(),
    ];

    /// <summary>Everything that is missing, in the order of the list. Pure.</summary>
    public static ImmutableArray<Problem> Run(DoctorFacts facts) => [.. All.SelectMany(check => check.Check(facts))];
}
