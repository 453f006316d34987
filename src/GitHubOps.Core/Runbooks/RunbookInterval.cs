using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace GitHubOps.Core;

/// <summary>
/// How long a review holds: <c>90d</c>, <c>6w</c>, <c>P90D</c>, <c>P6M</c>, <c>6 months</c>, or <c>never</c>. Months
/// are months of the calendar: six months after 31 August is 28 February.
/// </summary>
public sealed record RunbookInterval
{
    public const int DaysMax = 730;

    private RunbookInterval(string text, int months, int days) => (Text, Months, Days) = (text, months, days);

    /// <summary>The review never runs out; the runbook says why.</summary>
    public static RunbookInterval Never { get; } = new("never", 0, 0);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public int Months { get; }

    public int Days { get; }

    public bool IsNever => Months == 0 && Days == 0;

    public static RunbookInterval OfDays(int days) => new($"{days}d", 0, days);

    /// <summary>The day on which a review of <paramref name="on"/> has run out; null: never.</summary>
    public LocalDate? DueAfter(LocalDate on) => IsNever ? null : on.PlusMonths(Months).PlusDays(Days);

    /// <summary>The length in days, a month counted as thirty: for proportions, not for dates.</summary>
    public int RoughDays => (Months * 30) + Days;

    public static bool TryParse(string text, [NotNullWhen(true)] out RunbookInterval? interval,
        [NotNullWhen(false)] out string? error)
    {
        interval = null;
        error = null;
        var word = text.Trim();
        if (word == "never")
        {
            interval = Never;
            return true;
        }

        if (!TrySplit(word, out var number, out var unit))
        {
            error = "is not an interval; write `90d`, `6 months` or `never`";
            return false;
        }

        var (months, days) = unit switch
        {
            "d" or "day" or "days" => (0L, number),
            "w" or "week" or "weeks" => (0L, number * 7),
            "m" or "mo" or "month" or "months" => (number, 0L),
            _ => (number * 12, 0L),
        };
        if (number <= 0) error = "must be longer than nothing; write `90d`, or `never` with a `reason`";
        else if ((months * 30) + days > DaysMax)
            error = $"is longer than {DaysMax} days; write a shorter one, or `never` with a `reason`";
        if (error is not null) return false;
        interval = new RunbookInterval(word, (int)months, (int)days);
        return true;
    }

    private static bool TrySplit(string word, out long number, out string unit)
    {
        var iso = word.Length > 1 && word[0] == 'P';
        var text = iso ? word[1..] : word;
        var digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || (digits == 0 && text[0] == '-'))) digits++;
        unit = iso ? text[digits..].ToLowerInvariant() : text[digits..].Trim();
        var known = iso
            ? unit is "d" or "w" or "m" or "y"
            : unit is "d" or "day" or "days" or "w" or "week" or "weeks" or "mo" or "month" or "months" or "y" or "year"
                or "years";
        number = 0;
        return known && digits is > 0 and <= 6 &&
            long.TryParse(text.AsSpan(0, digits), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out number);
    }
}
