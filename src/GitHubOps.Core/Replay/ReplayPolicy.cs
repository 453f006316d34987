using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A policy to be tried, and where each of its values stands.</summary>
/// <param name="Effective">The effective file; null where only the policy is known: then no lines are told.</param>
public sealed record ReplayPolicy(RepoPolicy Policy, OpsMap? Effective)
{
    /// <summary>The policy, or null with the problems that keep it from being obeyed.</summary>
    public static (ReplayPolicy? Policy, ImmutableArray<Problem> Problems) Read(PolicyInput input)
    {
        var result = PolicyReader.Read(input);
        return result.Policy is { } policy
            ? (new ReplayPolicy(policy.Trial ?? policy, PolicyReader.ReadEffective(input).Root), result.Problems)
            : (null, result.Problems);
    }
}
