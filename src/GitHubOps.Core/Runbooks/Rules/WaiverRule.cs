using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A waiver says who, until when and why, and is short.</summary>
public sealed class WaiverRule : RunbookRule
{
    public override string Id => "waiver";

    public override string Help =>
        "`githubops runbooks waive` writes into a runbook that its review is put off, by whom, until when and why: " +
        "for at most thirty days, once for each review. Until then a change of what it covers is warned and not " +
        "failed. It stands in the change for everybody to see.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB025"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Runbooks)
        {
            if (runbook.Runbook?.Waiver is not { } waiver || WhyNot(runbook, facts) is not { } why) continue;
            yield return Found(runbook, Problem.Error("RB025", $"the waiver {why}", runbook.Path, waiver.Line, 0,
                $"Review it: `{runbook.RenewCommand}`."));
        }
    }

    /// <summary>The waiver that holds today; null: there is none.</summary>
    public static RunbookWaiver? InForce(RunbookCase runbook, RunbookFacts facts) =>
        runbook.Runbook?.Waiver is { } waiver && WhyNot(runbook, facts) is null && facts.Today < waiver.Until ? waiver
            : runbook.Runbook is { } known ? facts.WaiverOf(known) : null;

    private static string? WhyNot(RunbookCase runbook, RunbookFacts facts)
    {
        var waiver = runbook.Runbook!.Waiver!;
        if (waiver.By is null) return "does not say by whom";
        if (waiver.On is not { } on || waiver.Until is not { } until) return "does not say from when until when";
        if (string.IsNullOrWhiteSpace(waiver.Because)) return "does not say why";
        if (on > facts.Today.PlusDays(1)) return $"is dated {RunbookAge.Date(on)}, after today";
        if (until > on.PlusDays(RunbookWaiver.DaysMax)) return $"is longer than {RunbookWaiver.DaysMax} days";
        return runbook.Before?.Runbook is { Waiver.Until: { } before } old && until > before &&
            old.Review?.On == runbook.Runbook.Review?.On
            ? $"is put off once more: it ended on {RunbookAge.Date(before)}, and nobody has reviewed since" : null;
    }
}
