using GitHubOps.Core;
using NodaTime;

namespace GitHubOps.Cli;

/// <summary>Policies tried on a history out of files.</summary>
internal static class ReplayTrial
{
    /// <param name="files">What happened.</param>
    /// <param name="before">The policy in force; null: only one is tried.</param>
    /// <param name="after">The policy to try.</param>
    /// <param name="since">Issues that were opened earlier are left out; null: none is.</param>
    public static ReplayComparison Compare(
        HistoryFolder files, ReplayPolicy? before, ReplayPolicy after, Instant? since)
    {
        var policies = before is null ? [after.Policy] : (RepoPolicy[])[after.Policy, before.Policy];
        var history = new ReplayHistory
        {
            Events = [.. files.Events.Where(happened => happened.Issue.CreatedAt >= (since ?? Instant.MinValue))],
            Bot = ReplayHistory.FindBot(files.Events),
            Writers = ReplayHistory.WritersOf(policies),
        };
        return ReplayComparison.Of(history, before is null ? [] : [before], [after]);
    }
}
