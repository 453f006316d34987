using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Open hours as a set of instants, half-open <c>[opens, closes)</c>. Immutable and ready to run; years are laid out
/// when
/// first asked for.
/// </summary>
public sealed partial class BusinessCalendar
{
    /// <summary>Years that a calendar answers for: farther is a mistake, not a deadline.</summary>
    public const int YearMin = 1950;

    /// <inheritdoc cref="YearMin"/>
    public const int YearMax = 2199;

    private const long TicksPerYear = NodaConstants.TicksPerDay * 146_097 / 400;

    private static readonly long[] YearBegins =
    [
        .. Enumerable.Range(YearMin, YearMax - YearMin + 1)
            .Select(year => Instant.FromUtc(year, 1, 1, 0, 0).ToUnixTimeTicks()),
    ];

    private readonly OpenPieces _hours;
    private readonly CalendarYear?[] _years = new CalendarYear?[YearMax - YearMin + 1];

    private BusinessCalendar(CalendarDefinition definition, DateTimeZone zone)
    {
        Name = definition.Name;
        Zone = zone;
        Definition = definition;
        LastHoliday = Last(definition.Holidays);
        LastSpecialDay = Last(definition.SpecialDays.Keys);
        _hours = OpenPieces.Of(definition);
        Print = CalendarText.PrintOf(definition);
    }

    public string Name { get; }

    public DateTimeZone Zone { get; }

    public CalendarDefinition Definition { get; }

    public LocalDate? LastHoliday { get; }

    /// <summary>The last date with hours of its own.</summary>
    public LocalDate? LastSpecialDay { get; }

    /// <summary>Tells these hours from all others, whatever the calendar is called.</summary>
    public string Print { get; }

    /// <summary>
    /// Checks a definition and makes it ready to run. Refuses what would never open or cannot be meant.
    /// </summary>
    public static CalendarResult Create(CalendarDefinition definition)
    {
        var (problems, warnings) = CalendarCheck.Check(definition);
        if (!problems.IsEmpty || LocalPoint.FindZone(definition.Zone) is not { } zone)
            return new CalendarResult(null, problems, warnings);
        var calendar = new BusinessCalendar(definition, zone);
        return CalendarCheck.FindEndlessClosing(definition, calendar) is { } never
            ? new CalendarResult(null, [never], warnings)
            : new CalendarResult(calendar, [], warnings);
    }

    public bool IsOpen(Instant t) => YearOf(t).IsOpen(t.ToUnixTimeTicks());

    /// <summary>The instant itself when it is open, else the next opening.</summary>
    public Instant NextOpening(Instant t)
    {
        if (IsOpen(t)) return t;
        var at = t.ToUnixTimeTicks();
        for (var number = YearNumber(t); number <= YearMax; number++)
        {
            var year = Year(number);
            var i = year.LastOpeningAtOrBefore(at) + 1;
            if (i < year.Count) return Instant.FromUnixTimeTicks(year[i].Opens);
        }

        throw NeverOpens(t);
    }

    /// <summary>
    /// The instant itself when it is inside open hours, else the close before it; null before all open time.
    /// </summary>
    /// <remarks>An opening instant is not inside: nothing has passed in it yet.</remarks>
    public Instant? LastCloseBefore(Instant t)
    {
        var at = t.ToUnixTimeTicks();
        for (var number = YearNumber(t); number >= YearMin; number--)
        {
            var year = Year(number);
            var i = year.LastOpeningAtOrBefore(at - 1);
            if (i >= 0) return Instant.FromUnixTimeTicks(Math.Min(at, year[i].Closes));
        }

        return null;
    }

    /// <summary>The measure of the open instants in <c>[from, to)</c>; negative when reversed.</summary>
    public Duration Elapsed(Instant from, Instant to)
    {
        if (to < from) return -Elapsed(to, from);
        var (first, last) = (YearNumber(from), YearNumber(to));
        var ticks = Year(last).TicksBefore(to.ToUnixTimeTicks()) - Year(first).TicksBefore(from.ToUnixTimeTicks());
        for (var number = first; number < last; number++) ticks += Year(number).TotalTicks;
        return Duration.FromTicks(ticks);
    }

    /// <summary>
    /// The earliest instant with that much open time since the start: a closing instant rather than the next opening.
    /// </summary>
    public Instant Deadline(Instant start, Duration open)
    {
        if (open <= Duration.Zero) return start;
        var number = YearNumber(start);
        var ticks = Year(number).TicksBefore(start.ToUnixTimeTicks()) + Ticks(open);
        while (ticks > Year(number).TotalTicks)
        {
            ticks -= Year(number).TotalTicks;
            if (++number > YearMax) throw NeverOpens(start);
        }

        return Instant.FromUnixTimeTicks(Year(number).EarliestWith(ticks));
    }

    /// <summary>The latest instant from which that much open time passes until the end.</summary>
    public Instant LatestStart(Instant end, Duration open)
    {
        var number = YearNumber(end);
        var ticks = Year(number).TicksBefore(end.ToUnixTimeTicks()) - Ticks(open);
        if (open <= Duration.Zero) return LastCloseBefore(end) ?? end;
        while (ticks < 0)
        {
            if (--number < YearMin) throw NeverOpens(end);
            ticks += Year(number).TotalTicks;
        }

        return Instant.FromUnixTimeTicks(Year(number).LatestWith(ticks));
    }

    /// <summary>The first running instant at or after the due instant: nobody is paged at Friday 17:00:00.</summary>
    public Instant BreachAt(Instant due) => NextOpening(due);

    private static LocalDate? Last(IEnumerable<LocalDate> dates) =>
        dates.Select(date => (LocalDate?)date).DefaultIfEmpty(null).Max();

    private static long Ticks(Duration duration) => duration.BclCompatibleTicks;

    private static InvalidOperationException NeverOpens(Instant t) =>
        new($"no open time between {t} and the years a calendar answers for, {YearMin} to {YearMax}");

    // A deadline asks this for each end of each pause: without a calendar's arithmetic it takes a tenth of the time.
    private static int YearNumber(Instant t)
    {
        var ticks = t.ToUnixTimeTicks();
        var number = Math.Clamp(1970 + (int)(ticks / TicksPerYear), YearMin, YearMax);
        while (number > YearMin && ticks < YearBegins[number - YearMin]) number--;
        while (number < YearMax && ticks >= YearBegins[number + 1 - YearMin]) number++;
        return number;
    }

    private CalendarYear YearOf(Instant t) => Year(YearNumber(t));

    // Two threads may lay out the same year; both results are the same, so the last one in is as good as the first.
    internal CalendarYear Year(int number)
    {
        ref var slot = ref _years[number - YearMin];
        var year = Volatile.Read(ref slot);
        if (year is not null) return year;
        year = CalendarYear.Build(number, _hours);
        Volatile.Write(ref slot, year);
        return year;
    }
}
