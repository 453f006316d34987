using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>How much it hurts when the runbook is wrong, in the words of <c>ops.yml</c>.</summary>
public enum RunbookSeverity
{
    S1 = 1,
    S2 = 2,
    S3 = 3,
    S4 = 4,
}

public enum RunbookState
{
    Active,

    /// <summary>Being written: its age is not judged.</summary>
    Draft,

    /// <summary>Out of use: says what stands in its place, or why nothing does.</summary>
    Retired,

    /// <summary>Somebody followed it and it did not work: overrides every date.</summary>
    Broken,
}

/// <summary>What the reviewer did. An incident proves more than an exercise, an exercise more than reading.</summary>
public enum ReviewKind
{
    Read,
    Exercised,
    Incident,
}

/// <summary>A runbook as its own front matter tells it.</summary>
public sealed record Runbook(string Path)
{
    public string? Title { get; init; }

    /// <summary><c>@user</c>, <c>@org/team</c>, a name of <c>OWNERS_ALIASES</c> or <c>rotation:name</c>.</summary>
    public string? Owner { get; init; }

    /// <summary>The key of another tool that its date was read from; null: it is in our own format.</summary>
    public string? Dialect { get; init; }

    public RunbookSeverity? Severity { get; init; }

    public RunbookInterval? Interval { get; init; }

    public RunbookCovers Covers { get; init; } = RunbookCovers.Nothing;

    /// <summary>Alerts that send people here.</summary>
    public ImmutableArray<string> Alerts { get; init; } = [];

    /// <summary>Words whose loss from the covered code makes the steps wrong, beside those found in the text.</summary>
    public ImmutableArray<string> Watch { get; init; } = [];

    public RunbookState State { get; init; } = RunbookState.Active;

    public string? SupersededBy { get; init; }

    /// <summary>Why it is retired, or why it never needs a review.</summary>
    public string? Reason { get; init; }

    public RunbookReview? Review { get; init; }

    /// <summary>Its review is put off for some days, with a reason.</summary>
    public RunbookWaiver? Waiver { get; init; }
}

/// <summary>Who put a review off, when, until when (that day excluded) and why.</summary>
public sealed record RunbookWaiver(string? By, LocalDate? On, LocalDate? Until, string? Because, int Line)
{
    public const int DaysMax = 30;
}

/// <summary>The stamp of a review: who looked, when, how, and what they saw.</summary>
public sealed record RunbookReview(string? By, LocalDate? On, ReviewKind? Kind, int Line)
{
    public string? Evidence { get; init; }

    /// <summary>
    /// What each entry of <c>covers</c> looked like: <c>t:</c> a tree, <c>b:</c> a blob, <c>g:</c> a digest of files.
    /// </summary>
    public ImmutableSortedDictionary<string, string> Seen { get; init; } =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>A digest of the text that was reviewed; null where the stamp is of an older kind.</summary>
    public string? Text { get; init; }

    /// <summary>How long it holds by what it proves; null: in full.</summary>
    public ReviewHold? Holds { get; init; }

    /// <summary>The digest that <c>renew</c> writes over the rest of the stamp.</summary>
    public string? Stamp { get; init; }
}

/// <summary>What was found in a file: the runbook as far as it could be read, and what is wrong with it.</summary>
public sealed record RunbookReading(string Path, Runbook? Runbook, FrontMatter? FrontMatter,
    ImmutableArray<Problem> Problems)
{
    /// <summary>True where the file ends its metadata in a state that can be judged.</summary>
    public bool IsJudgeable => Runbook is not null;
}
