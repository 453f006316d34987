using GitHubOps.Core;

namespace GitHubOps.Server;

/// <summary>The service cannot start; the problem is one line that says what to set.</summary>
public sealed class CannotStartException(
    Problem problem, Exception? cause = null) : Exception(problem.ToString(), cause)
{
    public Problem Problem { get; } = problem;
}
