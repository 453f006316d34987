using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// A promise that runs at the end of a history, and when it would be due if the files that are tried came into force
/// then.
/// </summary>
/// <param name="Before">Null: it stands still.</param>
/// <param name="After">Null: it stands still, or is promised no longer.</param>
/// <param name="IsKept">False: the files promise it no longer.</param>
public sealed record MovedPromise(
    IssueRef Ref, string Title, Metric Metric, Instant? Before, Instant? After, bool IsKept)
{
    /// <summary>
    /// Of all open issues, in their order; one that stays where it is, or is late in any case, is left out.
    /// </summary>
    /// <param name="run">As the files in force would have had it.</param>
    /// <param name="before">The files in force, of each repository.</param>
    /// <param name="after">Those that are tried.</param>
    public static ImmutableArray<MovedPromise> All(
        ReplayRun run, IEnumerable<ReplayPolicy> before, IEnumerable<ReplayPolicy> after)
    {
        var were = before.ToDictionary(one => one.Policy.Repo, one => one.Policy);
        var will = after.ToDictionary(one => one.Policy.Repo, one => one.Policy);
        return
        [
            .. from issue in run.Issues
               where issue.IsOpen && issue.State is not null
               let was = were.GetValueOrDefault(issue.Ref.Repo)
               let next = will.GetValueOrDefault(issue.Ref.Repo)
               where was is not null && next is not null
               from clock in issue.State!.Clocks
               where !clock.IsOver && was.CanCount(clock)
               let moved = Of(issue, clock, was, next, run.End)
               where moved is not null
               select moved,
        ];
    }

    private static MovedPromise? Of(ReplayedIssue issue, Clock clock, RepoPolicy was, RepoPolicy next, Instant at)
    {
        var hours = was.CalendarOf(clock);
        var due = clock.DueAt(hours);
        var otherwise = next.Calendars.GetValueOrDefault(clock.Calendar ?? next.DefaultCalendar ?? "");

        // Where the table is the same, so is the promise, also one that is a partner's alone.
        var promised = TargetOf(was, clock) == TargetOf(next, clock) ? clock.Target : TargetOf(next, clock);
        var after = clock.Under(promised, otherwise, hours, at, Retroactive.IsAsked(was, next));
        var then = next.CalendarOf(after);
        var moved = after.IsOver ? null : after.DueAt(then);
        var isLateAnyway = clock.IsMissed(at, hours) && after.IsMissed(at, then);
        return !after.IsOver && (moved == due || isLateAnyway) ? null
            : new MovedPromise(issue.Ref, issue.Title, clock.Metric, due, moved, !after.IsOver);
    }

    private static Target? TargetOf(RepoPolicy policy, Clock clock) =>
        policy.Targets.GetValueOrDefault(clock.Metric)?.For(clock.Severity ?? Severity.S4);
}
