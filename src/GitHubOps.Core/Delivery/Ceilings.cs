using NodaTime;

namespace GitHubOps.Core;

/// <summary>Bounds on what is written by rule. What people ask for by a command is not counted.</summary>
public static class Ceilings
{
    /// <summary>
    /// Batches by rule on one issue within an hour: beyond that it looks like two programs that answer each other.
    /// </summary>
    public const int ActsPerIssueAndHour = 10;

    public static Duration Hour { get; } = Duration.FromHours(1);

    /// <summary>Between two edits of the one comment by rule.</summary>
    public static Duration BetweenEdits { get; } = Duration.FromMinutes(5);
}
