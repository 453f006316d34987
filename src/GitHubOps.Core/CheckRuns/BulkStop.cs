using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A repository of which a change of the shared file would touch more open issues than it allows.</summary>
public sealed record BulkStop(RepoName Repo, int OpenIssues, int Max)
{
    /// <summary>The same as where a repository changes its own file.</summary>
    public const string Code = "config/bulk-stop";

    /// <param name="comparison">The change against what is in force.</param>
    /// <param name="inForce">Its bounds count, not those that the change would set.</param>
    public static ImmutableArray<BulkStop> Find(ReplayComparison comparison, IEnumerable<RepoPolicy> inForce) =>
    [
        .. from policy in inForce
           let open = OpenChanged(comparison, policy.Repo)
           where open > policy.Manners.BulkStop
           select new BulkStop(policy.Repo, open, policy.Manners.BulkStop),
    ];

    /// <summary>Open issues of a repository with which the change would have gone otherwise.</summary>
    public static int OpenChanged(ReplayComparison comparison, RepoName repo) =>
        comparison.Changes.Count(change => change.Ref.Repo == repo && change.After.IsOpen);

    public Problem ToProblem() => Problem.Warning(Code,
        $"the change touches {OpenIssues} open issues of `{Repo}`, and `manners.bulk_stop` is {Max} there",
        PolicyFiles.Org,
        1, 0, "Look at them and have a lead agree before it is merged.");
}
