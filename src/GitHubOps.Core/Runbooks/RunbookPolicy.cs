using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>The section <c>runbooks:</c> of <c>.github/ops.yml</c>, or what holds without one.</summary>
public sealed record RunbookPolicy
{
    /// <summary>What holds in a repository without a policy file.</summary>
    public static RunbookPolicy Default { get; } = new();

    /// <summary>Where runbooks live.</summary>
    public string In { get; init; } = "docs/runbooks/**";

    public RunbookInterval? VerifyEvery { get; init; }

    /// <summary>A change of covered code needs the runbook fresh, changed in the same change, or confirmed.</summary>
    public bool GateOnTouch { get; init; }

    public ImmutableArray<RunbookRequirement> Required { get; init; } = [];

    /// <summary>Days between due and overdue; null: 14, and 7 for s1.</summary>
    public int? GraceDays { get; init; }

    /// <summary>The file the policy was read from; null where there is none.</summary>
    public string? File { get; init; }

    public int GraceDaysOf(RunbookSeverity severity) => GraceDays ?? (severity == RunbookSeverity.S1 ? 7 : 14);

    public RunbookInterval IntervalOf(Runbook runbook) => runbook.Interval ?? VerifyEvery ?? RunbookInterval.OfDays(
        SeverityOf(runbook) switch { RunbookSeverity.S1 => 90, RunbookSeverity.S2 => 180, _ => 365 });

    /// <summary>Where the interval comes from, for people who wonder.</summary>
    public string IntervalOriginOf(Runbook runbook) => runbook.Interval is not null
        ? "its own interval"
        : VerifyEvery is not null ? "verify_every" : $"default of {RunbookWords.Of(SeverityOf(runbook))}";

    /// <summary>A runbook that names no severity has the least.</summary>
    public static RunbookSeverity SeverityOf(Runbook runbook) => runbook.Severity ?? RunbookSeverity.S4;
}

/// <summary>A runbook that must be there, as a path from the repository's root.</summary>
public sealed record RunbookRequirement(string Path, int Line);

/// <summary>Enum values as people write them.</summary>
public static class RunbookWords
{
    public static string Of<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    public static string Days(int count) => count == 1 ? "1 day" : $"{count} days";
}
