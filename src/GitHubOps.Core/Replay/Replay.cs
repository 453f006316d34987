using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Tries a policy on what happened: the one function decides each event, and the alarms that would have rung between,
/// in the order of time over all issues, so that turns and open loads are shared as they would have been. Pure: the
/// same history and policies give the same run.
/// </summary>
public static class Replay
{
    /// <param name="history">Events of repositories without a policy are left out.</param>
    /// <param name="policies">One per repository; they share the rotations of the same name.</param>
    public static ReplayRun Run(ReplayHistory history, IEnumerable<ReplayPolicy> policies)
    {
        var byRepo = policies.ToDictionary(policy => policy.Policy.Repo);
        var lives = Lives(history, byRepo.ContainsKey);
        var whole = lives.Where(life => life[0] is IssueOpened).ToList();
        var kept = Within(whole);
        var shared = new ReplayShared(byRepo.Keys);
        var issues = kept.Select(life => new IssueReplay(byRepo[life[0].Repo.Name], history, shared, life)).ToList();
        var end = history.End ?? Last(history);
        Pass(issues, end);
        return new ReplayRun
        {
            Issues =
            [
                .. issues.Select(issue => issue.Result())
                    .OrderBy(issue => issue.Ref.Repo.ToString(), StringComparer.OrdinalIgnoreCase)
                    .ThenBy(issue => issue.Ref.Number),
            ],
            Loads = shared.Loads,
            End = end,
            Events = kept.Sum(life => life.Length),
            Alarms = issues.Sum(issue => issue.AlarmsRung),
            LeftOut = lives.Count - whole.Count,
            Beyond = whole.Count - kept.Count,
        };
    }

    /// <summary>The events of each issue in the order of time, without what our own App did.</summary>
    private static List<ImmutableArray<IssueEvent>> Lives(ReplayHistory history, Func<RepoName, bool> isMeant) =>
        [.. history.Events
            .Where(happened => happened.Sender.Id != history.Bot.UserId && !happened.Issue.IsPullRequest &&
                isMeant(happened.Repo.Name))
            .GroupBy(happened => happened.Issue.Id)
            .OrderBy(life => life.Key.Value)
            .Select(life => life.OrderBy(happened => happened.OccurredAt)
                .ThenBy(happened => happened is not IssueOpened).ToImmutableArray())];

    /// <summary>The newest issues, as far as the bounds allow.</summary>
    private static List<ImmutableArray<IssueEvent>> Within(List<ImmutableArray<IssueEvent>> lives)
    {
        var kept = new List<ImmutableArray<IssueEvent>>();
        var events = 0;
        foreach (var life in lives.OrderByDescending(life => life[0].OccurredAt).ThenBy(life => life[0].Issue.Id.Value))
        {
            events += life.Length;
            if (kept.Count == ReplayHistory.IssuesMax || events > ReplayHistory.EventsMax) break;
            kept.Add(life);
        }

        return kept;
    }

    private static Instant Last(ReplayHistory history) =>
        history.Events.IsEmpty ? Instant.MinValue : history.Events.Max(happened => happened.OccurredAt);

    /// <summary>Each issue stands in the queue once, with its next time; of one time the older is first.</summary>
    private static void Pass(List<IssueReplay> issues, Instant end)
    {
        var queue = new PriorityQueue<IssueReplay, (Instant At, int Order)>();
        var orders = issues.Select((issue, order) => (issue, order: issues.Count - order))
            .ToDictionary(one => one.issue, one => one.order);
        foreach (var issue in issues) Queue(issue);
        while (queue.TryDequeue(out var issue, out var due))
        {
            issue.Decide(due.At);
            Queue(issue);
        }

        void Queue(IssueReplay issue)
        {
            if (issue.NextAt(end) is { } at) queue.Enqueue(issue, (at, orders[issue]));
        }
    }
}
