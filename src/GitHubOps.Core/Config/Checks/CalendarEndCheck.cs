using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>A calendar whose holidays run out.</summary>
internal sealed class CalendarEndCheck : ConfigCheck
{
    public const int DaysAhead = 30;

    public override string Code => "config/calendar-ends";

    public override string Help =>
        "The last holiday or special day that a calendar knows, or the day that `until` names, lies less than 30 " +
        "days ahead. After it, business hours run on days on which nobody works.";

    public override IEnumerable<Problem> Check(CheckFacts facts) =>
        from entry in facts.Policy.Calendars.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        let end = EndOf(entry.Value)
        where end is not null && end.Date < facts.Now.InZone(entry.Value.Zone).Date.PlusDays(DaysAhead)
        select Warning(facts.PlaceOf("calendars", entry.Key, end.Key),
            $"{end.What} of `calendars.{entry.Key}` is {LocalDatePattern.Iso.Format(end.Date)}", end.Remedy);

    private static End? EndOf(BusinessCalendar calendar)
    {
        if (calendar.Definition.Until is { } until)
            return new End("until", until, "the last day that was looked up",
                "Look the next year's days up, and move `until`.");
        if (calendar.LastSpecialDay is { } special && !(calendar.LastHoliday >= special))
            return new End("special", special, "the last special day", "Add the next year's days, or write `until`.");
        return calendar.LastHoliday is not { } holiday ? null
            : new End("holidays", holiday, "the last holiday",
                "Add the next year's holidays to its file, or write `until`.");
    }

    /// <param name="Key">The key that says so.</param>
    private sealed record End(string Key, LocalDate Date, string What, string Remedy);
}
