using System.Collections.Immutable;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>
/// The whole days that a calendar file (iCalendar, RFC 5545) lists, and what in it could not be read.
/// </summary>
public sealed record HolidayList(ImmutableHashSet<LocalDate> Dates, ImmutableArray<Problem> Problems);

/// <summary>
/// Reads holidays from an iCalendar text: events of whole days, over several days, and every year. Anything else in the
/// file
/// is a problem with its line, never a silent gap.
/// </summary>
public static class IcsHolidays
{
    public const string Code = "calendar/holidays";
    public const int TextMax = 512 * 1024;
    public const int DatesMax = 4000;
    private const int DaysPerEventMax = 62;
    private const int YearLast = 2100;
    private static readonly LocalDatePattern Basic = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public static HolidayList Parse(string text, string? file = null)
    {
        if (text.Length > TextMax)
            return new HolidayList([], [Problem.Error(Code, $"the file is larger than {TextMax / 1024} KB", file)]);
        var reading = new Reading(file);
        foreach (var (line, number) in Unfold(text)) reading.Take(line, number);
        return reading.Finish();
    }

    private static IEnumerable<(string Line, int Number)> Unfold(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var number = i + 1;
            var parts = new List<string> { lines[i].TrimEnd('\r') };
            while (i + 1 < lines.Length && lines[i + 1] is [' ' or '\t', ..]) parts.Add(lines[++i].TrimEnd('\r')[1..]);
            if (parts.Any(p => p.Length > 0)) yield return (string.Concat(parts), number);
        }
    }

    private sealed class Reading(string? file)
    {
        private readonly ImmutableHashSet<LocalDate>.Builder _dates = ImmutableHashSet.CreateBuilder<LocalDate>();
        private readonly List<Problem> _problems = [];
        private Event? _event;
        private bool _sawCalendar;

        public void Take(string line, int number)
        {
            var colon = line.IndexOf(':');
            if (colon < 0) return;
            var head = line[..colon].ToUpperInvariant();
            var value = line[(colon + 1)..].Trim();
            var name = head.Split(';')[0];
            _sawCalendar |= name == "BEGIN" && value == "VCALENDAR";
            if (name == "BEGIN" && value == "VEVENT") _event = new Event(number);
            else if (name == "END" && value == "VEVENT") Close();
            else if (_event is not null) _event.Take(name, value);
        }

        public HolidayList Finish()
        {
            if (!_sawCalendar) _problems.Add(Problem.Error(Code, "this is not an iCalendar file", file, 1));
            else if (_event is not null) Wrong(_event.Line, "the event does not end");
            return new HolidayList(_dates.ToImmutable(), [.. _problems]);
        }

        private void Close()
        {
            if (_event is not { } e) return;
            _event = null;
            if (e.IsCancelled) return;
            if (!TryDate(e.Start, out var first))
                Wrong(e.Line, "the event has no start of the form DTSTART;VALUE=DATE:20261225");
            else if (e.End is not null && !TryDate(e.End, out _))
                Wrong(e.Line, $"`{e.End}` is not a date");
            else if (YearsOf(e.Rule, first) is not { } years)
                Wrong(e.Line, $"the rule `{e.Rule}` is not understood; only FREQ=YEARLY is");
            else
                AddAll(e, first, years);
        }

        private void AddAll(Event e, LocalDate first, int years)
        {
            var days = TryDate(e.End, out var end) ? Period.DaysBetween(first, end) : 1;
            if (days is < 1 or > DaysPerEventMax)
            {
                Wrong(e.Line, $"an event lasts between 1 and {DaysPerEventMax} days, this one {days}");
                return;
            }

            for (var year = 0; year < years; year++)
            {
                var start = first.PlusYears(year);
                if (start.Year > YearLast) return;
                // The 29th of February comes in leap years only.
                if (start.Day != first.Day) continue;
                for (var day = 0; day < days; day++) _dates.Add(start.PlusDays(day));
                if (_dates.Count <= DatesMax) continue;
                Wrong(e.Line, $"the file lists more than {DatesMax} days");
                return;
            }
        }

        private void Wrong(int line, string text) => _problems.Add(Problem.Error(Code, text, file, line));

        // DTSTART;VALUE=DATE:20261225, and by courtesy midnight as a date-time.
        private static bool TryDate(string? value, out LocalDate date)
        {
            date = default;
            if (value is null || value.Length is not (8 or 15 or 16)) return false;
            if (value.Length > 8 && !value[8..].TrimEnd('Z').Equals("T000000", StringComparison.Ordinal)) return false;
            return Basic.Parse(value[..8]).TryGetValue(default, out date);
        }

        /// <summary>How many years the event comes; null when the rule says something else.</summary>
        private static int? YearsOf(string? rule, LocalDate first)
        {
            if (rule is null) return 1;
            var years = YearLast - first.Year + 1;
            var yearly = false;
            string[] sameDay = ["INTERVAL=1", $"BYMONTH={first.Month}", $"BYMONTHDAY={first.Day}"];
            foreach (var part in rule.ToUpperInvariant().Split(';', StringSplitOptions.RemoveEmptyEntries))
            {
                if (part == "FREQ=YEARLY") yearly = true;
                else if (sameDay.Contains(part)) continue;
                else if (part.StartsWith("COUNT=", StringComparison.Ordinal) && int.TryParse(part[6..], out var count))
                    years = Math.Min(years, count);
                else if (part.StartsWith("UNTIL=", StringComparison.Ordinal) && part.Length >= 14 &&
                    Basic.Parse(part[6..14]).TryGetValue(default, out var until))
                    years = Math.Min(years, YearsUntil(first, until));
                else return null;
            }

            return yearly ? years : null;
        }

        private static int YearsUntil(LocalDate first, LocalDate until)
        {
            var years = until.Year - first.Year;
            return Math.Max(0, until < first.PlusYears(years) ? years : years + 1);
        }
    }

    private sealed class Event(int line)
    {
        public int Line { get; } = line;

        public string? Start { get; private set; }

        public string? End { get; private set; }

        public string? Rule { get; private set; }

        public bool IsCancelled { get; private set; }

        public void Take(string name, string value)
        {
            if (name == "DTSTART") Start = value;
            if (name == "DTEND") End = value;
            if (name == "RRULE") Rule = value;
            IsCancelled |= name == "STATUS" && value == "CANCELLED";
        }
    }
}
