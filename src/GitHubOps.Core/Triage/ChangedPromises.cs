using NodaTime;

namespace GitHubOps.Core;

/// <summary>What becomes of a running promise when other files come into force.</summary>
internal static class ChangedPromises
{
    /// <param name="clock">As it was counted under the files of before.</param>
    /// <param name="promised">The target of now; null: it is promised no longer.</param>
    /// <param name="hours">The hours of now; null: there are none, then business time is left as it is.</param>
    /// <param name="former">The hours in which it was counted until then; null: nobody knows, or it is clock
    /// time.</param>
    /// <param name="at">Since when that holds.</param>
    /// <param name="countsBack">The files say that it has always held.</param>
    public static Clock Under(
        this Clock clock, Target? promised, BusinessCalendar? hours, BusinessCalendar? former, Instant at,
        bool countsBack)
    {
        if (clock.IsOver) return clock;
        if (promised is not { } target) return clock.Cancel(at, IssueClocks.NotPromised);
        if (target.IsBusiness && hours is null) return clock;
        if (countsBack) clock = clock.CountBack(target, hours, at, IssueClocks.Grace);
        var areOther = clock.Calendar is not null && clock.Hours is not null && clock.Hours != hours?.Print;
        if (target == clock.Target && !areOther) return clock;
        var before = clock.Calendar is null ? null : areOther ? former : hours;

        // In which hours it was counted nobody knows any more: then it was always in these.
        return areOther && before is null
            ? clock with { Calendar = hours!.Name, Hours = hours.Print }
            : clock.Recount(target, before, hours, at, IssueClocks.Grace);
    }
}
