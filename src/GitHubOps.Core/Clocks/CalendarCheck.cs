using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>What a calendar must satisfy before anything is counted in it.</summary>
internal static class CalendarCheck
{
    private const int EntriesMax = 5000;
    private const int HoursMax = 100;
    private const int ClosuresMax = 200;

    // Parts that are never open together are so each year, but for what the clocks and single days do.
    private const int JoinedFrom = 2016;
    private const int JoinedTo = 2061;
    private const int ClosureDaysMax = 366;
    private const int MinutesPerWeek = 7 * OpenHours.MinutesPerDay;

    public static (ImmutableArray<string> Problems, ImmutableArray<string> Warnings) Check(
        CalendarDefinition definition)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        var name = definition.Name;
        if (LocalPoint.FindZone(definition.Zone) is null)
            problems.Add($"calendar {name}: unknown time zone `{definition.Zone}`; write a name like Europe/Vienna");
        if (definition.Join is { } join) return (problems.Concat(OfJoin(definition, join)).ToImmutableArray(), []);
        if (definition.Hours.IsEmpty)
            problems.Add($"calendar {name}: the week is empty; write hours like Mon-Fri 09:00-17:00");
        foreach (var bad in AllHours(definition).Where(h => !IsPossible(h)).Distinct())
            problems.Add($"calendar {name}: {bad} cannot be; a day is 00:00-24:00, overnight is 22:00-06:00");
        if (problems.Count == 0) problems.AddRange(Overlaps(definition));
        problems.AddRange(Bounds(definition));
        ImmutableArray<string> warnings = AllHours(definition).Any(h => h.ClosesMinute == OpenHours.MinutesPerDay - 1)
            ? [$"calendar {name}: closing at 23:59 leaves a minute out; write 24:00"]
            : [];
        return (problems.ToImmutable(), warnings);
    }

    /// <summary>A problem when some year and the two after it have no open time at all.</summary>
    public static string? FindEndlessClosing(CalendarDefinition definition, BusinessCalendar calendar)
    {
        foreach (var first in YearsThatMayBeClosed(definition))
        {
            var years = Enumerable.Range(first, 3).Where(y => y <= BusinessCalendar.YearMax);
            if (years.All(y => calendar.Year(y).TotalTicks == 0))
                return definition.Join is null
                    ? $"calendar {definition.Name}: nothing is open in {first} and the two years after it"
                    : $"calendar {definition.Name}: its calendars are not once open together from {first} to {first + 2}; name others";
        }

        return null;
    }

    private static IEnumerable<string> OfJoin(CalendarDefinition definition, CalendarJoin join)
    {
        var name = definition.Name;
        if (join.Parts.Length < 2)
        {
            yield return $"calendar {name}: one calendar is not made of others; name two";
            yield break;
        }

        if (!definition.Hours.IsEmpty || !definition.Holidays.IsEmpty || !definition.SpecialDays.IsEmpty ||
            !definition.Closures.IsEmpty)
            yield return $"calendar {name}: it is made of others and has days of its own; write them in one of those";
        if (join.Depth > CalendarJoin.DepthMax)
            yield return $"calendar {name}: calendars of calendars go {CalendarJoin.DepthMax} deep; name their parts";
        else if (join.PartsInAll > CalendarJoin.PartsMax)
            yield return $"calendar {name}: it is made of more than {CalendarJoin.PartsMax} calendars; name fewer";
        else
            foreach (var problem in join.Parts.SelectMany(part => Check(part).Problems)) yield return problem;
    }

    private static IEnumerable<OpenHours> AllHours(CalendarDefinition definition) =>
        definition.Hours.Select(h => h.Hours).Concat(definition.SpecialDays.Values.SelectMany(h => h));

    private static bool IsPossible(OpenHours hours) =>
        hours.OpensMinute is >= 0 and < OpenHours.MinutesPerDay &&
        hours.ClosesMinute > hours.OpensMinute &&
        hours.ClosesMinute - hours.OpensMinute <= OpenHours.MinutesPerDay;

    private static IEnumerable<string> Overlaps(CalendarDefinition definition)
    {
        var week = definition.Hours
            .Select(h => (From: Minute(h), To: Minute(h) + h.Hours.ClosesMinute - h.Hours.OpensMinute, Hours: h))
            .OrderBy(h => h.From).ThenBy(h => h.To).ToArray();
        for (var i = 0; i < week.Length; i++)
        {
            var next = week[(i + 1) % week.Length];
            var from = i + 1 < week.Length ? next.From : next.From + MinutesPerWeek;
            if (week.Length > 1 && from < week[i].To)
                yield return $"calendar {definition.Name}: {week[i].Hours} overlaps {next.Hours}";
        }

        foreach (var (date, hours) in definition.SpecialDays)
        {
            var sorted = hours.OrderBy(h => h.OpensMinute).ToArray();
            for (var i = 0; i + 1 < sorted.Length; i++)
                if (sorted[i + 1].OpensMinute < sorted[i].ClosesMinute)
                    yield return $"calendar {definition.Name}: on {Print(date)} {sorted[i]} overlaps {sorted[i + 1]}";
        }
    }

    private static int Minute(WeeklyHours hours) =>
        (((int)hours.Day - 1) * OpenHours.MinutesPerDay) + hours.Hours.OpensMinute;

    private static IEnumerable<string> Bounds(CalendarDefinition definition)
    {
        var entries = definition.Hours.Length + definition.Holidays.Count + definition.SpecialDays.Count +
            definition.SpecialDays.Values.Sum(h => h.Length) + definition.Closures.Length;
        if (entries > EntriesMax)
            yield return $"calendar {definition.Name}: {entries} entries are more than {EntriesMax}";
        if (definition.Hours.Length > HoursMax)
            yield return $"calendar {definition.Name}: a week has at most {HoursMax} stretches of hours";
        if (definition.Closures.Length > ClosuresMax)
            yield return $"calendar {definition.Name}: {definition.Closures.Length} closures are more than {ClosuresMax}";
        foreach (var date in definition.Holidays.Concat(definition.SpecialDays.Keys).Where(IsFar))
            yield return $"calendar {definition.Name}: {Print(date)} is not between 1970 and 2100";
        foreach (var closure in definition.Closures)
        {
            if (!closure.HasStart || !closure.HasEnd || IsFar(closure.Start) || IsFar(closure.End))
                yield return $"calendar {definition.Name}: a closure needs a start and an end between 1970 and 2100";
            else if (closure.Duration > Duration.FromDays(ClosureDaysMax))
                yield return
                    $"calendar {definition.Name}: the closure at {closure.Start} is longer than {ClosureDaysMax} days";
        }
    }

    private static bool IsFar(LocalDate date) => date.Year is < 1970 or > 2100;

    private static bool IsFar(Instant t) => IsFar(t.InUtc().Date);

    private static string Print(LocalDate date) => LocalDatePattern.Iso.Format(date);

    // Every weekly hour comes 52 times a year, so a year with fewer dated entries cannot be wholly closed by them.
    private static IEnumerable<int> YearsThatMayBeClosed(CalendarDefinition definition)
    {
        // Where one part of several is enough, it has been looked at by itself; of three years one is looked at.
        if (definition.Join is { Kind: JoinKind.Union }) return [];
        if (definition.Join is not null)
            return Enumerable.Range(JoinedFrom, JoinedTo - JoinedFrom + 1).Where(year => (year - JoinedFrom) % 3 == 0);
        var byDates = definition.Holidays.Concat(definition.SpecialDays.Keys)
            .GroupBy(d => d.Year).Where(g => g.Count() >= 40).Select(g => g.Key);
        var byClosures = definition.Closures
            .SelectMany(c => Enumerable.Range(c.Start.InUtc().Year, c.End.InUtc().Year - c.Start.InUtc().Year + 1));
        return byDates.Concat(byClosures).Distinct().Order();
    }
}
