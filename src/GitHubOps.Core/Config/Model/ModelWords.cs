using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>Lengths of time and severities as a colleague would say them.</summary>
internal static class ModelWords
{
    private const int DaysShown = 6;

    public static string Of(Target target)
    {
        var (unit, isBusiness) = target.Unit switch
        {
            TargetUnit.ClockMinutes => ("minute", false),
            TargetUnit.ClockHours => ("hour", false),
            TargetUnit.ClockDays => ("day", false),
            TargetUnit.ClockWeeks => ("week", false),
            TargetUnit.BusinessMinutes => ("minute", true),
            TargetUnit.BusinessHours => ("hour", true),
            TargetUnit.BusinessDays => ("day", true),
            _ => throw new ArgumentOutOfRangeException(nameof(target), target, "not a unit of targets"),
        };
        return $"{target.Amount} {(isBusiness ? "business " : "")}{unit}{(target.Amount == 1 ? "" : "s")}";
    }

    public static string Of(RotationLength length)
    {
        var unit = length.Unit switch
        {
            RotationUnit.Hours => "hour",
            RotationUnit.Days => "day",
            RotationUnit.Weeks => "week",
            RotationUnit.Months => "month",
            _ => throw new ArgumentOutOfRangeException(nameof(length), length, "not a unit of shifts"),
        };
        return length.Every == 1 ? $"a {unit}".Replace("a hour", "an hour", StringComparison.Ordinal)
            : $"{length.Every} {unit}s";
    }

    /// <summary><c>20bd</c> in words; what is no target stays as it is written, in a code span.</summary>
    public static string OfTarget(string text) =>
        Target.TryParse(text, out var target) ? Of(target) : ModelPage.Code(text);

    /// <summary><c>Mon-Fri 09:00-17:00, Sat 10:00-12:00</c>, <c>when west or vienna is open</c></summary>
    public static string Of(BusinessCalendar calendar) =>
        calendar.Definition.Join is { } join ? Of(join) : string.Join(", ",
        calendar.Definition.Hours.GroupBy(hours => hours.Hours)
            .Select(same => $"{Days([.. same.Select(hours => (int)hours.Day).Order()])} {same.Key}"));

    private static string Of(CalendarJoin join)
    {
        var (word, are) = join.Kind == JoinKind.Union ? ("or", "is") : ("and", "are");
        return $"when {ModelPage.List(join.Parts.Select(part => ModelPage.Name(part.Name)), word)} {are} open";
    }

    /// <summary>What a calendar leaves out and puts in: <c>holidays left out, 2026-12-24 09:00-12:00</c>.</summary>
    public static IEnumerable<string> DaysOf(CalendarDefinition calendar)
    {
        if (!calendar.Holidays.IsEmpty) yield return "holidays left out";
        foreach (var (date, hours) in calendar.SpecialDays.OrderBy(day => day.Key).Take(DaysShown))
            yield return $"{LocalDatePattern.Iso.Format(date)} {(hours.IsEmpty ? "closed" : string.Join(", ", hours))}";
        if (calendar.SpecialDays.Count > DaysShown)
            yield return $"{calendar.SpecialDays.Count - DaysShown} more special days";
        if (!calendar.Closures.IsEmpty)
            yield return calendar.Closures.Length == 1 ? "one closure" : $"{calendar.Closures.Length} closures";
    }

    private static string Days(int[] days)
    {
        var names = days.Select(day => ((NodaTime.IsoDayOfWeek)day).ToString()[..3]).ToArray();
        return days.Length > 2 && days[^1] - days[0] == days.Length - 1
            ? $"{names[0]}-{names[^1]}" : string.Join(',', names);
    }
}
