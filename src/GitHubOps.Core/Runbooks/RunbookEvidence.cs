using System.Collections.Immutable;
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

    public LocalDate On => At.InUtc().Date;

    /// <summary>Names the review that a file has.</summary>
    public static string PrintOf(RunbookReview? review) => review is null ? "" : RunbookStamp.DigestOf(review);
}

/// <summary>Counts what people said of runbooks together with what stands in them.</summary>
internal static class RunbookEvidenceCount
{
    /// <summary>
    /// The runbook with the newest review that is known of it; broken where somebody found it wrong since.
    /// </summary>
    public static Runbook WithEvidence(this RunbookFacts facts, Runbook runbook)
    {
        if (runbook.State is not (RunbookState.Active or RunbookState.Broken)) return runbook;
        var said = Of(facts, runbook.Path);
        if (Report(said, runbook) is not null) return runbook with { State = RunbookState.Broken };
        var last = said.LastOrDefault(x => x.Kind is EvidenceKind.Verified or EvidenceKind.Drilled);
        if (last is null || runbook.Review?.On >= last.On) return runbook;
        return runbook with { Review = ReviewOf(last) };
    }

    /// <summary>Who found it wrong, where that still counts: no newer review, and nobody has said since that it works.</summary>
    public static RunbookEvidence? ReportOf(this RunbookFacts facts, Runbook runbook) =>
        Report(Of(facts, runbook.Path), runbook);

    /// <summary>The waiver that somebody gave by a comment; null: none holds today.</summary>
    public static RunbookWaiver? WaiverOf(this RunbookFacts facts, Runbook runbook)
    {
        var waived = Of(facts, runbook.Path).LastOrDefault(x => x.Kind == EvidenceKind.Waived);
        return waived is { Until: { } until } && facts.Today < until && waived.Review == RunbookEvidence.PrintOf(runbook.Review)
            ? new($"@{waived.By}", waived.On, until, waived.Said ?? "no reason is given", 1) : null;
    }

    /// <summary>As a stamp of the file would say it.</summary>
    public static RunbookReview ReviewOf(RunbookEvidence said) => new(
        $"@{said.By}", said.On, said.Kind == EvidenceKind.Drilled ? ReviewKind.Exercised : ReviewKind.Read, 1)
    {
        Evidence = $"#{said.Number}", Holds = said.Holds,
    };

    private static RunbookEvidence? Report(ImmutableArray<RunbookEvidence> said, Runbook runbook)
    {
        var last = said.LastOrDefault(x => x.Kind != EvidenceKind.Waived);
        return last is { Kind: EvidenceKind.Wrong } && last.Review == RunbookEvidence.PrintOf(runbook.Review) ? last : null;
    }

    private static ImmutableArray<RunbookEvidence> Of(RunbookFacts facts, string path) =>
        [.. facts.Evidence.Where(x => x.Path == path).OrderBy(x => x.At)];
}
