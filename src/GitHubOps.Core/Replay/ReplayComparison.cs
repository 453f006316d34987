using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>One aspect of one issue, before and after: all values that rules gave it, in the order of time.</summary>
public sealed record AspectChange(
    ReplayAspect Aspect, ImmutableArray<ReplayedValue> Before, ImmutableArray<ReplayedValue> After)
{
    /// <summary>Where the two part: the first value that is another one; null on the side that has none more.</summary>
    public (ReplayedValue? Before, ReplayedValue? After) Parting
    {
        get
        {
            var at = 0;
            while (at < Before.Length && at < After.Length && Before[at].Value == After[at].Value) at++;
            return (Before.ElementAtOrDefault(at), After.ElementAtOrDefault(at));
        }
    }
}

/// <summary>An issue that another policy would have had otherwise.</summary>
public sealed record IssueChange(
    ReplayedIssue Before, ReplayedIssue After, ImmutableArray<AspectChange> Aspects)
{
    public IssueRef Ref => After.Ref;
}

/// <summary>How often rules and people came to the same.</summary>
/// <param name="Judged">Issues where people chose something in the end.</param>
public sealed record ReplayAgreement(int Agreed, int Judged);

/// <summary>
/// One policy on a history, or two against each other. <see cref="Before"/> is null where there is only one.
/// </summary>
public sealed record ReplayComparison
{
    private static readonly ImmutableArray<ReplayAspect> Aspects = [.. Enum.GetValues<ReplayAspect>()];

    /// <summary>What people choose too; targets they do not.</summary>
    public static ImmutableArray<ReplayAspect> Judged { get; } =
        [ReplayAspect.Area, ReplayAspect.Type, ReplayAspect.Severity, ReplayAspect.Assignee];

    public required ReplayRun? Before { get; init; }
    public required ReplayRun After { get; init; }
    public required ImmutableDictionary<IssueRef, PeoplesChoice> People { get; init; }

    /// <summary>Running promises of open issues that would be due at another time.</summary>
    public ImmutableArray<MovedPromise> Moved { get; init; } = [];

    /// <summary>In the order of repository and number.</summary>
    public required ImmutableArray<IssueChange> Changes { get; init; }

    /// <summary>Changed issues that are open at the end: a change of these is felt at once.</summary>
    public int OpenChanged => Changes.Count(change => change.After.IsOpen);

    /// <summary>Issues with another target of any kind.</summary>
    public int TargetsChanged => Changes.Count(change => change.Aspects.Any(one => IsTarget(one.Aspect)));

    /// <summary>Two policies on a history, or one where none is in force yet.</summary>
    public static ReplayComparison Of(
        ReplayHistory history, IReadOnlyCollection<ReplayPolicy> before, IReadOnlyCollection<ReplayPolicy> after)
    {
        var was = before.Count == 0 ? null : Replay.Run(history, before);
        var people = PeoplesChoice.All(history, after.Concat(before).Select(policy => policy.Policy));
        return Of(was, Replay.Run(history, after), people) with
        {
            Moved = was is null ? [] : MovedPromise.All(was, before, after),
        };
    }

    public static ReplayComparison Of(
        ReplayRun? before, ReplayRun after, ImmutableDictionary<IssueRef, PeoplesChoice> people) => new()
        {
            Before = before,
            After = after,
            People = people,
            Changes = before is null ? [] : Differences(before, after),
        };

    public static bool IsTarget(ReplayAspect aspect) =>
        aspect is ReplayAspect.Route or ReplayAspect.Respond or ReplayAspect.Triage or ReplayAspect.Fix;

    public int Changed(ReplayAspect aspect) =>
        Changes.Count(change => change.Aspects.Any(one => one.Aspect == aspect));

    public ReplayAgreement Agreement(ReplayRun run, ReplayAspect aspect)
    {
        var judged = run.Issues
            .Select(issue => (Ours: issue.Last(aspect), Theirs: People.GetValueOrDefault(issue.Ref)?.Of(aspect)))
            .Where(one => one.Theirs is not null).ToList();
        return new ReplayAgreement(
            judged.Count(one => string.Equals(one.Ours, one.Theirs, StringComparison.OrdinalIgnoreCase)), judged.Count);
    }

    private static ImmutableArray<IssueChange> Differences(ReplayRun before, ReplayRun after)
    {
        var known = before.Issues.ToDictionary(issue => issue.Ref);
        var changes = ImmutableArray.CreateBuilder<IssueChange>();
        foreach (var issue in after.Issues)
        {
            if (!known.TryGetValue(issue.Ref, out var was)) continue;
            var aspects = Aspects.Where(aspect => Differs(was.Of(aspect), issue.Of(aspect)))
                .Select(aspect => new AspectChange(aspect, was.Of(aspect), issue.Of(aspect))).ToImmutableArray();
            if (!aspects.IsEmpty || was.Missed != issue.Missed) changes.Add(new IssueChange(was, issue, aspects));
        }

        return changes.ToImmutable();
    }

    private static bool Differs(ImmutableArray<ReplayedValue> one, ImmutableArray<ReplayedValue> other) =>
        !one.Select(value => value.Value)
            .SequenceEqual(other.Select(value => value.Value), StringComparer.OrdinalIgnoreCase);
}
