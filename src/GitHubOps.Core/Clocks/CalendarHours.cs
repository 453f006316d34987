using System.Collections.Immutable;
using NodaTime;
using NodaTime.TimeZones;

namespace GitHubOps.Core;

/// <summary>The hours of a calendar that has its own: days as numbers, time as ticks.</summary>
internal sealed class CalendarHours : OpenPieces
{
    private const long TicksPerMinute = NodaConstants.TicksPerMinute;
    private readonly DateTimeZone _zone;
    private readonly OpenHours[][] _week = new OpenHours[8][];
    private readonly Dictionary<int, ImmutableArray<OpenHours>> _special;
    private readonly HashSet<int> _holidays;
    private readonly (long From, long To)[] _closures;

    public CalendarHours(CalendarDefinition definition, DateTimeZone zone)
    {
        _zone = zone;
        for (var day = 1; day <= 7; day++)
            _week[day] = [.. definition.Hours.Where(h => (int)h.Day == day).Select(h => h.Hours)];
        _special = definition.SpecialDays.ToDictionary(d => DayNumber(d.Key), d => d.Value);
        _holidays = [.. definition.Holidays.Select(DayNumber)];
        _closures = [.. definition.Closures
            .Select(c => (c.Start.ToUnixTimeTicks(), c.End.ToUnixTimeTicks()))
            .OrderBy(c => c.Item1)];
    }

    public override void AddPieces(int year, List<OpenPiece> pieces)
    {
        var offsets = _zone.GetZoneIntervals(
            Instant.FromUtc(year - 1, 12, 20, 0, 0), Instant.FromUtc(year + 1, 1, 10, 0, 0)).ToArray();
        var end = DayNumber(new LocalDate(year + 1, 1, 1)) + DaysAround;
        for (var date = DayNumber(new LocalDate(year, 1, 1)) - DaysAround; date < end; date++)
            AddDate(date, offsets, pieces);
    }

    private void AddDate(int date, ZoneInterval[] offsets, List<OpenPiece> pieces)
    {
        foreach (var hours in HoursOf(date))
        {
            var midnight = date * NodaConstants.TicksPerDay;
            var opens = midnight + (hours.OpensMinute * TicksPerMinute);
            var closes = midnight + (hours.ClosesMinute * TicksPerMinute);
            // Both readings of a repeated hour are inside, a skipped hour is nowhere: so each offset's part by itself.
            foreach (var part in offsets)
            {
                var offset = part.WallOffset.Ticks;
                var start = part.HasStart ? Math.Max(opens - offset, part.Start.ToUnixTimeTicks()) : opens - offset;
                var end = part.HasEnd ? Math.Min(closes - offset, part.End.ToUnixTimeTicks()) : closes - offset;
                if (start < end) AddOutsideClosures(date, start, end, pieces);
            }
        }
    }

    private ReadOnlySpan<OpenHours> HoursOf(int date)
    {
        if (_holidays.Contains(date)) return [];
        if (_special.TryGetValue(date, out var special)) return special.AsSpan();
        // 1970-01-01 was a Thursday, day 4 of the ISO week.
        return _week[((((date + 3) % 7) + 7) % 7) + 1];
    }

    private void AddOutsideClosures(int date, long start, long end, List<OpenPiece> pieces)
    {
        foreach (var (closedFrom, closedTo) in _closures)
        {
            if (closedFrom >= end) break;
            if (closedTo <= start) continue;
            if (closedFrom > start) pieces.Add(new OpenPiece(date, start, closedFrom));
            start = closedTo;
            if (start >= end) return;
        }

        pieces.Add(new OpenPiece(date, start, end));
    }
}
