using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>A calendar whose holidays run out.</summary>
internal sealed class CalendarEndCheck : ConfigCheck
{
    public const int DaysAhead = 30;

    public override string Code => "config/calendar-ends";

    public override string Help =>
        "The last holiday that a calendar knows lies less than 30 days ahead. After it, business hours run on days on " +
        "which nobody works.";

    public override IEnumerable<Problem> Check(CheckFacts facts) =>
        from entry in facts.Policy.Calendars.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        let last = entry.Value.LastHoliday
        where last is not null && last.Value < facts.Now.InZone(entry.Value.Zone).Date.PlusDays(DaysAhead)
        select Warning(facts.PlaceOf("calendars", entry.Key, "holidays"),
            $"the last holiday of `calendars.{entry.Key}` is {LocalDatePattern.Iso.Format(last.Value)}",
            "Add the next year's holidays to its file.");
}
