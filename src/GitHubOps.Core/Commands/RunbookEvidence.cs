using System.Text.Json.Serialization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>What somebody said of a runbook in a comment.</summary>
public enum EvidenceKind
{
    /// <summary>Read, and it holds.</summary>
    Verified,

    /// <summary>Its steps were followed, and they work.</summary>
    Drilled,

    /// <summary>It does not work.</summary>
    Wrong,

    /// <summary>Its review is put off.</summary>
    Waived,

    /// <summary>What was asked for was not done; <see cref="RunbookEvidence.Said"/> says why.</summary>
    Refused,
}

/// <summary>
/// One thing that somebody said of a runbook on an issue or a pull request, as the service keeps it.
/// </summary>
/// <param name="Path">The runbook's file.</param>
/// <param name="At">When it was said.</param>
/// <param name="Number">Of the issue or pull request.</param>
public sealed record RunbookEvidence(string Path, EvidenceKind Kind, Login By, Instant At, int Number)
{
    /// <summary>What they wrote beside it; a stranger's text.</summary>
    public string? Said { get; init; }

    /// <summary>Of a waiver: the first day on which it is over.</summary>
    public LocalDate? Until { get; init; }

    /// <summary>How long a review holds by what it proves.</summary>
    public ReviewHold Holds { get; init; } = ReviewHold.Full;

    /// <summary>Names the review that the file had then: another one ends a report and a waiver.</summary>
    public string Review { get; init; } = "";

    [JsonIgnore]
    public LocalDate On => At.InUtc().Date;

    /// <summary>Names the review that a file has.</summary>
    public static string PrintOf(RunbookReview? review) => review is null ? "" : RunbookStamp.DigestOf(review);
}
