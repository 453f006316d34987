using System.Collections.Immutable;

namespace GitHubOps.Core;

/// <summary>A new date alone is not a review.</summary>
public sealed class DateOnlyRule : RunbookRule
{
    public override string Id => "date-only";

    public override string Help =>
        "A change that moves `review.on` and nothing else says that a day has passed. A review says who looked, " +
        "how, and what they saw: `githubops runbooks renew` writes that, also where nothing had to be changed.";

    public override RunbookAxis Axis => RunbookAxis.Touch;

    public override ImmutableArray<string> Codes => ["RB022"];

    public override IEnumerable<RunbookFinding> Check(RunbookFacts facts) =>
        facts.Runbooks.Where(Is).Select(runbook => Found(runbook,
        Problem.Error("RB022",
            $"date only: this change moves `review.on` from {Before(runbook)} to {Now(runbook)} and nothing else, " +
            "which is no review",
            runbook.Path, runbook.Runbook!.Review!.Line, 0,
                $"Follow the runbook, then run `{runbook.RenewCommand}`.")));

    /// <summary>The change moves the date of the review and nothing else.</summary>
    public static bool Is(RunbookCase runbook) =>
        runbook is { Changed: true, Before: not null } && runbook.StampChanged &&
            RunbookStamp.OnlyDateDiffers(runbook.Before, runbook.Reading);

    private static string Before(RunbookCase runbook) =>
        runbook.Before?.Runbook?.Review?.On is { } on ? RunbookAge.Date(on) : "nothing";

    private static string Now(RunbookCase runbook) => RunbookAge.Date(runbook.Runbook!.Review!.On!.Value);
}
