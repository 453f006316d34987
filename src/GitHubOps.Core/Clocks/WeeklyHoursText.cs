using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// Weekly hours as people write them: <c>Mon-Fri 09:00-17:00</c>, <c>Mon,Wed 22:00-06:00</c>,
/// <c>Mon-Thu 09:00-12:00, 13:00-17:00, Fri 09:00-14:00</c>. Without days every day is meant.
/// </summary>
public static class WeeklyHoursText
{
    private const int LengthMax = 1000;
    private static readonly string[] Days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    public static bool TryParse(
        string? text, out ImmutableArray<WeeklyHours> hours, [NotNullWhen(false)] out string? error)
    {
        hours = [];
        error = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > LengthMax)
        {
            error = "hours are missing or too long. Write hours like Mon-Fri 09:00-17:00";
            return false;
        }

        var found = ImmutableArray.CreateBuilder<WeeklyHours>();
        var days = new List<IsoDayOfWeek>();
        var daysEnded = true;
        foreach (var word in text.Split([',', ';', ' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (char.IsAsciiLetter(word[0]))
            {
                if (daysEnded) days.Clear();
                daysEnded = false;
                if (!TryAddDays(word, days))
                    error ??= $"`{word}` is no day. Write Mon, Tue, Wed, Thu, Fri, Sat, Sun or Mon-Fri";
            }
            else
            {
                daysEnded = true;
                if (!TryParseWindow(word, out var window, out var wrong)) error ??= wrong;
                var on = days.Count == 0 ? Enum.GetValues<IsoDayOfWeek>().Where(d => d != IsoDayOfWeek.None) : days;
                foreach (var day in on) found.Add(new WeeklyHours(day, window));
            }
        }

        if (!daysEnded) error ??= $"`{text.Trim()}` ends with days. Write the hours after them: Mon-Fri 09:00-17:00";
        hours = error is null ? found.ToImmutable() : [];
        return error is null;
    }

    /// <summary>
    /// One window: <c>09:00-17:00</c>, <c>22:00-06:00</c> over midnight, <c>00:00-24:00</c> the whole day.
    /// </summary>
    public static bool TryParseWindow(string text, out OpenHours hours, [NotNullWhen(false)] out string? error)
    {
        hours = default;
        error = $"`{text}` is not a time of day. Write hours like 09:00-17:00";
        var dash = text.IndexOf('-');
        if (dash < 0 || !TryParseTime(text.AsSpan(0, dash), out var opens)) return false;
        if (!TryParseTime(text.AsSpan(dash + 1), out var closes) || opens == OpenHours.MinutesPerDay) return false;
        if (opens == closes)
        {
            error = $"`{text}` opens and closes at the same time. Write 00:00-24:00 for a whole day";
            return false;
        }

        hours = new OpenHours(opens, closes > opens ? closes : closes + OpenHours.MinutesPerDay);
        error = null;
        return true;
    }

    /// <summary>A day's name, short or whole: <c>Mon</c>, <c>monday</c>.</summary>
    public static bool TryParseDay(string text, out IsoDayOfWeek day)
    {
        day = IsoDayOfWeek.None;
        if (text.Length < 3) return false;
        var index = Array.IndexOf(Days, text[..3].ToLowerInvariant());
        if (index < 0) return false;
        day = (IsoDayOfWeek)(index + 1);
        return text.Length == 3 || text.Equals(day.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Minutes after midnight; 24:00 is allowed.</summary>
    public static bool TryParseTime(ReadOnlySpan<char> text, out int minutes)
    {
        minutes = 0;
        if (text.Length != 5 || text[2] != ':') return false;
        foreach (var i in (ReadOnlySpan<int>)[0, 1, 3, 4])
            if (!char.IsAsciiDigit(text[i])) return false;
        var (hour, minute) = (((text[0] - '0') * 10) + text[1] - '0', ((text[3] - '0') * 10) + text[4] - '0');
        minutes = (hour * 60) + minute;
        return minute < 60 && minutes <= OpenHours.MinutesPerDay;
    }

    private static bool TryAddDays(string word, List<IsoDayOfWeek> days)
    {
        var dash = word.IndexOf('-');
        if (dash < 0)
        {
            if (!TryParseDay(word, out var day)) return false;
            days.Add(day);
            return true;
        }

        if (!TryParseDay(word[..dash], out var first) || !TryParseDay(word[(dash + 1)..], out var last)) return false;
        for (var day = (int)first; ; day = (day % 7) + 1)
        {
            days.Add((IsoDayOfWeek)day);
            if (day == (int)last) return true;
        }
    }
}
