using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>Counts what people said of runbooks together with what stands in them.</summary>
internal static class RunbookEvidenceCount
{
    /// <summary>
    /// The runbook with the newest review that is known of it; broken where somebody found it wrong since.
    /// </summary>
    public static Runbook WithEvidence(this RunbookFacts facts, Runbook runbook)
    {
        if (facts.Evidence.IsEmpty || runbook.State is not (RunbookState.Active or RunbookState.Broken)) return runbook;
        var said = Of(facts, runbook.Path);
        if (Report(said, runbook) is not null) return runbook with { State = RunbookState.Broken };
        var last = said.LastOrDefault(x => x.Kind is EvidenceKind.Verified or EvidenceKind.Drilled);
        if (last is null || runbook.Review?.On >= last.On) return runbook;
        return runbook with { Review = ReviewOf(last) };
    }

    /// <summary>
    /// Who found it wrong, where that still counts: no newer review, and nobody has said since that it works.
    /// </summary>
    public static RunbookEvidence? ReportOf(this RunbookFacts facts, Runbook runbook) =>
        Report(Of(facts, runbook.Path), runbook);

    /// <summary>The waiver that somebody gave by a comment; null: none holds today.</summary>
    public static RunbookWaiver? WaiverOf(this RunbookFacts facts, Runbook runbook)
    {
        var waived = Of(facts, runbook.Path).LastOrDefault(x => x.Kind == EvidenceKind.Waived);
        return waived is { Until: { } until } && facts.Today < until
            && waived.Review == RunbookEvidence.PrintOf(runbook.Review)
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
        var last = said.LastOrDefault(x => x.Kind is not (EvidenceKind.Waived or EvidenceKind.Refused));
        return last is { Kind: EvidenceKind.Wrong } && last.Review == RunbookEvidence.PrintOf(runbook.Review)
            ? last : null;
    }

    private static ImmutableArray<RunbookEvidence> Of(RunbookFacts facts, string path) =>
        [.. facts.Evidence.Where(x => x.Path == path).OrderBy(x => x.At)];
}
