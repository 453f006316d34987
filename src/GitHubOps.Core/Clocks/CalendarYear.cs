using System.Collections.Immutable;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// The open stretches of one UTC year, with running totals, so that measuring and finding deadlines is a binary search.
/// Times are ticks (100 ns) since the Unix epoch.
/// </summary>
internal sealed class CalendarYear
{
    private const int StepsMax = 12;

    private readonly long[] _opens;
    private readonly long[] _closes;
    private readonly long[] _before;
    private readonly int[] _dates;
    private readonly double _perTick;

    private CalendarYear(long[] opens, long[] closes, int[] dates)
    {
        (_opens, _closes, _dates) = (opens, closes, dates);
        _before = new long[opens.Length];
        for (var i = 0; i < opens.Length; i++)
        {
            _before[i] = TotalTicks;
            TotalTicks += closes[i] - opens[i];
        }

        if (opens.Length > 1) _perTick = (opens.Length - 1) / (double)(opens[^1] - opens[0]);
    }

    public long TotalTicks { get; }

    public int Count => _opens.Length;

    /// <summary>Dates (days since the epoch) on which hours start that leave some time open, in order.</summary>
    public ReadOnlySpan<int> BusinessDates => _dates;

    public (long Opens, long Closes) this[int index] => (_opens[index], _closes[index]);

    /// <summary>Open ticks of this year before <paramref name="at"/>.</summary>
    public long TicksBefore(long at)
    {
        var i = LastOpeningAtOrBefore(at);
        return i < 0 ? 0 : _before[i] + Math.Min(at, _closes[i]) - _opens[i];
    }

    /// <summary>
    /// The earliest time with <paramref name="ticks"/> of this year's open time before it; 0 &lt; ticks ≤ total.
    /// </summary>
    public long EarliestWith(long ticks)
    {
        var i = Array.BinarySearch(_before, ticks);
        i = i < 0 ? ~i - 1 : i - 1;
        return _opens[i] + ticks - _before[i];
    }

    /// <summary>
    /// The latest time with <paramref name="ticks"/> of this year's open time before it; 0 ≤ ticks &lt; total.
    /// </summary>
    public long LatestWith(long ticks)
    {
        var i = Array.BinarySearch(_before, ticks);
        i = i < 0 ? ~i - 1 : i;
        return _opens[i] + ticks - _before[i];
    }

    /// <summary>The index of the last stretch that opens at or before, or -1.</summary>
    public int LastOpeningAtOrBefore(long at)
    {
        var last = _opens.Length - 1;
        if (last < 0 || at < _opens[0]) return -1;
        if (at >= _opens[last]) return last;

        // Hours come about evenly over a year, so a guess is near, and nearer than halves of it.
        var guess = Math.Min((int)((at - _opens[0]) * _perTick), last - 1);
        for (var steps = 0; steps < StepsMax; steps++)
        {
            if (_opens[guess] > at) guess--;
            else if (_opens[guess + 1] <= at) guess++;
            else return guess;
        }

        var i = Array.BinarySearch(_opens, at);
        return i < 0 ? ~i - 1 : i;
    }

    public bool IsOpen(long at)
    {
        var i = LastOpeningAtOrBefore(at);
        return i >= 0 && at < _closes[i];
    }

    public static CalendarYear Build(int year, OpenPieces hours)
    {
        var from = Instant.FromUtc(year, 1, 1, 0, 0).ToUnixTimeTicks();
        var to = Instant.FromUtc(year + 1, 1, 1, 0, 0).ToUnixTimeTicks();
        var firstDate = OpenPieces.DayNumber(new LocalDate(year, 1, 1));
        var nextYear = OpenPieces.DayNumber(new LocalDate(year + 1, 1, 1));
        var pieces = new List<OpenPiece>(400);
        hours.AddPieces(year, pieces);
        var stretches = new List<(long Opens, long Closes)>(pieces.Count);
        var dates = new List<int>(pieces.Count);
        foreach (var (date, opens, closes) in pieces)
        {
            if (date >= firstDate && date < nextYear) dates.Add(date);
            if (Math.Max(opens, from) < Math.Min(closes, to))
                stretches.Add((Math.Max(opens, from), Math.Min(closes, to)));
        }

        Merge(stretches);
        return new CalendarYear(
            [.. stretches.Select(s => s.Opens)], [.. stretches.Select(s => s.Closes)], [.. dates.Distinct().Order()]);
    }

    private static void Merge(List<(long Opens, long Closes)> stretches)
    {
        stretches.Sort();
        var kept = 0;
        for (var i = 0; i < stretches.Count; i++)
        {
            var next = stretches[i];
            if (kept > 0 && stretches[kept - 1] is var last && next.Opens <= last.Closes)
                stretches[kept - 1] = (last.Opens, Math.Max(last.Closes, next.Closes));
            else
                stretches[kept++] = next;
        }

        stretches.RemoveRange(kept, stretches.Count - kept);
    }
}
