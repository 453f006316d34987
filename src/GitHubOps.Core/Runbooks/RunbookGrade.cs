using NodaTime;

namespace GitHubOps.Core;

/// <summary>How long a review holds, measured by what it proves.</summary>
public enum ReviewHold
{
    /// <summary>Somebody read the same text over code that had changed.</summary>
    Half,
    Full,

    /// <summary>The steps were followed twice in a row.</summary>
    Longer,
}

/// <summary>Grades a review by its evidence.</summary>
public static class RunbookGrade
{
    /// <summary>Following a runbook twice in a week proves once.</summary>
    private const int DaysApart = 7;

    /// <param name="last">The review before this one; null: there was none, or it is not known.</param>
    /// <param name="now">Who looked, how, and what they saw.</param>
    public static ReviewHold Of(RunbookReview? last, RunbookReview now)
    {
        if (IsFollowed(now))
        {
            var isTwice = last is { On: { } then } && now.On is { } on && IsFollowed(last)
                && then.PlusDays(DaysApart) <= on;
            return isTwice ? ReviewHold.Longer : ReviewHold.Full;
        }

        // What the last reviewer did not write down cannot be held against this one.
        if (last?.Text is null || last.Seen.IsEmpty || last.Text != now.Text) return ReviewHold.Full;
        return last.Seen.Any(x => now.Seen.GetValueOrDefault(x.Key) != x.Value) ? ReviewHold.Half : ReviewHold.Full;
    }

    /// <summary>The day on which a review has run out; null: never.</summary>
    public static LocalDate? DueAfter(RunbookInterval interval, LocalDate on, ReviewHold hold)
    {
        if (interval.DueAfter(on) is not { } due || hold == ReviewHold.Full) return interval.DueAfter(on);
        var days = Period.DaysBetween(on, due);
        return on.PlusDays(hold == ReviewHold.Half ? days / 2 : days + (days / 2));
    }

    /// <summary>For the arithmetic that people read.</summary>
    public static string Words(ReviewHold hold) => hold switch
    {
        ReviewHold.Half => " × ½ (read only: the code had changed, the text had not)",
        ReviewHold.Longer => " × 1½ (followed twice in a row)",
        _ => "",
    };

    private static bool IsFollowed(RunbookReview review) => review.Kind is ReviewKind.Exercised or ReviewKind.Incident;
}
