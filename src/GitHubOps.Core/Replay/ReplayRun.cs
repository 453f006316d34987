using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>What a policy says of an issue, each for itself.</summary>
public enum ReplayAspect
{
    Area,
    Type,
    Severity,

    /// <summary>A worse severity that a triager would have been asked to confirm.</summary>
    Proposed,
    Assignee,
    Route,
    Respond,
    Triage,
    Fix,
}

/// <summary>One thing that would have been done. Alarms, turns and what is left alone are among them.</summary>
public sealed record ReplayStep(Instant At, Decision Decision);

/// <summary>A value that a rule gave an aspect, and which line of the file stands behind it.</summary>
/// <param name="Origin">Null where no line does: GitHub's refusal, a person's choice.</param>
public sealed record ReplayedValue(Instant At, string Value, string RuleId, string Because, Place? Origin);

/// <summary>One issue as a policy would have had it.</summary>
public sealed record ReplayedIssue
{
    public required IssueRef Ref { get; init; }
    public required string Title { get; init; }
    public required Instant OpenedAt { get; init; }

    /// <summary>Open at the end of the history.</summary>
    public required bool IsOpen { get; init; }

    public required IssueState? State { get; init; }
    public required ImmutableArray<ReplayStep> Steps { get; init; }

    /// <summary>
    /// The values that rules gave, in the order of time. Of an assignee: everybody who would have been given the
    /// issue; of a target: every promise, also where a person's severity led to it.
    /// </summary>
    public required ImmutableDictionary<ReplayAspect, ImmutableArray<ReplayedValue>> Values { get; init; }

    /// <summary>Promises that were not kept in time.</summary>
    public int Missed => State?.Clocks.Count(clock =>
        clock.BreachedAt is not null || clock.Outcome == ClockOutcome.Missed) ?? 0;

    public ImmutableArray<ReplayedValue> Of(ReplayAspect aspect) => Values.GetValueOrDefault(aspect, []);

    /// <summary>The last value that a rule gave; null: none did.</summary>
    public string? Last(ReplayAspect aspect) => Of(aspect) is [.., var last] ? last.Value : null;
}

/// <param name="Given">Issues that this person would have been given.</param>
/// <param name="MostAtOnce">The most open ones at the same time.</param>
public sealed record ReplayedLoad(Login Person, int Given, int MostAtOnce);

/// <summary>What one policy would have made of a history.</summary>
public sealed record ReplayRun
{
    /// <summary>In the order of repository and number.</summary>
    public required ImmutableArray<ReplayedIssue> Issues { get; init; }

    /// <summary>In the order of the logins.</summary>
    public required ImmutableArray<ReplayedLoad> Loads { get; init; }

    /// <summary>Until when time passed.</summary>
    public required Instant End { get; init; }

    public required int Events { get; init; }
    public required int Alarms { get; init; }

    /// <summary>Issues whose opening lies before the history: what was decided on them cannot be known.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Issues beyond <see cref="ReplayHistory.IssuesMax"/> or <see cref="ReplayHistory.EventsMax"/>.</summary>
    public required int Beyond { get; init; }

    public int Missed => Issues.Sum(issue => issue.Missed);
}
