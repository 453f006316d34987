using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>The promises that a clock can measure.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Metric>))]
public enum Metric
{
    /// <summary>Until an area is known.</summary>
    Route,

    /// <summary>Until a person has answered.</summary>
    Respond,

    /// <summary>Until type, area and severity are agreed.</summary>
    Triage,

    /// <summary>Until it is closed, or a workaround is posted.</summary>
    Fix,

    /// <summary>Until feedback is decided.</summary>
    Decide,

    /// <summary>Until a later word of the reporter's is answered; each begins a cycle of its own.</summary>
    Reply,

    /// <summary>Until people hear again how it stands; each word of the team's begins the next cycle.</summary>
    Update,
}

/// <summary>Why a clock stands still. Reasons form a set: the clock runs again when the last one is gone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PauseReason>))]
public enum PauseReason
{
    Author,
    Blocked,
    Snooze,
    Freeze,
    Upstream,

    /// <summary>Closed, and reopened later: the time between does not count.</summary>
    Closed,
}

public enum ClockState
{
    Running,
    Paused,
    Met,
    Missed,
    Cancelled,
}

[JsonConverter(typeof(JsonStringEnumConverter<ClockOutcome>))]
public enum ClockOutcome
{
    Met,
    Missed,
    Cancelled,
}

/// <summary>One stretch of standing still for one reason; open-ended while it lasts.</summary>
public sealed record ClockPause(
    PauseReason Reason,
    [property: JsonConverter(typeof(InstantMillisecondsConverter))] Instant From,
    [property: JsonConverter(typeof(InstantMillisecondsConverter))] Instant? To = null,
    string? Evidence = null);

/// <summary>
/// What a clock promised before its severity began to change. Labels that come and go within a short while are one
/// change: the last ones count, and who has taken back what he did has changed nothing.
/// </summary>
public sealed record PromiseBefore(
    [property: JsonConverter(typeof(TargetConverter))] Target Target,
    Severity? Severity,
    string? Calendar,
    string? Hours,
    [property: JsonConverter(typeof(DurationMillisecondsConverter))] Duration TargetTime,
    [property: JsonConverter(typeof(InstantMillisecondsConverter))] Instant? CountedFrom,
    [property: JsonConverter(typeof(DurationMillisecondsConverter))] Duration UsedBefore,
    [property: JsonConverter(typeof(InstantMillisecondsConverter))] Instant ChangedAt)
{
    /// <summary>So long after the last change nothing more is expected.</summary>
    public static readonly Duration Settles = Duration.FromSeconds(90);

    [JsonIgnore]
    public Instant SettledAt => ChangedAt + Settles;
}

/// <summary>
/// One cycle of one promise on one issue: everything that is stored of it. What follows from it (when it is due, how
/// much is
/// used) is computed by <see cref="ClockArithmetic"/>, what happens to it by <see cref="ClockTransitions"/>.
/// </summary>
public sealed record Clock
{
    public required Metric Metric { get; init; }

    /// <summary>Counts the cycles of the same promise on the same issue, from 1.</summary>
    public int Cycle { get; init; } = 1;

    [JsonConverter(typeof(TargetConverter))]
    public required Target Target { get; init; }

    /// <summary>The name of the calendar that it runs in; null for clock time.</summary>
    public string? Calendar { get; init; }

    /// <summary>Which hours these were: <see cref="BusinessCalendar.Print"/>; null: not known, or clock time.</summary>
    public string? Hours { get; init; }

    public Severity? Severity { get; init; }

    /// <summary>Set while, and after, the severity changes: see <see cref="PromiseBefore"/>.</summary>
    public PromiseBefore? Before { get; init; }

    [JsonConverter(typeof(InstantMillisecondsConverter))]
    public required Instant StartedAt { get; init; }

    /// <summary>The target as open time, resolved when the clock started or was last given another target.</summary>
    [JsonConverter(typeof(DurationMillisecondsConverter))]
    public required Duration TargetTime { get; init; }

    /// <summary>In the order in which they began. Pauses of different reasons may overlap.</summary>
    public ImmutableArray<ClockPause> Pauses { get; init; } = [];

    /// <summary>Since when time is counted in the present calendar; null: since the start.</summary>
    [JsonConverter(typeof(InstantMillisecondsConverter))]
    public Instant? CountedFrom { get; init; }

    /// <summary>Open time used before <see cref="CountedFrom"/>, in the calendar that was in force then.</summary>
    [JsonConverter(typeof(DurationMillisecondsConverter))]
    public Duration UsedBefore { get; init; }

    /// <summary>Since when the files are in force that counted it from its start anew; null: none did.</summary>
    [JsonConverter(typeof(InstantMillisecondsConverter))]
    public Instant? CountedBackAt { get; init; }

    /// <summary>When watching began: nothing is dated as missed before it.</summary>
    [JsonConverter(typeof(InstantMillisecondsConverter))]
    public Instant? TrackedFrom { get; init; }

    [JsonConverter(typeof(InstantMillisecondsConverter))]
    public Instant? StoppedAt { get; init; }

    public ClockOutcome? Outcome { get; init; }

    /// <summary>Why it was cancelled.</summary>
    public string? Because { get; init; }

    /// <summary>A fact, not a state: a clock that missed its target runs on and measures by how much.</summary>
    [JsonConverter(typeof(InstantMillisecondsConverter))]
    public Instant? BreachedAt { get; init; }

    /// <summary>The severity in force when the target was missed.</summary>
    public Severity? BreachedSeverity { get; init; }

    [JsonIgnore]
    public ClockState State => Outcome switch
    {
        ClockOutcome.Met => ClockState.Met,
        ClockOutcome.Missed => ClockState.Missed,
        ClockOutcome.Cancelled => ClockState.Cancelled,
        _ => Pauses.Any(p => p.To is null) ? ClockState.Paused : ClockState.Running,
    };

    [JsonIgnore]
    public bool IsOver => Outcome is not null;

    /// <summary>The reasons why it stands still now.</summary>
    [JsonIgnore]
    public IEnumerable<PauseReason> PauseReasons => Pauses.Where(p => p.To is null).Select(p => p.Reason);

    // An immutable array compares by identity; a clock read from the store must equal the one that was written.
    public bool Equals(Clock? other) => other is not null && Rest == other.Rest && Pauses.SequenceEqual(other.Pauses);

    public override int GetHashCode() => HashCode.Combine(Rest, Pauses.Length);

    private (Metric, int, Target, string?, Severity?, Instant, Duration, (Instant?, Duration, Instant?, Instant?),
        (ClockOutcome?, string?, Instant?, Severity?), (string?, PromiseBefore?, Instant?)) Rest =>
        (Metric, Cycle, Target, Calendar, Severity, StartedAt, TargetTime,
            (CountedFrom, UsedBefore, TrackedFrom, StoppedAt), (Outcome, Because, BreachedAt, BreachedSeverity),
            (Hours, Before, CountedBackAt));
}
