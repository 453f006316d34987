using NodaTime;

namespace GitHubOps.Core;

/// <summary>How old a review is. The order is meaning: later is worse.</summary>
public enum RunbookAgeState
{
    /// <summary>Its age is not judged: draft, retired, or never due.</summary>
    Exempt,
    Fresh,
    DueSoon,
    Due,
    Overdue,

    /// <summary>Nobody has reviewed it yet: blocks like an overdue one.</summary>
    NeverReviewed,

    /// <summary>The date cannot be read, so nothing is known; never counted as fresh.</summary>
    Unknown,

    /// <summary>Somebody reported it wrong: no date says otherwise.</summary>
    Broken,
}

/// <summary>
/// The age axis of the verdict: <c>due = on + interval</c> in months of the calendar, overdue when the grace is over
/// too. Edits of the file move nothing. <see cref="Arithmetic"/> shows the sum.
/// </summary>
public sealed record RunbookAge(RunbookAgeState State, LocalDate? Due, LocalDate? OverdueFrom, string Arithmetic)
{
    /// <summary>Blocks a change of what the runbook covers.</summary>
    public bool Blocks => State is RunbookAgeState.Overdue or RunbookAgeState.NeverReviewed or RunbookAgeState.Broken;

    public static RunbookAge Of(Runbook runbook, RunbookPolicy policy, LocalDate today)
    {
        if (runbook.State == RunbookState.Broken)
            return new(RunbookAgeState.Broken, null, null, "it was reported wrong");
        if (runbook.State != RunbookState.Active)
            return new(RunbookAgeState.Exempt, null, null, RunbookWords.Of(runbook.State));
        var interval = policy.IntervalOf(runbook);
        if (interval.IsNever) return new(RunbookAgeState.Exempt, null, null, "never due");
        if (runbook.Review is null) return new(RunbookAgeState.NeverReviewed, null, null, "never reviewed");
        if (runbook.Review.On is not { } on)
            return new(RunbookAgeState.Unknown, null, null, "the review has no date that can be read");
        if (on > today.PlusDays(1))
            return new(RunbookAgeState.Unknown, null, null, $"the review is dated {Date(on)}, after today");
        var grace = policy.GraceDaysOf(RunbookPolicy.SeverityOf(runbook));
        var hold = runbook.Review.Holds ?? ReviewHold.Full;
        var due = RunbookGrade.DueAfter(interval, on, hold)!.Value;
        var overdue = due.PlusDays(grace);
        var state = today >= overdue ? RunbookAgeState.Overdue
            : today >= due ? RunbookAgeState.Due
            : today >= due.PlusDays(-Math.Max(14, interval.RoughDays / 10)) ? RunbookAgeState.DueSoon
            : RunbookAgeState.Fresh;
        return new(state, due, overdue,
            $"reviewed {Date(on)} + {interval.Text} ({policy.IntervalOriginOf(runbook)}){RunbookGrade.Words(hold)} = due " +
            $"{Date(due)}, overdue {Date(overdue)} after {grace} d grace; today {Date(today)}");
    }

    public static string Date(LocalDate date) => IsoDate.Of(date);
}
