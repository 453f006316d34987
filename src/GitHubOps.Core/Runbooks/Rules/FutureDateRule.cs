using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A review lies in the past, or is of today anywhere on earth.</summary>
public sealed class FutureDateRule : RunbookRule
{
    public override string Id => "future-date";

    public override string Help =>
        "`review.on` may be at most one day after today in UTC, because somewhere it is tomorrow already. A later " +
        "date would keep the runbook fresh for longer than anybody looked at it.";

    public override RunbookAxis Axis => RunbookAxis.Age;

    public override ImmutableArray<string> Codes => ["RB004"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts)
    {
        foreach (var runbook in facts.Runbooks)
        {
            if (runbook.Runbook?.Review is not { On: { } on } review || on <= facts.Today.PlusDays(1)) continue;
            var days = NodaTime.Period.DaysBetween(facts.Today, on);
            yield return Found(runbook,
                Problem.Error("RB004", $"reviewed {RunbookWords.Days(days)} in the future ({RunbookAge.Date(on)})",
                runbook.Path, review.Line, 0, $"Review it and run `{runbook.RenewCommand}`."));
        }
    }
}
