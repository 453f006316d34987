using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace GitHubOps.Core;

/// <summary>
/// A calendar's rules as a text that is the same for the same hours: kept, so that time which was counted in hours that
/// have changed since stays counted as it was. The calendar's name is not among them.
/// </summary>
public static class CalendarText
{
    private const int PrintChars = 16;

    public static string PrintOf(CalendarDefinition definition) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Write(definition))))[..PrintChars];

    public static string Write(CalendarDefinition definition)
    {
        var text = new StringBuilder("zone ").Append(definition.Zone).Append('\n');
        if (definition.Join is { } join) WriteParts(join, text);
        foreach (var one in definition.Hours.OrderBy(one => (one.Day, one.Hours.OpensMinute)))
            text.Append(CultureInfo.InvariantCulture, $"open {(int)one.Day} {Minutes(one.Hours)}\n");
        foreach (var date in definition.Holidays.Order())
            text.Append("holiday ").Append(LocalDatePattern.Iso.Format(date)).Append('\n');
        foreach (var (date, hours) in definition.SpecialDays.OrderBy(day => day.Key))
            text.Append("special ").Append(string.Join(' ',
                hours.OrderBy(one => one.OpensMinute).Select(Minutes).Prepend(LocalDatePattern.Iso.Format(date))))
                .Append('\n');
        foreach (var closure in definition.Closures.OrderBy(one => (one.Start, one.End)))
            text.Append(CultureInfo.InvariantCulture,
                $"closed {closure.Start.ToUnixTimeMilliseconds()} {closure.End.ToUnixTimeMilliseconds()}\n");
        return text.ToString();
    }

    // In which order they were written makes no difference to what is open.
    private static void WriteParts(CalendarJoin join, StringBuilder text)
    {
        text.Append("join ").Append(Word(join.Kind)).Append('\n');
        foreach (var (number, part) in join.Parts.Select(Write).Order(StringComparer.Ordinal).Index())
            foreach (var line in part.Split('\n', StringSplitOptions.RemoveEmptyEntries))
                text.Append(CultureInfo.InvariantCulture, $"part {number} {line}\n");
    }

    /// <summary>What <see cref="Write"/> wrote, under a name; null where it is something else.</summary>
    public static CalendarDefinition? Read(string name, string text) => Read(name, text, CalendarJoin.DepthMax);

    private static CalendarDefinition? Read(string name, string text, int depth)
    {
        if (depth < 0) return null;
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToLookup(
            words => words[0], words => words[1..]);
        if (lines["zone"].FirstOrDefault() is not [var zone]) return null;
        try
        {
            return new CalendarDefinition
            {
                Name = name,
                Zone = zone,
                Hours = [
                    .. lines["open"].Select(words => new WeeklyHours((IsoDayOfWeek)Number(words[0]), Hours(words[1])))],
                Holidays = [.. lines["holiday"].Select(words => Date(words[0]))],
                SpecialDays = lines["special"].ToImmutableDictionary(
                    words => Date(words[0]), words => words[1..].Select(Hours).ToImmutableArray()),
                Closures = [.. lines["closed"].Select(words => new Interval(Moment(words[0]), Moment(words[1])))],
                Join = lines["join"].FirstOrDefault() is [var kind]
                    ? new CalendarJoin(Kind(kind), [.. Parts(name, lines["part"], depth)]) : null,
            };
        }
        catch (Exception error) when (error is FormatException or OverflowException or IndexOutOfRangeException
            or ArgumentException or UnparsableValueException)
        {
            return null;
        }
    }

    private static IEnumerable<CalendarDefinition> Parts(string name, IEnumerable<string[]> lines, int depth) =>
        from line in lines
        group string.Join(' ', line.Skip(1)) by line[0] into part
        select Read(name, string.Join('\n', part), depth - 1) ?? throw new FormatException();

    private static string Word(JoinKind kind) => kind == JoinKind.Union ? "union" : "intersection";

    private static JoinKind Kind(string word) => word switch
    {
        "union" => JoinKind.Union,
        "intersection" => JoinKind.Intersection,
        _ => throw new FormatException(),
    };

    private static string Minutes(OpenHours hours) => $"{hours.OpensMinute}-{hours.ClosesMinute}";

    private static OpenHours Hours(string text) =>
        text.Split('-') is [var opens, var closes] ? new OpenHours(Number(opens), Number(closes))
            : throw new FormatException();

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static Instant Moment(string text) =>
        Instant.FromUnixTimeMilliseconds(long.Parse(text, CultureInfo.InvariantCulture));

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
