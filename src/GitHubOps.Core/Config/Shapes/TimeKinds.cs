using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>So many things within some time: <c>3 in 7d</c>.</summary>
public sealed record CountWithin(int Count, Target Within)
{
    public static CountWithin? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [var count, "in", var within] && Numbers.IsSmall(count, out var number)
            && Target.TryParse(within, out var time) ? new CountWithin(number, time) : null;
    }
}

/// <summary>How often, and on which day of the week: <c>2w on Thu</c>, <c>30d</c>.</summary>
public sealed record Cadence(RotationLength Every, IsoDayOfWeek? On)
{
    public static Cadence? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is not (1 or 3) || !RotationLength.TryParse(words[0], out var every)) return null;
        if (words.Length == 1) return new Cadence(every, On: null);
        return words[1] == "on" && every.Unit == RotationUnit.Weeks
            && WeeklyHoursText.TryParseDay(words[2], out var day) ? new Cadence(every, day) : null;
    }
}

/// <summary>
/// A moment that comes again: <c>Tue 15:00</c> each week, <c>first Thu 16:00 UTC</c> each month. Without a zone the
/// host rotation's calendar says which, else the organisation's first.
/// </summary>
/// <param name="OfMonth">1 to 4 for first to fourth, 5 for the last; null: each week.</param>
public sealed record RecurringMoment(int? OfMonth, IsoDayOfWeek Day, LocalTime Time, DateTimeZone? Zone)
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "last"];

    public static RecurringMoment? Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).AsSpan();
        if (words.Length == 0) return null;
        var ordinal = Array.IndexOf(Ordinals, words[0]);
        if (ordinal >= 0) words = words[1..];
        if (words.Length is not (2 or 3) || !RotationStart.TryParse($"{words[0]} {words[1]}", out var at)) return null;
        var zone = words.Length == 3 ? LocalPoint.FindZone(words[2]) : null;
        return words.Length == 3 && zone is null
            ? null : new RecurringMoment(ordinal < 0 ? null : ordinal + 1, at.Day, at.Time, zone);
    }
}

/// <summary>Kinds of values that speak of time.</summary>
internal static class TimeKinds
{
    public static Kind<Target?> Length { get; } = Kinds.Parsed<Target?>(
        new TextShape("length of time", ["2d", "30m", "4h", "1w", "4bh", "2bd"])
        {
            Pattern = "^[0-9]{1,7}(m|h|d|w|bm|bh|bd)$",
        },
        text => Target.TryParse(text, out var target) ? target : null);

    /// <summary>A length that no calendar is needed for.</summary>
    public static Kind<Target?> ClockLength { get; } = Kinds.Parsed<Target?>(
        new TextShape("length of clock time", ["7d", "30m", "4h", "2w"]) { Pattern = "^[0-9]{1,7}(m|h|d|w)$" },
        text => Target.TryParse(text, out var target) && !target.IsBusiness ? target : null);

    public static TextShape Shift { get; } =
        new("length of a shift", ["1w", "2w", "1d", "12h", "1mo"]) { Pattern = "^[0-9]{1,4}(h|d|w|mo)$" };

    public static TextShape Start { get; } =
        new("day and a time", ["Mon 10:00"]) { Pattern = "[A-Za-z]{3,} +[0-9]{2}:[0-9]{2}" };

    public static Kind<Cadence> Cadence { get; } = Kinds.Parsed(
        new TextShape("cadence", ["2w on Thu", "30d", "1mo"]) { Pattern = "[0-9](h|d|w|mo)( +on +[A-Za-z]{3,})? *$" },
        Core.Cadence.Parse);

    public static Kind<RecurringMoment> Moment { get; } = Kinds.Parsed(
        new TextShape("moment that comes again", ["Tue 15:00", "first Thu 16:00 UTC"])
        {
            Pattern = "[A-Za-z]{3,} +[0-9]{2}:[0-9]{2}",
        },
        RecurringMoment.Parse);

    public static Kind<CountWithin> CountWithin { get; } = Kinds.Parsed(
        new TextShape("count within a time", ["3 in 7d", "5 in 10m"]) { Pattern = "[0-9] +in +[0-9]" },
        Core.CountWithin.Parse);
}

/// <summary>Counts as people write them.</summary>
internal static class Numbers
{
    /// <summary>1 to 10,000.</summary>
    public static bool IsSmall(string text, out int number)
    {
        number = 0;
        return text.Length is > 0 and <= 5 && text.All(char.IsAsciiDigit)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number is > 0 and <= 10_000;
    }
}
